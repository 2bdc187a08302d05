// The funnel plot: raw rates of contractors against their hours, with the limits that chance alone draws around the
// common mean. Only outside of them is a contractor different; how high it stands inside says nothing.

import type { Funnel, NoFunnel } from "../api/documents.ts";
import type { DeskSpeaker } from "../text/desk_speaker.ts";
import { AcrossAxis, besideCenter, frameOf, Level, PointMark, UpAxis } from "./axes.tsx";
import { axisEnd, bandPath, linear, linePath, type Point, ticks } from "./scale.ts";
import { isNone, Legend, NoDrawing, SpokenChart } from "./words.tsx";

type FunnelPoint = Funnel["points"][number];
type Standing = "within" | "outside95" | "outside998";

export function FunnelChart({ funnel, say }: { funnel: Funnel | NoFunnel; say: DeskSpeaker }) {
  const { t } = say;
  const id = "funnel-plot";
  if (isNone(funnel)) return <NoDrawing id={id} title={t("funnel_title")} reason={funnel.none} say={say} />;
  const { points, limits, mean } = funnel;
  const outside = points.filter((point) => standing(point, funnel) !== "within");
  const description = [
    t("funnel_description", { count: points.length, mean: say.number(mean) }),
    outside.length === 0
      ? t("funnel_none_outside")
      : t("funnel_outside", { names: outside.map(({ name }) => name).join(", ") }),
  ].join(" ");
  // Limits run away where hours are few; what lies higher than this is cut off.
  const end = axisEnd(Math.max(...points.map(({ value }) => value), mean * 3));
  const most = axisEnd(Math.max(...points.map(({ hours }) => hours), 1));
  return (
    <SpokenChart
      id={id}
      title={t("funnel_title")}
      reading={
        <>
          {t("funnel_reading")} {description}
          <Legend
            entries={[
              { kind: "limit95", words: t("funnel_95") },
              { kind: "limit998", words: t("funnel_998") },
            ]}
          />
        </>
      }
      description={description}
      height={340}
      say={say}
      table={{
        head: [t("contractor"), t("hours_name"), t("cases"), t("raw_rate_name"), t("remarks")],
        // By name: a raw rate is no order.
        rows: [...points]
          .sort((a, b) => a.name.localeCompare(b.name))
          .map((point) => [
            point.name,
            say.exactHours(point.hours),
            say.integer(point.numerator),
            say.number(point.value),
            t(`funnel_${standing(point, funnel)}`),
          ]),
      }}
    >
      {({ width, height }) => {
        const frame = frameOf(width, height, 46, 44, besideCenter);
        const y = linear(0, end, frame.bottom, frame.top);
        const x = linear(0, most, frame.left, frame.right);
        const cut = (value: number): number => Math.min(value, end * 1.5);
        const curve = (value: (limit: Funnel["limits"][number]) => number): Point[] =>
          limits.map((limit): Point => [x(limit.hours), y(cut(value(limit)))]);
        const across = ticks(most, Math.max(2, Math.floor(width / 150)));
        return (
          <>
            <clipPath id={`${id}-clip`}>
              <rect
                x={frame.left}
                y={frame.top - 8}
                width={frame.right - frame.left}
                height={frame.bottom - frame.top + 8}
              />
            </clipPath>
            <UpAxis frame={frame} at={ticks(end)} y={y} write={say.plain} name={funnel.id.toUpperCase()} />
            <AcrossAxis
              frame={frame}
              labels={across.map((hours) => ({ x: x(hours), words: say.hours(hours) }))}
              name={t("funnel_axis")}
            />
            <g clip-path={`url(#${id}-clip)`}>
              <path
                class="band band-wide"
                d={bandPath(
                  curve((each) => each.upper998),
                  curve((each) => each.lower998),
                )}
              />
              <path
                class="band"
                d={bandPath(
                  curve((each) => each.upper95),
                  curve((each) => each.lower95),
                )}
              />
              <path class="limit" d={linePath(curve((each) => each.upper95))} />
              <path class="limit" d={linePath(curve((each) => each.lower95))} />
              <path class="limit limit-wide" d={linePath(curve((each) => each.upper998))} />
              <path class="limit limit-wide" d={linePath(curve((each) => each.lower998))} />
            </g>
            <Level frame={frame} y={y(mean)} words={t("mean")} kind="center" />
            {points.map((point) => {
              const place = standing(point, funnel);
              const at: Point = [x(point.hours), y(point.value)];
              return (
                <g key={point.code}>
                  <PointMark
                    at={at}
                    kind={place === "outside998" ? "signal" : place === "outside95" ? "attention" : "within"}
                    title={`${point.name}: ${say.number(point.value)}, ${say.exactHours(point.hours)}`}
                  />
                  {place !== "within" && (
                    <text
                      class="point-name"
                      x={at[0] + (at[0] > width * 0.6 ? -9 : 9)}
                      y={at[1] - 6}
                      text-anchor={at[0] > width * 0.6 ? "end" : "start"}
                    >
                      {point.name}
                    </text>
                  )}
                </g>
              );
            })}
          </>
        );
      }}
    </SpokenChart>
  );
}

/** Where a contractor lies, by the limits at its hours, which are read off between the given ones. */
export function standing({ hours, value }: FunnelPoint, { limits }: Funnel): Standing {
  const at = (pick: (limit: Funnel["limits"][number]) => number): number => between(limits, hours, pick);
  if (value > at((limit) => limit.upper998) || value < at((limit) => limit.lower998)) return "outside998";
  if (value > at((limit) => limit.upper95) || value < at((limit) => limit.lower95)) return "outside95";
  return "within";
}

function between(limits: Funnel["limits"], hours: number, pick: (limit: Funnel["limits"][number]) => number): number {
  const next = limits.findIndex((limit) => limit.hours >= hours);
  const after = limits[next === -1 ? limits.length - 1 : next];
  const before = limits[next - 1];
  if (!after) return Number.NaN;
  if (!before || next === -1) return pick(after);
  const share = (hours - before.hours) / (after.hours - before.hours);
  return pick(before) + share * (pick(after) - pick(before));
}
