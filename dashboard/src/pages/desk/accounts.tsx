// Everybody who may sign in, for administrators: inviting, revising with a reason, disabling, and one-time links.

import { useEffect, useState } from "preact/hooks";
import { useDocument } from "../../api/asking.ts";
import { type Directory, useDirectory } from "../../api/directory.ts";
import { type Refusal, send } from "../../api/sending.ts";
import { type Account, type Role, roles } from "../../api/session.ts";
import { Marked } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { ChoiceEntry, GeneralTrouble, TextEntry } from "./entries.tsx";
import { Exports } from "./exports.tsx";
import { FailedSignInList } from "./failed_sign_ins.tsx";
import { useNarrow } from "./narrow.ts";
import type { PeopleProps } from "./page.ts";
import { Awaited, Table } from "./parts.tsx";
import { accountState, assignmentOf, assignmentWords } from "./people_words.ts";
import { Screens } from "./screens.tsx";
import { Secret } from "./secret.tsx";
import { missing, type Submission, type Trouble, useSubmission } from "./submission.ts";

interface AccessLink {
  account: Account;
  path: string;
  expires_at: string;
}

/** A screen has no password, and so no link to set one. */
interface Screen {
  account: Account;
}

/** What an administrator decides about an account. */
interface Decision {
  name: string;
  role: Role;
  organizations: readonly string[];
  sites: readonly string[];
  all_sites: boolean;
}

/** Each role with what it is assigned to, and nothing else. */
function assigned({ name, role, organizations, sites, all_sites }: Decision): Decision {
  const kind = assignmentOf(role);
  return {
    name: name.trim(),
    role,
    organizations: kind === "organizations" || kind === "one_organization" ? organizations : [],
    sites: kind === "sites" && !all_sites ? sites : [],
    all_sites: kind === "sites" && all_sites,
  };
}

export function Accounts({ say }: PeopleProps) {
  const { t } = say;
  const [round, setRound] = useState(0);
  const answer = useDocument<{ accounts: Account[] }>("/api/v1/accounts", round);
  const directory = useDirectory();
  const [made, setMade] = useState<AccessLink | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);

  const again = (accessLink: AccessLink | null): void => {
    setMade(accessLink);
    setSaved(accessLink === null);
    setOpen(null);
    setRound(round + 1);
  };

  return (
    <>
      <p>{t("accounts_reading")}</p>
      {made && (
        <Secret
          title={t("link_for", { name: made.account.name })}
          detail={t("link_once", { moment: say.moment(made.expires_at) })}
          secret={window.location.origin + made.path}
          say={say}
        />
      )}
      <p role="status">{saved && <Marked kind="within">{t("saved")}</Marked>}</p>
      <Awaited answer={directory} say={say}>
        {(known) => (
          <>
            <Awaited answer={answer} say={say}>
              {({ accounts }) => (
                <>
                  <Exports list="accounts" say={say} />
                  <AccountList
                    {...{ accounts, directory: known, open, say }}
                    onOpen={(login) => {
                      setSaved(false);
                      setOpen(open === login ? null : login);
                    }}
                  />
                  {accounts
                    .filter(({ login }) => login === open)
                    .map((each) => (
                      <div key={each.login}>
                        <Revise account={each} directory={known} say={say} onDone={again} />
                        {each.role === "screen" && !each.disabled && (
                          <Screens account={each} directory={known} say={say} />
                        )}
                      </div>
                    ))}
                </>
              )}
            </Awaited>
            <Invite directory={known} say={say} onDone={again} />
            <FailedSignInList say={say} />
          </>
        )}
      </Awaited>
    </>
  );
}

interface ListProps {
  accounts: readonly Account[];
  directory: Directory;
  /** The login of the account that is being revised. */
  open: string | null;
  onOpen: (login: string) => void;
  say: DeskSpeaker;
}

/** A table on a desk, cards on a phone. */
function AccountList({ accounts, directory, open, onOpen, say }: ListProps) {
  const { t } = say;
  const narrow = useNarrow();
  const columns: readonly [string, (account: Account) => string][] = [
    [t("login"), ({ login }) => login],
    [t("role"), ({ role }) => say.named("role_", role)],
    [t("assignment"), (account) => assignmentWords(account, say, directory)],
    [t("state"), (account) => accountState(account, say)],
  ];
  const revise = ({ login, name }: Account) => (
    <button
      type="button"
      aria-label={t("revise_named", { name })}
      aria-expanded={open === login}
      onClick={() => onOpen(login)}
    >
      {t("revise")}
    </button>
  );
  if (narrow) {
    return (
      <ul class="cards">
        {accounts.map((account) => (
          <li key={account.login}>
            <h2>{account.name}</h2>
            <dl>
              {columns.map(([label, words]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{words(account)}</dd>
                </div>
              ))}
            </dl>
            {revise(account)}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Table caption={t("title_accounts")} head={[t("person_name"), ...columns.map(([label]) => label), t("to_do")]}>
      {accounts.map((account) => (
        <tr key={account.login}>
          <th scope="row">{account.name}</th>
          {columns.map(([label, words]) => (
            <td key={label}>{words(account)}</td>
          ))}
          <td>{revise(account)}</td>
        </tr>
      ))}
    </Table>
  );
}

interface FormProps {
  directory: Directory;
  say: DeskSpeaker;
  onDone: (accessLink: AccessLink | null) => void;
}

function Invite({ directory, say, onDone }: FormProps) {
  const { t } = say;
  const nobody: Decision = {
    name: "",
    role: "contractor_supervisor",
    organizations: [],
    sites: [],
    all_sites: false,
  };
  const [login, setLogin] = useState("");
  const [decision, setDecision] = useState<Decision>(nobody);
  const submission = useSubmission(say);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const empty = missing({ name: decision.name, login }, say) ?? unassigned(decision, say);
    if (empty) return submission.fail(empty);
    const body = { login: login.trim(), ...assigned(decision) };
    const made = await submission.ask(() => send<AccessLink | Screen>("POST", "/api/v1/accounts", { body }));
    if (!made) return;
    setLogin("");
    setDecision(nobody);
    onDone("path" in made ? made : null);
  }

  return (
    <form class="sheet" data-part="invite" ref={submission.form} onSubmit={submit} noValidate>
      <h2>{t("invite")}</h2>
      <DecisionEntries
        {...{ decision, setDecision, directory, submission, say }}
        extra={["login"]}
        login={
          <TextEntry
            name="login"
            label={t("login")}
            hint={t("login_hint")}
            value={login}
            onValue={setLogin}
            trouble={submission.trouble}
            say={say}
          />
        }
      />
      <button type="submit" class="main" disabled={submission.busy}>
        {t("invite_do")}
      </button>
    </form>
  );
}

function Revise({ account, directory, say, onDone }: FormProps & { account: Account }) {
  const { t } = say;
  const [decision, setDecision] = useState<Decision>(account);
  const [disabled, setDisabled] = useState(account.disabled);
  const [reason, setReason] = useState("");
  const submission = useSubmission(say);
  useEffect(() => submission.form.current?.querySelector("input")?.focus(), []);

  const words = (refusal: Refusal): Trouble | null =>
    refusal.code === "stale" ? { field: "", message: t("account_stale") } : null;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const empty = missing({ name: decision.name, reason }, say) ?? unassigned(decision, say);
    if (empty) return submission.fail(empty);
    const body = { ...assigned(decision), disabled, change: account.change, reason: reason.trim() };
    const path = `/api/v1/accounts/${encodeURIComponent(account.login)}`;
    if (await submission.ask(() => send<Account>("PUT", path, { body }), words)) onDone(null);
  }

  async function link(): Promise<void> {
    const path = `/api/v1/accounts/${encodeURIComponent(account.login)}/link`;
    const made = await submission.ask(() => send<AccessLink>("POST", path));
    if (made) onDone(made);
  }

  async function removeSecondFactor(): Promise<void> {
    const path = `/api/v1/accounts/${encodeURIComponent(account.login)}/second-factor`;
    let done = false;
    await submission.ask(async () => {
      const sent = await send<null>("DELETE", path);
      done = sent.state === "done";
      return sent;
    });
    if (done) onDone(null);
  }

  return (
    <form class="sheet" data-part="revise" ref={submission.form} onSubmit={submit} noValidate>
      <h2>{t("revise_named", { name: account.name })}</h2>
      <DecisionEntries {...{ decision, setDecision, directory, submission, say }} extra={["reason"]} />
      <label class="check">
        <input type="checkbox" checked={disabled} onChange={(event) => setDisabled(event.currentTarget.checked)} />
        {t("disable")}
      </label>
      <TextEntry
        name="reason"
        label={t("reason")}
        value={reason}
        onValue={setReason}
        maxLength={500}
        trouble={submission.trouble}
        say={say}
      />
      <div class="buttons">
        <button type="submit" class="main" disabled={submission.busy}>
          {t("save")}
        </button>
        {!account.disabled && account.role !== "screen" && (
          <button type="button" disabled={submission.busy} onClick={link}>
            {t("link_new")}
          </button>
        )}
        {account.has_second_factor && (
          <button type="button" disabled={submission.busy} onClick={removeSecondFactor}>
            {t("second_factor_reset")}
          </button>
        )}
      </div>
    </form>
  );
}

function unassigned(decision: Decision, say: DeskSpeaker): Trouble | null {
  const needsOne = assignmentOf(decision.role) === "one_organization";
  return needsOne && decision.organizations.length !== 1 ? { field: "organizations", message: say.t("needed") } : null;
}

interface DecisionProps {
  decision: Decision;
  setDecision: (decision: Decision) => void;
  directory: Directory;
  submission: Submission;
  say: DeskSpeaker;
  extra: readonly string[];
  login?: preact.ComponentChildren;
}

function DecisionEntries({ decision, setDecision, directory, submission, say, extra, login }: DecisionProps) {
  const { t } = say;
  const { trouble } = submission;
  const kind = assignmentOf(decision.role);
  const organizations = directory.organizations.map(({ code, name }) => ({ value: code, words: name }));
  const toggled = (list: readonly string[], code: string, on: boolean): string[] =>
    on ? [...list, code] : list.filter((each) => each !== code);
  return (
    <>
      <GeneralTrouble
        trouble={trouble}
        shown={["name", "role", ...(kind === "one_organization" ? ["organizations"] : []), ...extra]}
      />
      <TextEntry
        name="name"
        label={t("person_name")}
        value={decision.name}
        onValue={(name) => setDecision({ ...decision, name })}
        maxLength={300}
        {...{ say, trouble }}
      />
      {login}
      <ChoiceEntry
        name="role"
        label={t("role")}
        value={decision.role}
        onValue={(role) => setDecision({ ...decision, role: role as Role })}
        choices={roles.map((role) => ({ value: role, words: say.named("role_", role) }))}
        hint={t(`role_hint_${decision.role}`)}
        {...{ say, trouble }}
      />
      {kind === "one_organization" && (
        <ChoiceEntry
          name="organizations"
          label={say.named("field_", "organization")}
          value={decision.organizations[0] ?? ""}
          onValue={(code) => setDecision({ ...decision, organizations: code ? [code] : [] })}
          choices={organizations}
          none={t("choose")}
          {...{ say, trouble }}
        />
      )}
      {kind === "organizations" && (
        <Checks
          legend={t("organizations")}
          entries={organizations}
          chosen={decision.organizations}
          onChange={(code, on) =>
            setDecision({ ...decision, organizations: toggled(decision.organizations, code, on) })
          }
        />
      )}
      {kind === "sites" && (
        <>
          <label class="check">
            <input
              type="checkbox"
              checked={decision.all_sites}
              onChange={(event) => setDecision({ ...decision, all_sites: event.currentTarget.checked })}
            />
            {t("assigned_all_sites")}
          </label>
          {!decision.all_sites && (
            <Checks
              legend={t("group_sites")}
              entries={directory.sites.map(({ code, name }) => ({ value: code, words: name }))}
              chosen={decision.sites}
              onChange={(code, on) => setDecision({ ...decision, sites: toggled(decision.sites, code, on) })}
            />
          )}
        </>
      )}
    </>
  );
}

interface ChecksProps {
  legend: string;
  entries: readonly { value: string; words: string }[];
  chosen: readonly string[];
  onChange: (value: string, on: boolean) => void;
}

function Checks({ legend, entries, chosen, onChange }: ChecksProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {entries.map(({ value, words }) => (
        <label class="check" key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) => onChange(value, event.currentTarget.checked)}
          />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
