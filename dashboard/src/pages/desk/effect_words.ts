// The evidence for a difference between two rates, as one would say it to somebody who asks "is that so?".

import type { ComparedRate, ComparedSide } from "../../api/documents.ts";
import type { MarkKind } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { roundHalfUp, writeNumber } from "../../text/numbers.ts";

export function verdictMark({ verdict, direction }: ComparedRate): MarkKind {
  if (verdict === "shown") return direction === "rose" ? "breach" : "within";
  return verdict === "not_shown_yet" ? "attention" : "missing";
}

/** `names`: of what is compared with, and of what is compared. `periods`: they are before and after. */
export function evidence(rate: ComparedRate, names: [string, string], periods: boolean, say: DeskSpeaker): string {
  const { t } = say;
  switch (rate.verdict) {
    case "no_hours":
      return t("evidence_no_hours");
    case "no_cases":
      return t("evidence_no_cases");
    case "from_0":
      return withChance(t("evidence_from_0", { name: names[0], count: rate.after.numerator }), rate, say);
    default: {
      const words = { name: names[1], other: names[0], percent: percentWords(rate.change_percent, say) };
      const movement = periods
        ? (`moved_${rate.direction ?? "same"}` as const)
        : (`stands_${rate.direction ?? "same"}` as const);
      const moved = t(movement, words);
      return withChance(
        rate.verdict === "shown" ? t("evidence_shown", { moved }) : t("evidence_not_shown", { moved }),
        rate,
        say,
      );
    }
  }
}

function withChance(sentence: string, rate: ComparedRate, say: DeskSpeaker): string {
  const told = [sentence];
  if (rate.p !== null) told.push(chanceWords(rate.p, say));
  const ratio = ratioWords(rate, say);
  if (ratio) told.push(ratio);
  return told.join(" ");
}

/** What chance alone does: such a difference, or so few reports. */
type Done = "chance" | "few";

/** "Chance alone makes such a difference 11 times in 100." */
export function chanceWords(p: number, say: DeskSpeaker, done: Done = "chance"): string {
  const { t } = say;
  if (p < 0.001) return t(`${done}_rare`);
  if (p < 0.01) return t(`${done}_in_1000`, { times: Number(roundHalfUp(p * 1000, 0)) });
  // 0.0499 must not read as 5 in 100 beside "shown", nor 0.0501 beside "not shown yet".
  if (p > 0.045 && p < 0.055) return t(`${done}_in_1000`, { times: awayFrom(p * 1000, 50) });
  return t(`${done}_in_100`, { times: Math.min(100, Number(roundHalfUp(p * 100, 0))) });
}

function awayFrom(value: number, edge: number): number {
  return value < edge ? Math.min(Math.floor(value + 0.5), edge - 1) : Math.max(Math.floor(value + 0.5), edge);
}

function ratioWords({ lower, upper }: ComparedRate, say: DeskSpeaker): string | null {
  const write = (value: number): string => writeNumber(say.language, twoOrMore(value));
  if (lower !== null && upper !== null) return say.t("ratio_between", { lower: write(lower), upper: write(upper) });
  return lower !== null ? say.t("ratio_above", { lower: write(lower) }) : null;
}

/** Two decimals, more for small ratios; never rounded onto 1, which would contradict the verdict. */
function twoOrMore(value: number): string {
  let decimals = value > 0 && value < 0.095 ? 1 - Math.floor(Math.log10(value)) : 2;
  while (value !== 1 && Number(roundHalfUp(value, decimals)) === 1 && decimals < 6) decimals++;
  return roundHalfUp(value, decimals);
}

/** Whole per cent, one decimal where it would print as none. */
function percentWords(change: number | null, say: DeskSpeaker): string {
  if (change === null) return "";
  const size = Math.abs(change);
  return say.t("percent", { n: writeNumber(say.language, roundHalfUp(size, size > 0 && size < 1 ? 1 : 0)) });
}

/** "Before: 17 cases in 1,000,000 h, 17 (9.9 to 27.2)". */
export function sideSentence(name: string, side: ComparedSide, say: DeskSpeaker): string {
  const { t } = say;
  const count = t("count_in", {
    count: t("count_cases", { count: side.numerator }),
    denominator: say.exactHours(side.hours),
  });
  const between = side.interval
    ? t("in_brackets", {
        words: t("between", { lower: say.number(side.interval.lower), upper: say.number(side.interval.upper) }),
      })
    : "";
  return t("side_sentence", {
    name,
    period: say.period(side.first, side.last),
    rate: side.value === null ? t("change_no_rate") : say.number(side.value),
    between,
    count,
  });
}
