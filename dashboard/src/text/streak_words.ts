// How likely the days without an injury are where only the enterprise's average rate and the hours worked are at work: a
// small crew has long streaks by itself, and a counter alone would praise it for being small.

import { roundHalfUp } from "./numbers.ts";
import type { Speaker } from "./speaker.ts";

export interface Streak {
  days: number | null;
  streak_probability?: number | null;
}

/** Below it chance alone is a poor explanation. */
const rare = 0.05;

/** None: on the day itself there is no streak; without hours or an average, and in older editions, nothing to judge it by. */
export function streakWords({ days, streak_probability: probability }: Streak, say: Speaker): string | null {
  const { t } = say;
  if (!days || typeof probability !== "number") return null;
  if (probability >= 0.95) return t("streak_near_certain");
  const tenths = Number(roundHalfUp(probability * 10, 0));
  if (tenths >= 5) return t("streak_expected", { chances: tenths });
  if (probability < 0.001) return t("streak_rare");
  const chance =
    probability >= 0.095 ? { chances: tenths, of: 10 } : { chances: 1, of: Number((1 / probability).toPrecision(2)) };
  return t(probability < rare ? "streak_better" : "streak_chance", chance);
}
