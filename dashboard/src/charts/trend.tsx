// A rate over 36 months with its 95 % band. A month that was published otherwise than it is known now carries a diamond,
// and a hollow mark where it stood.

import type { Trend } from "../api/documents.ts";
import type { DeskSpeaker } from "../text/desk_speaker.ts";
import { AcrossAxis, frameOf, PointMark, UpAxis } from "./axes.tsx";
import { axisEnd, bandPath, linear, linePath, type Point, spacedIndexes, ticks } from "./scale.ts";
import { Legend, NoDrawing, SpokenChart } from "./words.tsx";

/** In milliseconds. */
const dayLength = 86_400_000;

export function TrendChart({ trend, name, say }: { trend: Trend; name: string; say: DeskSpeaker }) {
  const { t } = say;
  const { points } = trend;
  const id = `trend-${trend.id}`;
  const title = t("trend_title", { rate: name });
  const values = points.flatMap(({ value, published }) => [value, published].filter((each) => each !== null));
  if (values.length === 0) {
    const reason = points[points.length - 1]?.reason;
    return <NoDrawing id={id} title={title} reason={reason ? `rate_${reason}` : "no_points"} say={say} />;
  }
  const highest = Math.max(...values.map(Number));
  const highestUpper = Math.max(...points.map(({ upper }) => upper ?? 0));
  // A band over few hours would press the line flat: it is cut at four times the highest rate, and needs no room above it.
  const top = highest > 0 ? Math.min(highestUpper, highest * 4) : highestUpper;
  const end = axisEnd(Math.max(highest, top / 1.125));
  const restated = points.filter((point) => point.restated);
  const last = points.filter(({ value }) => value !== null).pop();
  const gaps = points.filter(({ value }) => value === null).length;
  const description = [
    last?.value != null
      ? t("trend_last", {
          date: say.date(last.date),
          rate: say.number(last.value, last.decimals),
          between:
            last.lower !== null && last.upper !== null
              ? t("between", say.limits({ lower: last.lower, upper: last.upper }, last.decimals))
              : "–",
        })
      : "",
    restated.length > 0 ? t("trend_restated", { count: restated.length }) : "",
    gaps > 0 ? t("trend_gaps", { count: gaps }) : "",
    highestUpper > end ? t("trend_cut") : "",
  ]
    .filter(Boolean)
    .join(" ");
  return (
    <SpokenChart
      id={id}
      title={title}
      reading={
        <>
          {t("trend_reading")} {description}
          <Legend
            entries={[
              { kind: "band", words: t("trend_band") },
              ...(restated.length > 0 ? [{ kind: "restated", words: t("restated") }] : []),
            ]}
          />
        </>
      }
      description={description}
      height={280}
      say={say}
      table={{
        head: [
          t("as_of"),
          t("value"),
          t("interval_name"),
          t("cases"),
          t("hours_name"),
          t("as_published"),
          t("remarks"),
        ],
        rows: points.map((point) => [
          say.date(point.date),
          point.value === null ? t("change_no_rate") : say.number(point.value, 2),
          point.lower !== null && point.upper !== null
            ? t("between", { lower: say.number(point.lower, 2), upper: say.number(point.upper, 2) })
            : "–",
          say.integer(point.numerator),
          say.exactHours(point.hours),
          point.published_edition === null
            ? "–"
            : t("published_in", {
                rate: point.published === null ? t("change_no_rate") : say.number(point.published, 2),
                edition: point.published_edition,
              }),
          point.restated ? t("restated") : point.value === null && point.reason ? t(`reason_${point.reason}`) : "",
        ]),
      }}
    >
      {({ width, height }) => {
        const frame = frameOf(width, height);
        const y = linear(0, end, frame.bottom, frame.top);
        const days = points.map(({ date }) => Date.parse(date) / dayLength);
        const [from = 0, to = 1] = [days[0], days[days.length - 1]];
        const across = linear(from, Math.max(to, from + 1), frame.left + 8, frame.right - 8);
        const x = (index: number): number => across(days[index] ?? from);
        const line = (pick: (point: Trend["points"][number]) => number | null): (Point | null)[] =>
          points.map((point, index) => {
            const value = pick(point);
            return value === null ? null : [x(index), y(Math.min(value, end))];
          });
        return (
          <>
            <UpAxis frame={frame} at={ticks(end)} y={y} write={say.plain} name={name} />
            <AcrossAxis
              frame={frame}
              labels={spacedIndexes(points.length, Math.floor(width / 140)).flatMap((index) => {
                const point = points[index];
                return point ? [{ x: x(index), words: say.date(point.date) }] : [];
              })}
            />
            <path
              class="band"
              d={bandPath(
                line(({ upper }) => upper),
                line(({ lower }) => lower),
              )}
            />
            <path class="series" d={linePath(line(({ value }) => value))} />
            {points.map((point, index) => {
              if (!point.restated) return null;
              const now = point.value === null ? null : y(Math.min(point.value, end));
              const then = point.published === null ? null : y(Math.min(point.published, end));
              return (
                <g key={point.as_of}>
                  {now !== null && then !== null && (
                    <line class="moved" x1={x(index)} x2={x(index)} y1={now} y2={then} />
                  )}
                  {then !== null && <PointMark at={[x(index), then]} kind="open" title={t("as_published")} />}
                  {now !== null && <PointMark at={[x(index), now]} kind="restated" title={t("restated")} />}
                </g>
              );
            })}
          </>
        );
      }}
    </SpokenChart>
  );
}
