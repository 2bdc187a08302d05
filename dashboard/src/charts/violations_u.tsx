// The u chart of violations found per inspection, or per hours worked, with Laney's limits. It watches for change; many found may come from
// much looking, so that a point outside is a question and no verdict.

import type { NoViolationsFound, ViolationsFound } from "../api/documents.ts";
import type { DeskSpeaker } from "../text/desk_speaker.ts";
import { AcrossAxis, besideCenter, frameOf, Level, PointMark, UpAxis } from "./axes.tsx";
import { axisEnd, linear, linePath, type Point, spacedIndexes, ticks } from "./scale.ts";
import { isNone, NoDrawing, SpokenChart } from "./words.tsx";

export function ViolationsChart({ chart, say }: { chart: ViolationsFound | NoViolationsFound; say: DeskSpeaker }) {
  const { t } = say;
  const id = "violations-u";
  if (isNone(chart)) return <NoDrawing id={id} title={t("u_title_hours")} reason={chart.none} say={say} />;
  const { points, mean, signals } = chart;
  const perInspection = chart.per === "inspections";
  const unit = chart.unit_hours ?? 1;
  const title = t(perInspection ? "u_title_inspections" : "u_title_hours");
  const outside = (index: number): boolean => signals.some(({ point }) => point === index);
  const end = axisEnd(Math.max(...points.map((point) => Math.max(point.u, point.upper)), mean));
  const period = ({ first, last }: { first: string; last: string }): string => say.period(first, last);
  const description = [
    perInspection
      ? t("u_description_inspections", { count: points.length, mean: say.number(mean, 2) })
      : t("u_description", { count: points.length, mean: say.number(mean), hours: unit }),
    signals.length > 0 ? t("u_signals", { count: signals.length }) : t("u_no_signal"),
  ].join(" ");
  return (
    <SpokenChart
      id={id}
      title={title}
      reading={`${t("u_reading")} ${description}`}
      description={description}
      height={280}
      say={say}
      table={{
        head: [
          t("period_name"),
          t("violations"),
          t(perInspection ? "inspections_name" : "hours_name"),
          t("u_value"),
          t("limit_lower"),
          t("limit_upper"),
          t("remarks"),
        ],
        rows: points.map((point, index) => [
          period(point),
          say.integer(point.count),
          perInspection ? say.integer(point.inspections ?? 0) : say.exactHours(point.hours ?? 0),
          say.number(point.u, 2),
          say.number(point.lower, 2),
          say.number(point.upper, 2),
          outside(index) ? t("outside_limits") : "",
        ]),
      }}
    >
      {({ width, height }) => {
        const frame = frameOf(width, height, 46, 30, besideCenter);
        const y = linear(0, end, frame.bottom, frame.top);
        const x = linear(0, Math.max(1, points.length - 1), frame.left + 16, frame.right - 16);
        const path = (value: (point: ViolationsFound["points"][number]) => number): string =>
          linePath(points.map((point, index): Point => [x(index), y(value(point))]));
        const labels = spacedIndexes(points.length, Math.floor(width / 150)).flatMap((index) => {
          const point = points[index];
          return point ? [{ x: x(index), words: period(point) }] : [];
        });
        return (
          <>
            <UpAxis
              frame={frame}
              at={ticks(end)}
              y={y}
              write={say.plain}
              name={perInspection ? t("u_axis_inspections") : t("u_axis", { hours: unit })}
            />
            <AcrossAxis frame={frame} labels={labels} />
            <Level frame={frame} y={y(mean)} words={t("mean")} kind="center" />
            <path class="limit" d={path((point) => point.upper)} />
            <path class="limit" d={path((point) => point.lower)} />
            <path class="series" d={path((point) => point.u)} />
            {points.map((point, index) => (
              <PointMark
                key={point.first}
                at={[x(index), y(point.u)]}
                kind={outside(index) ? "signal" : "within"}
                title={`${period(point)}: ${say.number(point.u, 2)}`}
              />
            ))}
          </>
        );
      }}
    </SpokenChart>
  );
}
