// The records of one kind, newest first, by filters that an address can keep: a table on a desk, cards on a phone.

import { useDocument } from "../../api/asking.ts";
import { type Directory, useDirectory } from "../../api/directory.ts";
import { type FieldValues, type Kind, kindFrom, kinds, type RecordList, recordsPath } from "../../api/records.ts";
import type { Session } from "../../api/session.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { type Address, link } from "./address.ts";
import { Exports } from "./exports.tsx";
import { useNarrow } from "./narrow.ts";
import type { PeopleProps } from "./page.ts";
import { Awaited, Kept, Table } from "./parts.tsx";
import { todayIn, zoneOf } from "./record_values.ts";
import {
  fieldLabel,
  hasPeriod,
  mayRecord,
  maySee,
  periodWords,
  recordTitle,
  valueWords,
  violationState,
} from "./record_words.ts";

const filters = ["organization", "site", "from", "to", "order", "voided"] as const;

/** What a list tells of each record, beside what it is called. */
const columns: Record<Kind, readonly string[]> = {
  incidents: ["date", "class", "organization", "site", "description"],
  violations: ["state", "severity", "organization", "site", "due_on", "requirement"],
  obligations: ["kind", "organization", "due_on", "done_on", "description"],
  hours: ["site", "period", "hours", "headcount"],
  period_totals: ["site", "period", "hours", "headcount"],
  activities: ["date", "kind", "organization", "site", "description"],
  breaches: ["date", "kind", "organization", "established_on", "resolved_on"],
  disputes: ["submitted_on", "disputed", "record", "decided_on", "upheld"],
  organizations: ["name", "kind", "mobilized_on", "demobilized_on"],
  sites: ["name", "time_zone"],
};

/** The kind that the address asks for, or the first that whoever is signed in may see. */
export function listedKind(address: Address, session: Session): Kind {
  const asked = kindFrom(address.asked.get("kind"));
  return asked ?? kinds.find((kind) => maySee(session, kind)) ?? "sites";
}

export function Records({ address, session, say }: PeopleProps) {
  const { t } = say;
  const kind = listedKind(address, session);
  const asked = Object.fromEntries(filters.map((name) => [name, address.asked.get(name)]));
  const answer = useDocument<RecordList>(recordsPath(kind, { ...asked, after: address.asked.get("after") }));
  const directory = useDirectory();
  return (
    <>
      <nav class="kinds" aria-label={t("kinds")}>
        <ul class="tabs">
          {kinds
            .filter((each) => maySee(session, each))
            .map((each) => (
              <li key={each}>
                <a href={link(address, "records", { kind: each })} aria-current={each === kind ? "page" : undefined}>
                  {t(`kind_${each}`)}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      {mayRecord(session, kind) && (
        <p>
          <a class="button" href={link(address, "new", { kind })}>
            {t(`new_${kind}`)}
          </a>
        </p>
      )}
      <Awaited answer={directory} say={say}>
        {(known) => (
          <>
            <Filters address={address} kind={kind} directory={known} say={say} />
            <Exports list={kind} parameters={asked} say={say} />
            <Awaited answer={answer} say={say}>
              {(list) => <List {...{ address, kind, list, say }} directory={known} />}
            </Awaited>
          </>
        )}
      </Awaited>
    </>
  );
}

interface FilterProps {
  address: Address;
  kind: Kind;
  directory: Directory;
  say: DeskSpeaker;
}

/** Folded away on a phone, so that the records come first, unless it filters something. */
function Filters(props: FilterProps) {
  const narrow = useNarrow();
  if (!narrow) return <FilterForm {...props} />;
  return (
    <details class="more" open={filters.some((name) => props.address.asked.get(name))}>
      <summary>{props.say.t("filter")}</summary>
      <FilterForm {...props} />
    </details>
  );
}

function FilterForm({ address, kind, directory, say }: FilterProps) {
  const { t } = say;
  const { asked } = address;
  const isDirectory = kind === "organizations" || kind === "sites";
  const select = (name: "organization" | "site", list: readonly { code: string; name: string }[]) => (
    <label class="field">
      <span>{t(`field_${name}`)}</span>
      <select name={name}>
        <option value="">{t("all")}</option>
        {list.map((each) => (
          <option value={each.code} selected={asked.get(name) === each.code} key={each.code}>
            {each.name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <form class="choose" method="get" action="/records">
      {!isDirectory && (
        <>
          {select("organization", directory.organizations)}
          {select("site", directory.sites)}
          {(["from", "to"] as const).map((name) => (
            <label class="field" key={name}>
              <span>{t(`filter_${name}`)}</span>
              <input type="date" name={name} defaultValue={asked.get(name) ?? ""} />
            </label>
          ))}
          <label class="field">
            <span>{t("filter_order")}</span>
            <select name="order">
              {(["date", "recorded"] as const).map((order) => (
                <option value={order} selected={asked.get("order") === order} key={order}>
                  {t(`filter_order_${order}`)}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
      <label class="check">
        <input type="checkbox" name="voided" value="yes" defaultChecked={asked.get("voided") === "yes"} />
        {t("filter_voided")}
      </label>
      <input type="hidden" name="kind" value={kind} />
      <Kept address={address} except={[...filters, "kind", "after"]} />
      <button type="submit">{t("show")}</button>
    </form>
  );
}

interface ListProps extends FilterProps {
  list: RecordList;
}

function List({ address, kind, list, directory, say }: ListProps) {
  const { t } = say;
  const narrow = useNarrow();
  const names = columns[kind];
  const label = (name: string): string =>
    name === "state" ? t("state") : name === "period" ? t("period") : fieldLabel(kind, name, say);
  const open = (id: number): string => link(address, "record", { kind, id });
  const next = Object.fromEntries([...filters, "kind"].map((name) => [name, address.asked.get(name)]));
  return (
    <>
      {list.records.length === 0 ? (
        <p>{t("records_none")}</p>
      ) : narrow ? (
        <ul class="cards">
          {list.records.map(({ id, fields }) => (
            <li key={id}>
              <h2>
                <a href={open(id)}>{recordTitle(kind, fields, say, directory)}</a>
              </h2>
              <dl>
                {names
                  .filter((name) => name in fields || name === "state" || name === "period")
                  .map((name) => (
                    <div key={name}>
                      <dt>{label(name)}</dt>
                      <dd>{cell(kind, name, fields, directory, say)}</dd>
                    </div>
                  ))}
              </dl>
            </li>
          ))}
        </ul>
      ) : (
        <Table caption={t(`kind_${kind}`)} head={[t("record_name"), ...names.map(label)]}>
          {list.records.map(({ id, fields }) => (
            <tr key={id} class={fields.voided === true ? "voided" : undefined}>
              <th scope="row">
                <a href={open(id)}>{recordTitle(kind, fields, say, directory)}</a>
                {fields.voided === true && ` ${t("in_brackets", { words: t("state_voided") })}`}
              </th>
              {names.map((name) => (
                <td key={name}>{cell(kind, name, fields, directory, say)}</td>
              ))}
            </tr>
          ))}
        </Table>
      )}
      {list.next && (
        <p>
          <a href={link(address, "records", { ...next, kind, after: list.next })}>{t("record_older")}</a>
        </p>
      )}
    </>
  );
}

const longest = 120;

function cell(kind: Kind, name: string, fields: FieldValues, directory: Directory, say: DeskSpeaker): string {
  if (name === "state") {
    const today = todayIn(zoneOf(String(fields.site ?? ""), directory), Date.now());
    return say.t(`state_${violationState(fields, today)}`);
  }
  if (name === "period" && hasPeriod(kind)) return periodWords(fields, say);
  const words = valueWords(kind, name, fields[name], say, directory);
  return words.length > longest ? `${words.slice(0, longest)}…` : words;
}
