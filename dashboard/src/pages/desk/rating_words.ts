// A rating in words.

import type { Raise, Rating, RatingComponent } from "../../api/documents.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { roundHalfUp, writeNumber } from "../../text/numbers.ts";

/** "71.4 of 100"; the band is that of the score with one decimal. */
export function scoreWords({ score }: Pick<Rating, "score">, say: DeskSpeaker): string {
  return score === null ? say.t("no_score") : say.t("score_of", { score: say.number(score, 1) });
}

/** "71.4 of 100, band B, persistent violator": one of the two versions of a disputed rating. */
export function shortWords(rating: Pick<Rating, "score" | "band"> & { persistent: boolean }, say: DeskSpeaker): string {
  const score = scoreWords(rating, say);
  const words = rating.band ? say.t("rating_in_short", { score, band: rating.band }) : score;
  return rating.persistent ? say.t("rating_in_short_persistent", { rating: words }) : words;
}

/** "Violation V-00412: dispute D-3 of 12 March 2026" */
export function disputeWords(dispute: NonNullable<Rating["disputed"]>[number], say: DeskSpeaker): string {
  return say.t("disputed_item", {
    family: say.named("family_", dispute.family),
    record: dispute.record,
    reference: dispute.reference,
    date: say.date(dispute.submitted_on),
  });
}

/** "V-1, V-2 (disputed)" */
export function recordWords(records: readonly string[], rating: Pick<Rating, "disputed">, say: DeskSpeaker): string {
  const disputed = new Set(rating.disputed?.map(({ record }) => record));
  return records.map((record) => (disputed.has(record) ? say.t("disputed_record", { record }) : record)).join(", ");
}

/** Who needs attention first: behind a gate or persistent, then the lowest score; names decide ties. */
export function ratingOrder(ratings: readonly Rating[], say: DeskSpeaker): Rating[] {
  const urgency = ({ gates, persistent }: Rating): number =>
    (gates.length > 0 ? 2 : 0) + (persistent.length > 0 ? 1 : 0);
  const score = (rating: Rating): number => rating.score ?? Number.POSITIVE_INFINITY;
  const name = (rating: Rating): string => say.organization(rating.organization);
  return [...ratings].sort(
    (a, b) => urgency(b) - urgency(a) || compare(score(a), score(b)) || name(a).localeCompare(name(b)),
  );
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

export function inputWords({ name, value }: RatingComponent["inputs"][number], say: DeskSpeaker): string {
  return say.t("input", { name: say.named("input_", name), value: inputValue(name, value, say) });
}

function inputValue(name: string, value: number, say: DeskSpeaker): string {
  if (name === "hours") return say.exactHours(value);
  if (/share|^p_/.test(name) && value >= 0 && value <= 1) return say.percent(value);
  return writeNumber(say.language, Number.isInteger(value) ? String(value) : roundHalfUp(value, 1));
}

/** What would raise the rating as it is printed; less than a tenth of a point is no advice. */
export function tellingRaises(component: RatingComponent, rating: Pick<Rating, "score" | "band">): Raise[] {
  const print = (score: number | null): string => (score === null ? "" : roundHalfUp(score, 1));
  return component.raise.filter(({ score, band }) => print(score) !== print(rating.score) || band !== rating.band);
}

/** "Fix 3 open violations on time: 78.2, band B". */
export function raiseWords(raise: Raise, say: DeskSpeaker): string {
  const key = `raise_${raise.action}`;
  const known = say.named("raise_", raise.action) !== raise.action.replace(/_/g, " ");
  const action = known
    ? say.t(key as "raise_fix_open_on_time", { amount: raise.amount })
    : `${say.named("raise_", raise.action)}: ${say.integer(raise.amount)}`;
  const score = raise.score === null ? null : say.number(raise.score, 1);
  if (score !== null && raise.band) return say.t("raise_to", { action, score, band: raise.band });
  return raise.band ? say.t("raise_to_band", { action, band: raise.band }) : action;
}
