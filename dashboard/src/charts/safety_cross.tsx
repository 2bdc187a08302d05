// The safety cross: the days of a month in the shape of a cross, each with the worst that happened on it. What was reported
// stands beside it, because a month without an entry may be a month in which nobody spoke.

import type { SafetyCross } from "../api/documents.ts";
import type { DeskSpeaker } from "../text/desk_speaker.ts";
import { Legend, SpokenChart } from "./words.tsx";

type Kind = "lost" | "recordable" | "report" | "nothing" | "ahead";

/** Three rows of seven between two rows of three above and two below. */
const cells: readonly (readonly [column: number, row: number])[] = [
  ...[0, 1].flatMap((row) => [2, 3, 4].map((column) => [column, row] as const)),
  ...[2, 3, 4].flatMap((row) => [0, 1, 2, 3, 4, 5, 6].map((column) => [column, row] as const)),
  ...[5, 6].flatMap((row) => [2, 3, 4].map((column) => [column, row] as const)),
];

export function kindOfDay(worst: string | null): Kind {
  if (worst === null) return "nothing";
  if (["FAT", "PTD", "LWC"].includes(worst)) return "lost";
  return worst === "RWC" || worst === "MTC" ? "recordable" : "report";
}

export function SafetyCrossChart({ cross, say }: { cross: SafetyCross; say: DeskSpeaker }) {
  const { t } = say;
  const [year = 0, month = 1] = cross.month.split("-").map(Number);
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const name = say.period(`${cross.month}-01`, `${cross.month}-${length}`);
  const byDay = new Map(cross.days.map((day) => [Number(day.on.slice(8)), day]));
  const days = Array.from({ length }, (_, index) => {
    const day = byDay.get(index + 1);
    const kind: Kind = day ? kindOfDay(day.worst) : "ahead";
    return { number: index + 1, day, kind };
  });
  const count = (kind: Kind): number => days.filter((day) => day.kind === kind).length;
  const entries = cross.days.reduce((sum, day) => sum + day.count, 0);
  const description = t("cross_description", {
    month: name,
    days: cross.days.length,
    lost: count("lost"),
    recordable: count("recordable"),
    entries,
  });
  const kinds: Kind[] = ["lost", "recordable", "report", "nothing", "ahead"];
  return (
    <SpokenChart
      id="safety-cross"
      title={t("cross_title", { month: name })}
      reading={
        <>
          {t("cross_reading")} {description}
          <Legend entries={kinds.map((kind) => ({ kind: `day-${kind}`, words: t(`cross_${kind}`) }))} />
        </>
      }
      description={description}
      height={330}
      say={say}
      table={{
        head: [t("date"), t("cross_worst"), t("cross_count")],
        rows: cross.days.map((day) => [
          say.date(day.on),
          day.worst === null ? t("cross_nothing") : say.named("class_", day.worst),
          say.integer(day.count),
        ]),
      }}
    >
      {({ width, height }) => {
        const side = Math.min((width - 8) / 7, (height - 8) / 7);
        const left = (width - side * 7) / 2;
        return days.map(({ number, day, kind }, index) => {
          const [column, row] = cells[index] ?? [0, 0];
          const x = left + column * side;
          const y = 4 + row * side;
          return (
            <g class={`day day-${kind}`} key={number}>
              <rect x={x + 1} y={y + 1} width={side - 2} height={side - 2} />
              <text x={x + 5} y={y + 14}>
                {String(number)}
              </text>
              {day?.worst && (
                <text class="day-class" x={x + side / 2} y={y + side - 6} text-anchor="middle">
                  {t(`cross_short_${kind as "lost" | "recordable" | "report"}`)}
                </text>
              )}
            </g>
          );
        });
      }}
    </SpokenChart>
  );
}
