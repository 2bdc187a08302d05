// What a restatement changed beside rates, in words: violations, ratings and ranks as published, and as known now.

import type { RestatedRank, RestatedRating, RestatedViolations } from "../../api/documents.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";

type ViolationFigure = RestatedViolations["figures"][number]["figure"];

export interface Sides {
  before: string;
  after: string;
}

export function violationSides(
  { figure, old_value, new_value }: RestatedViolations["figures"][number],
  say: DeskSpeaker,
): Sides {
  const write = (value: number | null): string => (value === null ? "–" : violationValue(figure, value, say));
  return { before: write(old_value), after: write(new_value) };
}

function violationValue(figure: ViolationFigure, value: number, say: DeskSpeaker): string {
  if (figure === "on_time_share") return say.percent(value);
  const isDays =
    figure === "mean_days_to_close" || figure === "median_days_to_close" || figure === "oldest_awaiting_days";
  return isDays ? say.t("days", { n: say.plain(Number(value.toFixed(1))) }) : say.integer(value);
}

/** "B, 71.3 of 100". */
export function ratingSides(restated: RestatedRating, say: DeskSpeaker): Sides {
  const write = (band: string | null, score: number | null): string =>
    score === null
      ? (band ?? say.t("no_score"))
      : say.t("rating_side", { band: band ?? "–", score: say.number(score, 1) });
  return {
    before: write(restated.old_band, restated.old_score),
    after: write(restated.new_band, restated.new_score),
  };
}

export function rankSides({ old_rank, new_rank }: RestatedRank, say: DeskSpeaker): Sides {
  const write = (rank: RestatedRank["old_rank"]): string =>
    rank === null
      ? say.t("no_rank")
      : rank.from === rank.to
        ? say.integer(rank.from)
        : say.t("between", { lower: say.integer(rank.from), upper: say.integer(rank.to) });
  return { before: write(old_rank), after: write(new_rank) };
}

/** "Restated: 4 → 5" */
export function restatedSides({ before, after }: Sides, say: DeskSpeaker): string {
  return before === after
    ? say.t("restated_still", { value: after })
    : say.t("restated_sides", { old: before, new: after });
}
