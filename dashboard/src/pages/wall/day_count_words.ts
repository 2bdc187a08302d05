// What a counter of days says. The days are those of the edition and do not move by themselves at midnight: nobody has
// said yet that the hours since were quiet, and the board would differ from what was published under its number. Days on
// which nobody was on site are left out of them as well, which a page that only knows dates could not do. The date
// they hold for stands beside them.

import type { WallMessage } from "../../contract/wall.ts";
import { parseDate, writeDayAndMonth } from "../../text/dates.ts";
import type { Key } from "../../text/messages.ts";
import type { Speaker } from "../../text/speaker.ts";
import { streakWords } from "../../text/streak_words.ts";

export type DayCount = WallMessage["day_counts"][number];

export interface DayCountWords {
  /** Plain digits, as large as they are; none: there is no count to show, and `label` says of what. */
  days: string | null;
  label: string;
  facts: { name: string; value: string }[];
  /** It happened on the day of the edition. */
  alarm: string | null;
  /** What chance alone makes of such a streak. */
  streak: string | null;
  provisional: string | null;
  /** Why there is no count. */
  explanation: string | null;
}

export function dayCountWords(count: DayCount, asOfDate: string, say: Speaker): DayCountWords {
  const { t } = say;
  const lti = count.class === "lti";
  const key = (ending: "days" | "days_since_start" | "no_days" | "alarm"): Key =>
    lti ? `hero_${ending}` : `tri_${ending}`;

  const known = count.days !== null && !count.only_in_totals;
  let label = t(key("no_days"));
  if (count.days !== null && known) label = t(key(count.last_on ? "days" : "days_since_start"), { days: count.days });

  // The second counter has less room, and the same decision is open.
  const provisional = lti ? `${t("provisional")}: ${t("provisional_injury")}` : t("provisional");
  let explanation: string | null = null;
  if (count.only_in_totals) explanation = t("only_in_totals");
  else if (!known) explanation = t("never_observed");

  return {
    days: known ? String(count.days) : null,
    label,
    // Without a count, the dates that are known would read as if they were those of the last one.
    facts: known ? dayCountFacts(count, say) : [],
    alarm:
      known && count.days === 0 && count.last_on
        ? t(key("alarm"), { date: writeDayAndMonth(t, parseDate(asOfDate)) })
        : null,
    streak: known ? streakWords(count, say) : null,
    provisional: count.provisional ? provisional : null,
    explanation,
  };
}

function dayCountFacts(count: DayCount, say: Speaker): DayCountWords["facts"] {
  const { t } = say;
  if (count.last_on === null) {
    return count.observed_from ? [{ name: t("observed_from"), value: say.date(count.observed_from) }] : [];
  }
  const facts = [{ name: t("last_on"), value: say.date(count.last_on) }];
  // Before the first one there is no record: nothing is known of the time before the start.
  if (count.record !== null) facts.push({ name: t("record"), value: t("record_days", { days: count.record }) });
  return facts;
}
