// The fields of a record as a form: few first, the rest folded away. What they may hold is decided by the server, which
// answers beside the field.

import type { Directory } from "../../api/directory.ts";
import type { FormField, Kind } from "../../api/records.ts";
import type { Session } from "../../api/session.ts";
import { localZone } from "../../text/dates.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import type { Fields } from "./drafts.ts";
import { ChoiceEntry, TextEntry } from "./entries.tsx";
import { daysOf, monthsBefore, todayIn } from "./record_values.ts";
import { allowedChoices, choiceWords, fieldLabel, hasPeriod, hintOf, periodWords } from "./record_words.ts";
import type { Trouble } from "./submission.ts";

/** Fields of files only: a form states a period by its days. */
const ofFiles: readonly string[] = ["period", "month", "quarter", "year", "voided"];

const longTexts: readonly string[] = ["description", "evidence", "reason", "requirement"];
const most: Readonly<Record<string, number>> = { code: 100, reference: 100, name: 300, owner: 300, confirmed_by: 300 };

/** Which fields one sees at first, in this order; the others are folded away. */
function shownFirst(kind: Kind, fields: Fields): readonly string[] | null {
  switch (kind) {
    case "incidents":
      return ["class", "organization", "site", "date", "description"];
    case "violations":
      return ["organization", "site", "severity", "requirement", "description"];
    case "obligations":
      return fields.kind === "meeting"
        ? ["organization", "done_on", "description"]
        : ["kind", "organization", "description", "due_on", "owner"];
    case "hours":
      return ["organization", "site", "first", "last", "hours", "headcount"];
    case "activities":
    case "breaches":
      return ["kind", "organization", "site", "date", "description"];
    case "disputes":
      return ["disputed", "record", "evidence"];
    default:
      return null;
  }
}

export function formFields(form: readonly FormField[]): FormField[] {
  return form.filter(({ name }) => !ofFiles.includes(name));
}

interface Props {
  kind: Kind;
  form: readonly FormField[];
  fields: Fields;
  onField: (name: string, value: string) => void;
  /** Said, not asked: what the record is known by. */
  fixed?: readonly string[];
  session: Session;
  directory: Directory;
  trouble: Trouble | null;
  say: DeskSpeaker;
}

export function RecordEntries(props: Props) {
  const { kind, form, fields, fixed = [], say } = props;
  const asked = formFields(form).filter(({ name }) => !fixed.includes(name));
  const first = shownFirst(kind, fields);
  const byOrder = (name: string): number => first?.indexOf(name) ?? -1;
  const shown = first
    ? asked.filter(({ name }) => first.includes(name)).sort((a, b) => byOrder(a.name) - byOrder(b.name))
    : asked;
  const folded = asked.filter((field) => !shown.includes(field));
  return (
    <>
      {shown.map((field) => (
        <FieldEntry {...props} field={field} key={field.name} />
      ))}
      {folded.length > 0 && (
        <details class="more">
          <summary>{say.t("more_fields")}</summary>
          {folded.map((field) => (
            <FieldEntry {...props} field={field} key={field.name} />
          ))}
        </details>
      )}
    </>
  );
}

function FieldEntry(props: Props & { field: FormField }) {
  const { kind, field, fields, onField, session, directory, trouble, say } = props;
  const { name, content } = field;
  const value = fields[name] ?? "";
  const isPeriodEnd = hasPeriod(kind) && (name === "first" || name === "last");
  if (isPeriodEnd && isMonth(fields)) return name === "first" ? <MonthEntry {...props} /> : null;
  const optional = !(field.required || isPeriodEnd || (kind === "obligations" && name === "first"));
  const entry = {
    name,
    label: fieldLabel(kind, name, say),
    hint: hintOf(kind, name, say),
    optional,
    value,
    onValue: (text: string) => onField(name, text),
    trouble,
    say,
  };
  const none = optional || value === "" ? say.t(optional ? "not_stated" : "choose") : undefined;
  if (name === "organization" || name === "site") {
    const list = name === "organization" ? directory.organizations : directory.sites;
    const codes = list.some(({ code }) => code === value) || !value ? list : [...list, { code: value, name: value }];
    return (
      <ChoiceEntry {...entry} none={none} choices={codes.map((each) => ({ value: each.code, words: each.name }))} />
    );
  }
  const choices = allowedChoices(session, kind, name);
  if (choices) {
    const all = value && !choices.includes(value) ? [...choices, value] : choices;
    return (
      <ChoiceEntry
        {...entry}
        none={none}
        choices={all.map((choice) => ({ value: choice, words: choiceWords(name, choice, say) }))}
      />
    );
  }
  if (content === "yes_or_no") {
    return (
      <ChoiceEntry
        {...entry}
        none={none}
        choices={[
          { value: "yes", words: say.t("yes") },
          { value: "no", words: say.t("no") },
        ]}
      />
    );
  }
  // "never" is a due date in words.
  if (content === "day" && value !== "never") return <TextEntry {...entry} type="date" />;
  if (name === "time") return <TextEntry {...entry} type="time" />;
  if (content === "number") return <TextEntry {...entry} inputMode="decimal" maxLength={30} />;
  if (content === "whole_number") return <TextEntry {...entry} inputMode="numeric" maxLength={30} />;
  if (longTexts.includes(name))
    return <TextEntry {...entry} lines={name === "requirement" ? 2 : 4} maxLength={20_000} />;
  return <TextEntry {...entry} maxLength={most[name] ?? 20_000} />;
}

function isMonth({ first = "", last = "" }: Fields): boolean {
  const days = daysOf(first.slice(0, 7));
  return days.first === first && days.last === last;
}

const otherPeriod = "other";

/** A month from a list: not every browser has a field for months. */
function MonthEntry({ fields, onField, trouble, say }: Props) {
  const month = (fields.first ?? "").slice(0, 7);
  const recent = monthsBefore(todayIn(localZone(), Date.now()), 24);
  const months = recent.includes(month) ? recent : [month, ...recent];
  const choose = (value: string): void => {
    if (value !== otherPeriod) onField("first", daysOf(value).first);
    onField("last", value === otherPeriod ? "" : daysOf(value).last);
  };
  return (
    <ChoiceEntry
      name="first"
      label={say.t("field_month")}
      value={month}
      onValue={choose}
      choices={[
        ...months.map((value) => ({ value, words: periodWords(daysOf(value), say) })),
        { value: otherPeriod, words: say.t("other_period") },
      ]}
      trouble={trouble}
      say={say}
    />
  );
}
