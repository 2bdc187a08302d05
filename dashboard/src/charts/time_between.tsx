// The t chart: days between one lost-time injury and the next, with limits by Nelson's power transformation. A long time
// is good: what lies above the upper limit is an improvement, not an alarm.

import type { NoTimeBetween, TimeBetween } from "../api/documents.ts";
import type { DeskSpeaker } from "../text/desk_speaker.ts";
import { streakWords } from "../text/streak_words.ts";
import { AcrossAxis, besideCenter, frameOf, Level, PointMark, UpAxis } from "./axes.tsx";
import { linear, linePath, type Point, powered, spacedIndexes, ticksByThree } from "./scale.ts";
import { isNone, NoDrawing, SpokenChart } from "./words.tsx";

/** The power that makes times between rare events nearly normal (Nelson 1994); the axis is stretched by it too. */
const nelson = 1 / 3.6;

export function TimeBetweenChart({ chart, say }: { chart: TimeBetween | NoTimeBetween; say: DeskSpeaker }) {
  const { t } = say;
  const id = "time-between";
  if (isNone(chart)) return <NoDrawing id={id} title={t("time_title")} reason={chart.none} say={say} />;
  const { points, open_days, center, lower, upper, signals } = chart;
  const days = points.map((point) => point.days);
  const all = open_days === null ? days : [...days, open_days];
  const end = Math.max(...all, upper ?? 0, center ?? 0, 10) * 1.1;
  const kindOf = (index: number): "signal" | "good" | "within" => {
    const signal = signals.find(({ point }) => point === index);
    return !signal ? "within" : signal.better ? "good" : "signal";
  };
  const good = signals.filter(({ better }) => better).length;
  const streak = streakWords({ ...chart, days: open_days }, say);
  const description = [
    t("time_description", { count: points.length }),
    good > 0 ? t("time_good", { count: good }) : "",
    signals.length > good ? t("time_bad", { count: signals.length - good }) : "",
    signals.length === 0 && upper !== null ? t("time_no_signal") : "",
    open_days === null ? "" : t("time_open", { days: open_days }),
    streak ? `${streak}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
  return (
    <SpokenChart
      id={id}
      title={t("time_title")}
      reading={
        <>
          {t("time_reading")} {description}
        </>
      }
      description={description}
      height={300}
      say={say}
      table={{
        head: [t("occurred_on"), t("record_name"), t("time_days"), t("remarks")],
        rows: [
          ...points.map((point, index) => [
            say.date(point.on),
            point.reference,
            say.integer(point.days),
            kindOf(index) === "within" ? "" : t(kindOf(index) === "good" ? "above_limit_good" : "below_limit"),
          ]),
          ...(open_days === null ? [] : [[t("time_until_now"), "", say.integer(open_days), t("time_still_open")]]),
          ...[
            [t("limit_upper"), upper],
            [t("center_line"), center],
            [t("limit_lower"), lower],
          ].flatMap(([name, value]) =>
            typeof value === "number" ? [[String(name), "", say.number(value, 1), ""]] : [],
          ),
        ],
      }}
    >
      {({ width, height }) => {
        const frame = frameOf(width, height, 46, 30, besideCenter);
        const y = powered(nelson, end, frame.bottom, frame.top);
        const x = linear(0, Math.max(1, all.length - 1), frame.left + 16, frame.right - 16);
        const at = (value: number, index: number): Point => [x(index), y(value)];
        const labels = spacedIndexes(points.length, Math.floor(width / 140)).flatMap((index) => {
          const point = points[index];
          return point ? [{ x: x(index), words: say.date(point.on) }] : [];
        });
        return (
          <>
            <UpAxis frame={frame} at={ticksByThree(end)} y={y} write={say.integer} name={t("time_axis")} />
            <AcrossAxis frame={frame} labels={labels} />
            {upper !== null && <Level frame={frame} y={y(upper)} words={t("limit_upper_good")} kind="limit" />}
            {center !== null && <Level frame={frame} y={y(center)} words={t("center_line")} kind="center" />}
            {lower !== null && lower > 0 && (
              <Level
                frame={frame}
                y={y(lower)}
                words={t("limit_lower")}
                kind="limit"
                below={frame.bottom - y(lower) > 16}
              />
            )}
            <path class="series" d={linePath(days.map(at))} />
            {days.map((value, index) => (
              <PointMark
                key={`${points[index]?.on} ${points[index]?.reference}`}
                at={at(value, index)}
                kind={kindOf(index)}
                title={t("time_point", { date: say.date(points[index]?.on ?? ""), days: value })}
              />
            ))}
            {open_days !== null && (
              <PointMark at={at(open_days, days.length)} kind="open" title={t("time_open", { days: open_days })} />
            )}
          </>
        );
      }}
    </SpokenChart>
  );
}
