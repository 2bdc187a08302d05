// What a rate says: the rate, its cases and hours, how sure one may be of it, and everything that qualifies it.

import type { MarkKind } from "../../charts/marks.tsx";
import type { Figure, WallMessage } from "../../contract/wall.ts";
import type { Speaker } from "../../text/speaker.ts";

export type RateId = "ltifr" | "trifr" | "dart_200k" | "trir_200k";
type RateWindow = Figure["window"];

/** The pairs that an enterprise may choose for its walls: injuries that cost days of work, and recordable ones. */
const pairs: readonly (readonly [RateId, RateId])[] = [
  ["ltifr", "trifr"],
  ["dart_200k", "trir_200k"],
];

/** The pair that the message brings. */
export function ratesShown({ figures }: Pick<WallMessage, "figures">): readonly [RateId, RateId] {
  return pairs.find(([first]) => figures.some(({ id }) => id === first)) || ["ltifr", "trifr"];
}

/** The window that a wall shows: the rolling 12 months where the message has them. */
export function windowShown({ figures }: Pick<WallMessage, "figures">): RateWindow {
  const rolling = figures.length === 0 || figures.some(({ window }) => window === "rolling_12_months");
  return rolling || !figures[0] ? "rolling_12_months" : figures[0].window;
}

export interface RateWords {
  name: string;
  definition: string;
  window: string;
  /** None: no rate, and `reason` says why. */
  value: string | null;
  reason: string | null;
  count: string | null;
  interval: { words: string; lower: number; upper: number; value: number } | null;
  notes: { mark: MarkKind; words: string }[];
}

export function findRate(message: WallMessage, id: RateId): Figure | null {
  const shown = windowShown(message);
  return message.figures.find((figure) => figure.id === id && figure.window === shown) || null;
}

export function rateWords(
  id: RateId,
  figure: Figure | null,
  say: Speaker,
  window: RateWindow = "rolling_12_months",
): RateWords {
  const { t } = say;
  const words: RateWords = {
    name: t(`${id}_name`),
    definition: t(`${id}_definition`),
    window: t(`window_${window}`),
    value: null,
    reason: null,
    count: null,
    interval: null,
    notes: [],
  };
  if (!figure) {
    words.reason = t("reason_not_published");
    return words;
  }

  if (figure.value === null) {
    words.reason = figure.reason ? t(`reason_${figure.reason}`) : t("reason_hours_missing");
    // Without a rate there is nothing to leave the others out of: all cases are told in one number.
    words.count = t(`${id}_count_alone`, { count: figure.numerator + figure.left_out_numerator });
  } else {
    words.value = say.rate(figure.value, figure.decimals);
    words.count = t(`${id}_count`, { count: figure.numerator, hours: say.hours(figure.hours) });
  }

  if (figure.value !== null && figure.interval) {
    const { lower, upper } = figure.interval;
    words.interval = {
      words: t("interval", say.limits(figure.interval, figure.decimals)),
      lower,
      upper,
      value: figure.value,
    };
  }

  const note = (mark: MarkKind, text: string): number => words.notes.push({ mark, words: text });
  if (figure.value !== null && figure.left_out_numerator > 0) {
    note("attention", t("left_out", { count: `+${say.integer(figure.left_out_numerator)}` }));
  }
  if (figure.provisional > 0) note("attention", t("provisional_cases", { count: figure.provisional }));
  if (figure.hours > 0 && figure.estimated_hours > 0) {
    note("missing", t("estimated", { share: say.percent(figure.estimated_hours / figure.hours) }));
  }
  if (figure.reaches_back) note("restated", t("reaches_back", { date: say.date(figure.first) }));
  return words;
}
