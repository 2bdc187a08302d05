// What changed since the previous edition and why, in words: "LTIFR 1.1 → 1.3: incident 214: MTC became LWC".
// Changes of the figures that the board shows are told; the same causes moved the other windows.

import type { Change, WallMessage } from "../../contract/wall.ts";
import { parseDate, writePeriod } from "../../text/dates.ts";
import type { Key } from "../../text/messages.ts";
import type { Speaker } from "../../text/speaker.ts";

type Cause = Change["causes"][number];

export interface ChangeWords {
  name: string;
  change: string;
  causes: string[];
  /** What was published before was corrected, rather than time having gone on. */
  restated: boolean;
}

/** Causes that alter what an earlier edition said. */
const restating: readonly Cause["kind"][] = [
  "incident_reclassified",
  "incident_redated",
  "incident_voided",
  "incident_revised",
  "hours_revised",
  "totals_revised",
  "definition_changed",
];

export function changeWords(changes: WallMessage["changes"], say: Speaker): ChangeWords[] {
  return changes
    .filter((change) => change.window === "rolling_12_months" && (change.id === "ltifr" || change.id === "trifr"))
    .map((change) => {
      const restated = change.causes.some((cause) => restating.includes(cause.kind));
      return {
        name: say.t(change.id === "ltifr" ? "ltifr_name" : "trifr_name"),
        change: movement(change, say, restated),
        causes: causes(change, say),
        restated,
      };
    })
    .filter((words) => words.change !== "");
}

/** Empty: nothing that the board prints has moved, only digits that it rounds away, and by nobody's correction. */
function movement(change: Change, say: Speaker, restated: boolean): string {
  const { t } = say;
  const write = (value: number | null): string => (value === null ? t("change_no_rate") : say.rate(value));
  const before = write(change.old_value);
  const after = write(change.new_value);
  if (before !== after) return t("change_value", { old: before, new: after });
  // Both print alike: the cases tell what the rounded rate hides.
  if (change.old_numerator !== change.new_numerator) {
    return t("change_count", { old: change.old_numerator, new: change.new_numerator });
  }
  return restated ? t("change_still", { value: after }) : "";
}

/** As many causes of one change as a glance takes in; the server sends the most telling first. */
const mostCauses = 2;

function causes(change: Change, say: Speaker): string[] {
  const told = change.causes.slice(0, mostCauses).map((cause) => causeWords(cause, say));
  const left = change.causes.length - told.length + change.more_causes;
  if (left > 0) told.push(say.t("more", { count: left }));
  return told;
}

export function causeWords(cause: Cause, say: Speaker): string {
  const { t } = say;
  const key: Key = `cause_${cause.kind}`;
  if (cause.count > 1) return t(`${key}_many` as Key, { count: cause.count });
  return t(key, {
    reference: period(cause.reference, say),
    organization: cause.organization,
    from: dateOrText(cause.from, say),
    to: dateOrText(cause.to, say),
    of: cause.organization ? t("cause_of", { organization: cause.organization }) : "",
    as: cause.to ? t("cause_as", { class: cause.to }) : "",
  });
}

/** Hours and totals are called by their period, "2026-03-01/2026-03-31". */
function period(reference: string, say: Speaker): string {
  const [first = "", last] = reference.split("/");
  if (!last || !isDate(first) || !isDate(last)) return reference;
  return writePeriod(say.t, parseDate(first), parseDate(last));
}

function dateOrText(text: string, say: Speaker): string {
  return isDate(text) ? say.date(text) : text;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
