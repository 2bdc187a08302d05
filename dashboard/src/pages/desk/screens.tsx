// The screens of an account: each paired by a link that works once, and ended by revoking its token.

import { useState } from "preact/hooks";
import { useDocument } from "../../api/asking.ts";
import type { Directory } from "../../api/directory.ts";
import { send } from "../../api/sending.ts";
import type { Account } from "../../api/session.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { ChoiceEntry, GeneralTrouble, TextEntry } from "./entries.tsx";
import { Awaited } from "./parts.tsx";
import { Secret } from "./secret.tsx";
import { missing, useSubmission } from "./submission.ts";

interface Token {
  id: number;
  name: string;
  paired: boolean;
  expires_at: string;
}

interface Props {
  account: Account;
  directory: Directory;
  say: DeskSpeaker;
}

/** The walls that the account may show. */
function wallsOf(account: Account, directory: Directory, say: DeskSpeaker): { value: string; words: string }[] {
  const sites = account.all_sites ? directory.sites.map(({ code }) => code) : account.sites;
  const whole = account.all_sites ? ["enterprise", "own", "contractors"] : [];
  return [
    ...whole.map((scope) => ({ value: scope, words: say.scope(scope) })),
    ...sites.map((code) => ({ value: `site:${code}`, words: directory.site(code) })),
  ];
}

export function Screens({ account, directory, say }: Props) {
  const { t } = say;
  const path = `/api/v1/accounts/${encodeURIComponent(account.login)}/tokens`;
  const walls = wallsOf(account, directory, say);
  const [round, setRound] = useState(0);
  const answer = useDocument<{ tokens: Token[] }>(path, round);
  const [name, setName] = useState("");
  const [wall, setWall] = useState(walls[0]?.value ?? "");
  const [made, setMade] = useState<(Token & { token: string; wall: string }) | null>(null);
  const submission = useSubmission(say);
  const { trouble } = submission;

  async function make(event: Event): Promise<void> {
    event.preventDefault();
    const empty = missing({ name, wall }, say);
    if (empty) return submission.fail(empty);
    const body = { name: name.trim(), days: 366 };
    const token = await submission.ask(() => send<Token & { token: string }>("POST", path, { body }));
    if (!token) return;
    setMade({ ...token, wall });
    setName("");
    setRound(round + 1);
  }

  async function revoke(id: number): Promise<void> {
    await submission.ask(() => send("DELETE", `${path}/${id}`));
    setRound(round + 1);
  }

  return (
    <section data-part="screens">
      <h2>{t("screen_tokens", { name: account.name })}</h2>
      <p>{t("screen_tokens_reading")}</p>
      {made && (
        <Secret
          title={t("screen_token_made", { name: made.name })}
          detail={t("screen_token_once", { moment: say.moment(made.expires_at) })}
          secret={`${window.location.origin}/wall?scope=${encodeURIComponent(made.wall)}#pair=${made.token}`}
          say={say}
        />
      )}
      <Awaited answer={answer} say={say}>
        {({ tokens }) =>
          tokens.length === 0 ? (
            <p>{t("tokens_none")}</p>
          ) : (
            <ul class="cards">
              {tokens.map((each) => (
                <li key={each.id}>
                  <h3>{each.name}</h3>
                  <dl>
                    <div>
                      <dt>{t("state")}</dt>
                      <dd>{t(each.paired ? "token_paired" : "token_unpaired")}</dd>
                    </div>
                    <div>
                      <dt>{t("expires_at")}</dt>
                      <dd>{say.moment(each.expires_at)}</dd>
                    </div>
                  </dl>
                  <button
                    type="button"
                    aria-label={t("revoke_named", { name: each.name })}
                    onClick={() => revoke(each.id)}
                  >
                    {t("revoke")}
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Awaited>
      <form class="sheet" ref={submission.form} onSubmit={make} noValidate>
        <GeneralTrouble trouble={trouble} shown={["name", "wall"]} />
        <TextEntry
          name="name"
          label={t("person_name")}
          value={name}
          onValue={setName}
          maxLength={300}
          {...{ say, trouble }}
        />
        <ChoiceEntry
          name="wall"
          label={t("screen_token_wall")}
          value={wall}
          onValue={setWall}
          choices={walls}
          none={walls.length === 0 ? t("assigned_nothing") : undefined}
          {...{ say, trouble }}
        />
        <button type="submit" disabled={submission.busy}>
          {t("screen_token_make")}
        </button>
      </form>
    </section>
  );
}
