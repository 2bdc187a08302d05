// A figure in words, exact enough to be checked: value, interval, cases, hours, formula, and all that qualifies it.

import type { Definition, Figure, Restated } from "../../api/documents.ts";
import type { MarkKind } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { roundHalfUp, writeNumber } from "../../text/numbers.ts";

export interface Note {
  mark: MarkKind;
  words: string;
  /** The page that says more of it. */
  href?: string;
}

/** The value as it is printed; the words "no rate" with the reason where there is none. */
export function valueWords(figure: Figure, say: DeskSpeaker): { value: string | null; reason: string | null } {
  if (figure.value !== null) return { value: say.number(figure.value, figure.decimals), reason: null };
  return { value: null, reason: figure.reason ? say.t(`reason_${figure.reason}`) : say.t("reason_hours_missing") };
}

/** "1.5 to 21.3", at the decimals of the value. */
export function intervalWords(figure: Figure, say: DeskSpeaker): string | null {
  if (!figure.interval) return null;
  return say.t("between", say.limits(figure.interval, figure.decimals));
}

export function countWords(figure: Pick<Figure, "numerator">, definition: Definition | null, say: DeskSpeaker): string {
  const key = definition?.numerator === "lost_days" ? "count_days" : "count_cases";
  return say.t(key, { count: figure.numerator });
}

/** What the cases are divided by. */
export function denominatorWords(figure: Figure, definition: Definition | null, say: DeskSpeaker): string | null {
  if (figure.denominator === null || figure.denominator === undefined) return null;
  switch (definition?.denominator) {
    case "headcount":
      return say.t("denominator_headcount", { people: writeNumber(say.language, roundHalfUp(figure.denominator, 1)) });
    case "non_fatal_lti":
      return say.t("denominator_injuries", { count: figure.denominator });
    default:
      return say.exactHours(figure.denominator);
  }
}

/** "3 × 1,000,000 ÷ 412,350 h = 7.27537": anybody with a pocket calculator can follow. */
export function formulaWords(figure: Figure, definition: Definition | null, say: DeskSpeaker): string | null {
  const denominator = denominatorWords(figure, definition, say);
  if (figure.value === null || denominator === null) return null;
  const top =
    figure.base === 1 ? say.integer(figure.numerator) : say.t("formula_times", { a: figure.numerator, b: figure.base });
  return say.t("formula_value", { top, bottom: denominator, value: sixDigits(figure.value, say) });
}

export function sixDigits(value: number, say: DeskSpeaker): string {
  return writeNumber(say.language, String(Number(value.toPrecision(6))));
}

/** `changed`: the page that tells what changed since the edition. */
export function notes(figure: Figure, restated: Restated | null, changed: string, say: DeskSpeaker): Note[] {
  const { t } = say;
  const found: Note[] = [];
  const note = (mark: MarkKind, words: string): number => found.push({ mark, words });
  if (restated) found.push({ mark: "restated", words: restatedWords(restated, figure, say), href: changed });
  if (figure.left_out_numerator > 0) {
    note("attention", t("left_out_cases", { count: figure.left_out_numerator }));
  }
  if (figure.left_out_organizations > 0) {
    note("missing", t("left_out_organizations", { count: figure.left_out_organizations }));
  }
  if (figure.provisional > 0) note("attention", t("provisional_cases", { count: figure.provisional }));
  if (figure.hours > 0 && figure.estimated_hours > 0) {
    note("missing", t("estimated", { share: say.percent(figure.estimated_hours / figure.hours) }));
  }
  if (figure.reaches_back) note("restated", t("reaches_back_words", { date: say.date(figure.first) }));
  return found;
}

/** "Restated: 3.6, now 4.1": a rate that prints alike is told by its cases. */
export function restatedWords(restated: Restated, figure: Pick<Figure, "decimals">, say: DeskSpeaker): string {
  const { t } = say;
  const write = (value: number | null): string =>
    value === null ? t("change_no_rate") : say.number(value, figure.decimals);
  const [before, after] = [write(restated.old_value), write(restated.new_value)];
  if (before !== after) return t("restated_value", { old: before, new: after });
  if (restated.old_numerator !== restated.new_numerator) {
    return t("restated_count", { old: restated.old_numerator, new: restated.new_numerator });
  }
  return t("restated_still", { value: after });
}

export function findRestated(changes: readonly Restated[], figure: Figure): Restated | null {
  return (
    changes.find(({ scope, id, window }) => scope === figure.scope && id === figure.id && window === figure.window) ??
    null
  );
}
