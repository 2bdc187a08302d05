// Causes of a restatement: what, then who recorded it, when, and the reason they gave.

import type { KnownCause } from "../../api/documents.ts";
import { causeWords } from "../../text/cause_words.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";

export function causeLines(causes: readonly KnownCause[], more: number, say: DeskSpeaker) {
  return (
    <ul class="plain">
      {causes.map((cause) => (
        <li key={`${cause.kind} ${cause.reference} ${cause.organization} ${cause.change}`}>
          {causeWords(cause, say)}
          <Recorded cause={cause} say={say} />
        </li>
      ))}
      {more > 0 && <li>{say.t("more", { count: more })}</li>}
    </ul>
  );
}

/** Nobody recorded what only time has done. */
function Recorded({ cause, say }: { cause: KnownCause; say: DeskSpeaker }) {
  const { t } = say;
  if (!cause.who && !cause.when) return null;
  return (
    <span class="recorded">
      {t("recorded_by", { who: cause.who || t("somebody"), when: cause.when ? say.moment(cause.when) : "–" })}
      {cause.change !== undefined && ` ${t("recorded_change", { change: cause.change })}`}
      {cause.why && ` ${t("recorded_why", { why: cause.why })}`}
    </span>
  );
}
