// The Kaplan-Meier curve of closing: the share of violations that are not closed so many days after they were found. Open
// ones count as long as they have been open, so that the slow ones are not forgotten.

import type { Closing } from "../api/documents.ts";
import type { DeskSpeaker } from "../text/desk_speaker.ts";
import { AcrossAxis, frameOf, UpAxis } from "./axes.tsx";
import { linear, type Point, stepPath, ticks } from "./scale.ts";
import { NoDrawing, SpokenChart } from "./words.tsx";

export function ClosingChart({ closing, say }: { closing: Closing; say: DeskSpeaker }) {
  const { t } = say;
  const id = "closing";
  const { points, median, found, closed } = closing;
  // On the day of finding the curve begins at the whole, and may fall at once: the table tells where each day ends.
  const dayEnds = points.filter(({ day }, index) => points[index + 1]?.day !== day);
  if (found === 0 || points.length === 0) {
    return (
      <NoDrawing id={id} title={t("closing_title")} reason={found === 0 ? "no_violations" : "none_closed"} say={say} />
    );
  }
  const end = Math.max(10, ...points.map(({ day }) => day));
  const description = [
    t("closing_description", { found, closed }),
    median === null ? t("closing_no_median") : t("closing_median", { days: median }),
  ].join(" ");
  return (
    <SpokenChart
      id={id}
      title={t("closing_title")}
      reading={`${t("closing_reading")} ${description}`}
      description={description}
      height={260}
      say={say}
      table={{
        head: [t("closing_day"), t("closing_share")],
        rows: dayEnds.map(({ day, not_closed }) => [say.integer(day), say.percent(not_closed)]),
      }}
    >
      {({ width, height }) => {
        const frame = frameOf(width, height, 46, 44);
        const y = linear(0, 1, frame.bottom, frame.top);
        const x = linear(0, end, frame.left, frame.right);
        const first = points[0];
        const curve = first && first.day > 0 ? [{ day: 0, not_closed: 1 }, ...points] : points;
        return (
          <>
            <UpAxis frame={frame} at={[0, 0.25, 0.5, 0.75, 1]} y={y} write={say.percent} />
            <AcrossAxis
              frame={frame}
              labels={ticks(end, Math.floor(width / 90)).map((day) => ({ x: x(day), words: say.integer(day) }))}
              name={t("closing_axis")}
            />
            {median !== null && median <= end && (
              <path class="limit" d={`M${frame.left} ${y(0.5)}H${x(median)}V${frame.bottom}`} />
            )}
            <path class="series" d={stepPath(curve.map(({ day, not_closed }): Point => [x(day), y(not_closed)]))} />
          </>
        );
      }}
    </SpokenChart>
  );
}
