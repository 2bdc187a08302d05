// The audit: every change with who, when, from where and why, old and new side by side, by filters that an address can
// keep; and whether the chain of changes is whole.

import { useState } from "preact/hooks";
import { useDocument } from "../../api/asking.ts";
import { type ChainAnswer, type ChangeDetail, type ChangeEntry, changePath, changesPath } from "../../api/audit.ts";
import { type Directory, useDirectory } from "../../api/directory.ts";
import { kindFrom, kinds } from "../../api/records.ts";
import { send } from "../../api/sending.ts";
import { may, type Session } from "../../api/session.ts";
import { Marked } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { type Address, link } from "./address.ts";
import { Exports } from "./exports.tsx";
import type { PeopleProps } from "./page.ts";
import { Awaited, Failed, Kept, Table } from "./parts.tsx";
import { PersonalDetail } from "./personal_detail.tsx";
import { fieldLabel, maySee, valueWords } from "./record_words.ts";

const filters = ["who", "kind", "record", "id", "from", "to", "why"] as const;
const otherKinds = ["accounts", "sign_ins", "personal_detail", "policy", "enterprise"] as const;

export function Audit({ address, session, say }: PeopleProps) {
  const { t } = say;
  const number = address.asked.get("number");
  const asked = Object.fromEntries(filters.map((name) => [name, address.asked.get(name)]));
  const answer = useDocument<{ changes: ChangeEntry[]; next_before: number | null }>(
    number ? null : changesPath({ ...asked, before: address.asked.get("before") }),
  );
  const directory = useDirectory();
  if (number) {
    return (
      <>
        <p>
          <a href={link(address, "audit")}>{t("audit_all")}</a>
        </p>
        <Awaited answer={directory} say={say}>
          {(known) => <Detail {...{ address, session, say, number }} directory={known} />}
        </Awaited>
      </>
    );
  }
  return (
    <>
      <p>{t("audit_reading")}</p>
      <Chain address={address} say={say} />
      <FilterForm address={address} say={say} />
      <Exports list="changes" parameters={asked} say={say} />
      <Awaited answer={answer} say={say}>
        {({ changes, next_before }) => (
          <>
            {changes.length === 0 ? (
              <p>{t("audit_none")}</p>
            ) : (
              <ol class="changes">
                {changes.map((change) => (
                  <Change {...{ address, session, say, change }} key={change.number} />
                ))}
              </ol>
            )}
            {next_before !== null && (
              <p>
                <a href={link(address, "audit", { ...asked, before: next_before })}>{t("audit_older")}</a>
              </p>
            )}
          </>
        )}
      </Awaited>
    </>
  );
}

/** Checked when asked for: it reads every row there is. */
function Chain({ address, say }: { address: Address; say: DeskSpeaker }) {
  const { t } = say;
  const [busy, setBusy] = useState(false);
  const [checked, setChecked] = useState<{ chain: ChainAnswer; seconds: number } | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  async function check(): Promise<void> {
    setBusy(true);
    setFault(null);
    const began = performance.now();
    const sent = await send<ChainAnswer>("GET", "/api/v1/changes/chain");
    setBusy(false);
    if (sent.state === "done") {
      setChecked({ chain: sent.document, seconds: (performance.now() - began) / 1000 });
    } else {
      setChecked(null);
      setFault(sent.state === "unreachable" ? t("fault_unreachable") : sent.refusal.message);
    }
  }

  return (
    <section class="chain" data-part="chain" aria-label={t("chain_title")}>
      <button type="button" disabled={busy} onClick={check}>
        {t("chain_check")}
      </button>
      <div role="status">
        {busy && <p>{t("chain_checking")}</p>}
        {checked && checked.chain.faults.length === 0 && (
          <>
            <p>
              <Marked kind="within">
                {t("chain_whole", {
                  n: checked.chain.checked_through,
                  seconds: say.number(checked.seconds, 1),
                })}
              </Marked>
            </p>
            <p class="hash">{t("chain_last", { hash: checked.chain.sha256 })}</p>
          </>
        )}
        {checked && checked.chain.faults.length > 0 && (
          <>
            <p>
              <Marked kind="breach">{t("chain_broken", { n: checked.chain.faults.length })}</Marked>
            </p>
            <ul data-part="chain-faults">
              {checked.chain.faults.slice(0, mostFaults).map((each) => (
                <li key={`${each.what} ${each.change} ${each.message}`}>
                  {each.change === null ? (
                    say.named("chain_", each.what)
                  ) : (
                    <a href={link(address, "audit", { number: each.change })}>
                      {t("chain_fault", { n: each.change, words: say.named("chain_", each.what) })}
                    </a>
                  )}
                </li>
              ))}
            </ul>
            <p>{t("chain_what_to_do")}</p>
          </>
        )}
      </div>
      {fault && <Failed fault={{ kind: "refused", message: fault }} say={say} />}
    </section>
  );
}

const mostFaults = 50;

function FilterForm({ address, say }: { address: Address; say: DeskSpeaker }) {
  const { t } = say;
  const { asked } = address;
  const text = (name: "who" | "record" | "why") => (
    <label class="field">
      <span>{t(`audit_${name}`)}</span>
      <input type="text" name={name} defaultValue={asked.get(name) ?? ""} maxLength={100} autoComplete="off" />
    </label>
  );
  return (
    <form class="choose" method="get" action="/audit">
      {text("who")}
      <label class="field">
        <span>{t("audit_kind")}</span>
        <select name="kind">
          <option value="">{t("all")}</option>
          {[...kinds, ...otherKinds].map((kind) => (
            <option value={kind} selected={asked.get("kind") === kind} key={kind}>
              {say.named("kind_", kind)}
            </option>
          ))}
        </select>
      </label>
      {text("record")}
      {(["from", "to"] as const).map((name) => (
        <label class="field" key={name}>
          <span>{t(`filter_${name}`)}</span>
          <input type="date" name={name} defaultValue={asked.get(name) ?? ""} />
        </label>
      ))}
      {text("why")}
      <Kept address={address} except={[...filters, "before"]} />
      <button type="submit">{t("show")}</button>
    </form>
  );
}

interface ChangeProps {
  address: Address;
  session: Session;
  say: DeskSpeaker;
  change: ChangeEntry;
}

function Change({ address, say, change }: ChangeProps) {
  const { t } = say;
  return (
    <li>
      <h2>
        <a href={link(address, "audit", { number: change.number })}>{t("change_number", { n: change.number })}</a>
        {change.event && ` · ${say.named("event_", change.event)}`}
      </h2>
      <Facts change={change} say={say} />
      <p>{touchedWords(change, say)}</p>
    </li>
  );
}

function Facts({ change, say }: { change: ChangeEntry; say: DeskSpeaker }) {
  const { t } = say;
  const facts: readonly [string, string][] = [
    [t("audit_who"), change.who],
    [t("audit_when"), say.moment(change.recorded_at)],
    [t("audit_where"), sourceWords(change.source, say)],
    [t("audit_why"), change.why],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value || "–"}</dd>
        </div>
      ))}
    </dl>
  );
}

/** "web, 10.0.0.7" in words; a file or a command line as it is. */
export function sourceWords(source: string, say: DeskSpeaker): string {
  const [, how, address] = /^(web|token), (.*)$/.exec(source) ?? [];
  return how && address ? say.t(how === "web" ? "source_web" : "source_token", { address }) : source;
}

/** "Incidents: 3, sites: 1". */
function touchedWords(change: ChangeEntry, say: DeskSpeaker): string {
  const counts = new Map<string, number>();
  for (const { kind } of change.records) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const parts = [...counts].map(([kind, n]) => say.t("audit_touched", { kind: say.named("kind_", kind), n }));
  if (change.more_records > 0) parts.push(say.t("audit_more", { n: change.more_records }));
  return parts.join(", ");
}

interface DetailProps {
  address: Address;
  session: Session;
  say: DeskSpeaker;
  number: string;
  directory: Directory;
}

function Detail({ address, session, say, number, directory }: DetailProps) {
  const { t } = say;
  const answer = useDocument<ChangeDetail>(changePath(number));
  return (
    <Awaited answer={answer} say={say}>
      {(change) => (
        <article data-part="change">
          <h2>{t("change_number", { n: change.number })}</h2>
          <Facts change={change} say={say} />
          <p class="hash">{t("audit_hash", { hash: change.sha256 })}</p>
          {change.account && (
            <p>
              {t("audit_event", {
                login: change.account.login,
                event: say.named("event_", change.account.event),
              })}
              {change.account.detail && ` (${change.account.detail})`}
            </p>
          )}
          {change.personal_detail_of.map((incident) => (
            <section key={incident}>
              <h3>{t("personal_of", { n: incident })}</h3>
              <PersonalDetail {...{ incident, session, say }} />
              <p>
                <a href={link(address, "audit", { kind: "personal_detail", id: incident })}>{t("audit_history")}</a>
              </p>
            </section>
          ))}
          {change.changed.map((record) => (
            <Changed {...{ address, session, say, record, directory }} key={`${record.kind} ${record.id}`} />
          ))}
          {change.more_records > 0 && <p>{t("audit_more", { n: change.more_records })}</p>}
        </article>
      )}
    </Awaited>
  );
}

interface ChangedProps {
  address: Address;
  session: Session;
  say: DeskSpeaker;
  record: ChangeDetail["changed"][number];
  directory: Directory;
}

function Changed({ address, session, say, record, directory }: ChangedProps) {
  const { t } = say;
  const kind = kindFrom(record.kind);
  const title = `${kind ? t(`one_${kind}`) : say.named("kind_", record.kind)} ${record.name || record.id || ""}`.trim();
  const label = (field: string): string => (kind ? fieldLabel(kind, field, say) : say.named("audit_field_", field));
  const words = (field: string, value: string | number | boolean | null): string => {
    if (kind) return valueWords(kind, field, value, say, directory);
    if (value === null || value === "") return "–";
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    return field === "role" ? say.named("role_", String(value)) : String(value);
  };
  const history = record.id > 0 && may(session, "see_audit");
  return (
    <section data-part="changed">
      <h3>
        {kind && maySee(session, kind) ? <a href={link(address, "record", { kind, id: record.id })}>{title}</a> : title}
        {record.is_new && ` · ${t("audit_new")}`}
      </h3>
      {record.withheld && <p>{t("audit_withheld")}</p>}
      {record.fields.length > 0 && (
        <Table caption={title} head={[t("field"), t("audit_before"), t("audit_after")]}>
          {record.fields.map(({ name, before, after }) => (
            <tr key={name}>
              <th scope="row">{label(name)}</th>
              <td class="long-text">{record.withheld ? "•••" : words(name, before)}</td>
              <td class="long-text">{record.withheld ? "•••" : words(name, after)}</td>
            </tr>
          ))}
        </Table>
      )}
      {history && (
        <p>
          <a href={link(address, "audit", { kind: record.kind, id: record.id })}>{t("audit_history")}</a>
        </p>
      )}
    </section>
  );
}
