import { IntervalBar } from "../../charts/interval_bar.tsx";
import { Mark, Marked } from "../../charts/marks.tsx";
import type { WallMessage } from "../../contract/wall.ts";
import type { Speaker } from "../../text/speaker.ts";
import { findRate, type RateId, rateWords, windowShown } from "./rate_words.ts";
import { Value } from "./value.tsx";

/** One frequency rate, of the window that the walls of the enterprise show. */
export function Rate({ id, message, say }: { id: RateId; message: WallMessage; say: Speaker }) {
  const words = rateWords(id, findRate(message, id), say, windowShown(message));
  return (
    <section class={`rate rate-${id}`} data-part={id}>
      <h2 class="tile-title">
        <b>{words.name}</b> <span class="tile-window">{words.window}</span>
      </h2>
      <p class="tile-definition">{words.definition}</p>
      {words.value === null ? (
        <p class="rate-none">
          <Mark kind="missing" />
          <span>
            <b>{say.t("no_rate")}</b> <span class="rate-reason">{words.reason}</span>
          </span>
        </p>
      ) : (
        <div class="rate-row">
          <p class={words.value.length > 3 ? "rate-value rate-value-long" : "rate-value"}>
            <Value text={words.value} kind="rate-number" />
          </p>
          <p class="rate-count">
            {words.count}
            {words.interval && <span class="rate-interval">{words.interval.words}</span>}
          </p>
        </div>
      )}
      {words.interval && <IntervalBar {...words.interval} />}
      {words.value === null && words.count && <p class="rate-count">{words.count}</p>}
      {words.notes.length > 0 && (
        <p class="marks">
          {words.notes.map((note) => (
            <Marked key={note.words} kind={note.mark}>
              {note.words}
            </Marked>
          ))}
        </p>
      )}
    </section>
  );
}
