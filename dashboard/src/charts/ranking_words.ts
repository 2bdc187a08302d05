// The fair order in words: what shrinking does, and why the order is not that of the raw rates.

import type { RankedOrganization, Ranking } from "../api/documents.ts";
import type { DeskSpeaker } from "../text/desk_speaker.ts";

/** "1st to 4th of 12" without ordinals, which Russian bends by gender: "1–4". */
export function rankWords({ rank_from, rank_to }: RankedOrganization, say: DeskSpeaker): string {
  return rank_from === rank_to ? say.integer(rank_from) : `${say.integer(rank_from)}–${say.integer(rank_to)}`;
}

/** "12.5: 1 case in 80,000 h". */
export function rawWords({ raw, numerator, hours }: RankedOrganization, say: DeskSpeaker): string {
  return say.t("raw_words", {
    rate: say.number(raw),
    count: say.t("count_cases", { count: numerator }),
    hours: say.exactHours(hours),
  });
}

/** How much of its own experience stands in a contractor's shrunk rate, 0 to 1; none: raw and mean are the same. */
function ownWeight({ raw, shrunk }: RankedOrganization, mean: number): number | null {
  return Math.abs(raw - mean) < 1e-9 ? null : (shrunk - mean) / (raw - mean);
}

export function rankingSentences(ranking: Ranking, say: DeskSpeaker): string[] {
  const { t } = say;
  const { organizations, mean } = ranking;
  if (mean === null) return [];
  const common = say.number(mean);
  if (ranking.pooled) return [t("ranking_pooled", { mean: common })];
  const told = [t("ranking_how", { mean: common })];
  const [first] = organizations;
  const highest = highestRaw(organizations);
  if (first && highest && highest.code !== first.code) {
    told.push(
      t("ranking_raw_first", {
        name: say.organization(highest.code),
        raw: say.number(highest.raw, 1),
        count: t("count_cases", { count: highest.numerator }),
        hours: say.exactHours(highest.hours),
        shrunk: say.number(highest.shrunk),
        ranks: rankWords(highest, say),
      }),
    );
  }
  // The smallest of those without a case: the raw rate would put them all last, as if they had shown to be safe.
  const silent = organizations.filter(({ numerator }) => numerator === 0);
  const smallest = silent.reduce<RankedOrganization | null>((a, b) => (a && a.hours <= b.hours ? a : b), null);
  const weight = smallest && ownWeight(smallest, mean);
  if (smallest && weight !== null && weight < 0.5) {
    told.push(
      t("ranking_no_case", {
        name: say.organization(smallest.code),
        hours: say.exactHours(smallest.hours),
        shrunk: say.number(smallest.shrunk),
        ranks: rankWords(smallest, say),
      }),
    );
  }
  if (overlapping(organizations)) told.push(t("ranking_overlap"));
  return told;
}

/** One to tell about, not an order. */
function highestRaw(organizations: readonly RankedOrganization[]): RankedOrganization | null {
  return organizations.reduce<RankedOrganization | null>((a, b) => (a && a.raw >= b.raw ? a : b), null);
}

/** Whether neighbours' bands share ranks, so that who stands before whom is not known. */
function overlapping(organizations: readonly RankedOrganization[]): boolean {
  return organizations.some((each, index) => {
    const next = organizations[index + 1];
    return next !== undefined && next.rank_from <= each.rank_to;
  });
}
