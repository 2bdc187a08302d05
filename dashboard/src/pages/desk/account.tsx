// One's own account: the password, where one is signed in, and tokens for programs.

import { useState } from "preact/hooks";
import { useDocument } from "../../api/asking.ts";
import { send } from "../../api/sending.ts";
import type { Account, Role } from "../../api/session.ts";
import { endSession } from "./drafts.ts";
import { ChoiceEntry, GeneralTrouble, PasswordEntry, TextEntry } from "./entries.tsx";
import type { PeopleProps } from "./page.ts";
import { Awaited, Table } from "./parts.tsx";
import { assignmentOf, assignmentWords } from "./people_words.ts";
import { SecondFactor } from "./second_factor.tsx";
import { Secret } from "./secret.tsx";
import { missing, useSubmission } from "./submission.ts";

interface SignedInAt {
  began_at: string;
  seen_at: string;
  address: string;
  program: string;
  this: boolean;
}

interface Token {
  id: number;
  name: string;
  read_only: boolean;
  role: Role | null;
  organizations: string[];
  sites: string[];
  made_at: string;
  expires_at: string;
}

export function AccountPage({ session, say }: PeopleProps) {
  const { t } = say;
  const { account } = session;
  return (
    <>
      <dl class="lines">
        <div>
          <dt>{t("person_name")}</dt>
          <dd>{account.name}</dd>
        </div>
        <div>
          <dt>{t("login")}</dt>
          <dd>{account.login}</dd>
        </div>
        <div>
          <dt>{t("role")}</dt>
          <dd>{say.named("role_", account.role)}</dd>
        </div>
        <div>
          <dt>{t("assignment")}</dt>
          <dd>{assignmentWords(account, say)}</dd>
        </div>
      </dl>
      <h2>{t("change_password")}</h2>
      <ChangePassword login={account.login} say={say} />
      <h2>{t("second_factor")}</h2>
      <SecondFactor say={say} />
      <h2>{t("sessions")}</h2>
      <Sessions say={say} />
      <h2>{t("tokens")}</h2>
      <p>{t("tokens_reading")}</p>
      <Tokens account={account} say={say} />
    </>
  );
}

function ChangePassword({ login, say }: { login: string; say: PeopleProps["say"] }) {
  const { t } = say;
  const [password, setPassword] = useState("");
  const [fresh, setFresh] = useState("");
  const [done, setDone] = useState(false);
  const submission = useSubmission(say);
  const { trouble } = submission;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setDone(false);
    const given = { password, new_password: fresh };
    const empty = missing(given, say);
    if (empty) return submission.fail(empty);
    const sent = await submission.ask(async () => {
      const answer = await send<null>("POST", "/api/v1/account/password", { body: given });
      return answer.state === "done" ? { ...answer, document: true } : answer;
    });
    if (!sent) return;
    setPassword("");
    setFresh("");
    setDone(true);
  }

  return (
    <form class="sheet" ref={submission.form} onSubmit={submit} noValidate>
      <input type="hidden" autoComplete="username" value={login} />
      <GeneralTrouble trouble={trouble} shown={["password", "new_password"]} />
      <PasswordEntry
        name="password"
        label={t("password_now")}
        value={password}
        onValue={setPassword}
        {...{ say, trouble }}
      />
      <PasswordEntry
        name="new_password"
        label={t("password_new")}
        isNew
        value={fresh}
        onValue={setFresh}
        {...{ say, trouble }}
      />
      <button type="submit" class="main" disabled={submission.busy}>
        {t("change_password_do")}
      </button>
      <p role="status">{done && t("password_changed")}</p>
    </form>
  );
}

function Sessions({ say }: { say: PeopleProps["say"] }) {
  const { t } = say;
  const answer = useDocument<{ sessions: SignedInAt[] }>("/api/v1/account/sessions");
  return (
    <Awaited answer={answer} say={say}>
      {({ sessions }) => (
        <>
          <Table
            caption={t("sessions")}
            head={[t("session_began"), t("session_seen"), t("session_from"), t("program")]}
          >
            {sessions.map((each) => (
              <tr key={each.began_at + each.program}>
                <th scope="row">{say.moment(each.began_at)}</th>
                <td>{each.this ? t("session_this") : say.moment(each.seen_at)}</td>
                <td>{each.address}</td>
                <td>{each.program}</td>
              </tr>
            ))}
          </Table>
          <button type="button" onClick={() => endSession("/api/v1/account/sessions")}>
            {t("sign_out_everywhere")}
          </button>
        </>
      )}
    </Awaited>
  );
}

/** Roles that may nothing which the account's may not; the server says so again. */
function narrowerRoles(role: Role): readonly Role[] {
  return role === "hse_specialist" ? ["viewer", "ambassador"] : role === "viewer" ? [] : ["viewer"];
}

function Tokens({ account, say }: { account: Account; say: PeopleProps["say"] }) {
  const { t } = say;
  const [role, setRole] = useState("");
  const [scope, setScope] = useState<readonly string[]>([]);
  const kind = assignmentOf(account.role);
  // Of one there is nothing to choose; a viewer's token is assigned to nothing.
  const scopes = kind === "organizations" ? account.organizations : kind === "sites" ? account.sites : [];
  const chooses = scopes.length > 1 && role !== "viewer";
  const [round, setRound] = useState(0);
  const answer = useDocument<{ tokens: Token[] }>("/api/v1/account/tokens", round);
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [writes, setWrites] = useState(false);
  const [made, setMade] = useState<{ name: string; token: string; expires_at: string } | null>(null);
  const submission = useSubmission(say);
  const { trouble } = submission;

  async function make(event: Event): Promise<void> {
    event.preventDefault();
    const empty = missing({ name, days }, say);
    if (empty) return submission.fail(empty);
    const body = {
      name: name.trim(),
      days: /^\d+$/.test(days.trim()) ? Number(days) : days,
      read_only: !writes,
      ...(role ? { role } : {}),
      ...(chooses ? { [kind === "sites" ? "sites" : "organizations"]: scope } : {}),
    };
    const token = await submission.ask(() =>
      send<Token & { token: string }>("POST", "/api/v1/account/tokens", { body }),
    );
    if (!token) return;
    setMade(token);
    setName("");
    setRound(round + 1);
  }

  async function revoke(id: number): Promise<void> {
    await submission.ask(() => send("DELETE", `/api/v1/account/tokens/${id}`));
    setRound(round + 1);
  }

  return (
    <>
      {made && (
        <Secret
          title={t("token_made", { name: made.name })}
          detail={t("token_once", { moment: say.moment(made.expires_at) })}
          secret={made.token}
          say={say}
        />
      )}
      <Awaited answer={answer} say={say}>
        {({ tokens }) =>
          tokens.length === 0 ? (
            <p>{t("tokens_none")}</p>
          ) : (
            <Table
              caption={t("tokens")}
              head={[
                t("token_name"),
                t("token_may"),
                t("token_role"),
                t("token_for"),
                t("made_at"),
                t("expires_at"),
                t("to_do"),
              ]}
            >
              {tokens.map((each) => (
                <tr key={each.id}>
                  <th scope="row">{each.name}</th>
                  <td>{t(each.read_only ? "token_reads" : "token_writes")}</td>
                  <td>{each.role ? say.named("role_", each.role) : t("token_role_own")}</td>
                  <td>{[...each.organizations, ...each.sites].join(", ") || t("token_role_own")}</td>
                  <td>{say.moment(each.made_at)}</td>
                  <td>{say.moment(each.expires_at)}</td>
                  <td>
                    <button
                      type="button"
                      aria-label={t("revoke_named", { name: each.name })}
                      onClick={() => revoke(each.id)}
                    >
                      {t("revoke")}
                    </button>
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Awaited>
      <form class="sheet" ref={submission.form} onSubmit={make} noValidate>
        <h3>{t("token_make")}</h3>
        <GeneralTrouble trouble={trouble} shown={["name", "days", "role"]} />
        <TextEntry
          name="name"
          label={t("token_name")}
          hint={t("token_name_hint")}
          value={name}
          onValue={setName}
          {...{ say, trouble }}
        />
        <TextEntry
          name="days"
          label={t("token_days")}
          inputMode="numeric"
          value={days}
          onValue={setDays}
          {...{ say, trouble }}
        />
        {narrowerRoles(account.role).length > 0 && (
          <ChoiceEntry
            name="role"
            label={t("token_role")}
            value={role}
            onValue={setRole}
            choices={narrowerRoles(account.role).map((each) => ({ value: each, words: say.named("role_", each) }))}
            none={t("token_role_same")}
            {...{ say, trouble }}
          />
        )}
        {chooses && (
          <fieldset>
            <legend>{t("token_scope")}</legend>
            <p class="hint">{t("token_scope_hint")}</p>
            {scopes.map((code) => (
              <label class="check" key={code}>
                <input
                  type="checkbox"
                  checked={scope.includes(code)}
                  onChange={(event) =>
                    setScope(event.currentTarget.checked ? [...scope, code] : scope.filter((one) => one !== code))
                  }
                />
                {code}
              </label>
            ))}
          </fieldset>
        )}
        <label class="check">
          <input type="checkbox" checked={writes} onChange={(event) => setWrites(event.currentTarget.checked)} />
          {t("token_may_write")}
        </label>
        <button type="submit" disabled={submission.busy}>
          {t("token_make_do")}
        </button>
      </form>
    </>
  );
}
