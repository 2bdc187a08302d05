// What changed since the previous edition and why, in words: "LTIFR 1.1 → 1.3: incident 214: MTC became LWC".
// Changes of the figures that the board shows are told; the same causes moved the other windows.

import type { MarkKind } from "../../charts/marks.tsx";
import type { Change, WallMessage } from "../../contract/wall.ts";
import { causeWords } from "../../text/cause_words.ts";
import { parseDate, writeDayAndMonth } from "../../text/dates.ts";
import { mostDecimals } from "../../text/numbers.ts";
import type { Speaker } from "../../text/speaker.ts";
import { type RateId, ratesShown, windowShown } from "./rate_words.ts";

type Cause = Change["causes"][number];

/** As the edition states them for a figure; undefined in older ones, null where there is no rate. */
type Decimals = number | null | undefined;

/** A counter of days that did more than count on. */
type CounterChange = NonNullable<WallMessage["counter_changes"]>[number];

export interface ChangeWords {
  mark: MarkKind;
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

/** All that moved: each counter before the rate of its class, whose causes are its own as well. */
export function changesWords(
  message: Pick<WallMessage, "changes" | "counter_changes" | "as_of_date" | "figures">,
  say: Speaker,
): ChangeWords[] {
  const shown = ratesShown(message);
  return (["lti", "tri"] as const).reduce<ChangeWords[]>((told, wanted, index) => {
    // Editions that were published before these were told have none.
    const counters = (message.counter_changes || []).filter((change) => change.class === wanted);
    const rates = message.changes.filter((change) => change.id === shown[index]);
    return told.concat(
      counters.map((change) => counterWords(change, message.as_of_date, say)),
      changeWords(rates, message.figures, say),
    );
  }, []);
}

function counterWords(change: CounterChange, asOfDate: string, say: Speaker): ChangeWords {
  const { t } = say;
  const { old_days: before, new_days: after, last_on: lastOn } = change;
  const name = t(change.class === "lti" ? "counter_lti" : "counter_tri");
  const words = (mark: MarkKind, text: string): ChangeWords => {
    return { mark, name, change: text, causes: [], restated: mark === "restated" };
  };
  if (after === null) {
    return words("missing", before === null ? t("counter_unknown") : t("counter_lost", { old: before }));
  }
  if (lastOn !== null && (before === null || after < before)) {
    const date =
      lastOn.slice(0, 4) === asOfDate.slice(0, 4) ? writeDayAndMonth(t, parseDate(lastOn)) : say.date(lastOn);
    return words("attention", t(before === null ? "counter_begun" : "counter_reset", { date, old: before ?? 0 }));
  }
  if (before === null) return words("restated", t("counter_found", { new: after }));
  return words("restated", t("change_value", { old: say.integer(before), new: say.integer(after) }));
}

export function changeWords(
  changes: WallMessage["changes"],
  figures: WallMessage["figures"],
  say: Speaker,
): ChangeWords[] {
  const shown = windowShown({ figures });
  const rates = ratesShown({ figures });
  return changes
    .filter(({ id, window }) => window === shown && rates.some((rate) => rate === id))
    .reduce<ChangeWords[]>((told, change) => told.concat(figureWords(change, decimalsOf(change, figures), say)), []);
}

function decimalsOf(change: Change, figures: WallMessage["figures"]): Decimals {
  const figure = figures.find(({ id, window }) => id === change.id && window === change.window);
  return figure?.decimals;
}

/** The movement of the figure, and that of what is counted beside it, with the causes at the first of the two. */
function figureWords(change: Change, decimals: Decimals, say: Speaker): ChangeWords[] {
  const restated = change.causes.some((cause) => restating.includes(cause.kind));
  const name = say.t(`${change.id as RateId}_name`);
  const beside = besideTheRate(change, say);
  const moved = movement(change, decimals, say, restated && beside === "");
  const told: ChangeWords[] = [];
  if (moved) {
    told.push({
      mark: restated ? "restated" : "within",
      name,
      change: moved,
      causes: causes(change, say),
      restated,
    });
  }
  if (beside) {
    told.push({
      mark: "attention",
      name: `${name}:`,
      change: beside,
      causes: moved ? [] : causes(change, say),
      restated: restated && !moved,
    });
  }
  return told;
}

/** Empty: nothing that the board prints has moved, only digits that it rounds away, and by nobody's correction. */
function movement(change: Change, decimals: Decimals, say: Speaker, restated: boolean): string {
  const { t } = say;
  const write = (value: number | null, digits: Decimals): string =>
    value === null ? t("change_no_rate") : say.rate(value, digits);
  // Where the board's own digits hide the difference one more may show it: it says which way the rate went, and its
  // interval beside it says how little that means.
  const digits = typeof decimals === "number" ? [decimals, Math.min(decimals + 1, mostDecimals)] : [decimals];
  for (const each of digits) {
    const [before, after] = [write(change.old_value, each), write(change.new_value, each)];
    if (before !== after) return t("change_value", { old: before, new: after });
  }
  // Without a rate the board tells all cases in one number.
  const together = change.new_value === null;
  const oldCount = change.old_numerator + (together ? change.old_left_out || 0 : 0);
  const newCount = change.new_numerator + (together ? change.new_left_out || 0 : 0);
  // Both print alike: the cases tell what the rounded rate hides.
  if (oldCount !== newCount) return t("change_count", { old: oldCount, new: newCount });
  return restated ? t("change_still", { value: write(change.new_value, decimals) }) : "";
}

/** Empty: as many as before are counted beside the rate, or there is no rate for them to stand beside. */
function besideTheRate({ old_left_out: before = 0, new_left_out: after = 0, new_value }: Change, say: Speaker) {
  if (before === after || new_value === null) return "";
  if (after === 0) return say.t("beside_none", { old: before });
  return say.t(before === 0 ? "beside" : "beside_was", { count: after, old: before });
}

/** As many causes of one change as a glance takes in; the server sends the most telling first. */
const mostCauses = 2;

function causes(change: Change, say: Speaker): string[] {
  const told = change.causes
    .slice(0, mostCauses)
    .map((cause) => causeWords(cause, say))
    .filter((words) => words !== "");
  const left = change.causes.length - told.length + change.more_causes;
  if (left > 0) told.push(say.t("more", { count: left }));
  return told;
}
