// Overdue violations by how long they are overdue, stacked by severity with the critical ones at the bottom.

import { type Ageing, severities } from "../api/documents.ts";
import type { DeskSpeaker } from "../text/desk_speaker.ts";
import { AcrossAxis, frameOf, UpAxis } from "./axes.tsx";
import { axisEnd, linear, ticks } from "./scale.ts";
import { Legend, NoDrawing, SpokenChart } from "./words.tsx";

/** Days overdue, as the server sorts them. */
const ages = ["1–3", "4–7", "8–14", "15–30", "31–60", "61–90", "> 90"];

export function AgeingChart({ ageing, say }: { ageing: Ageing; say: DeskSpeaker }) {
  const { t } = say;
  const id = "ageing";
  const totals = ages.map((_, age) => severities.reduce((sum, severity) => sum + (ageing[severity][age] ?? 0), 0));
  const total = totals.reduce((a, b) => a + b, 0);
  if (total === 0) return <NoDrawing id={id} title={t("ageing_title")} reason="none_overdue" say={say} />;
  const whole = Math.max(4, Math.max(...totals));
  const end = axisEnd(whole);
  const critical = ageing.critical.reduce((a, b) => a + b, 0);
  const description = t("ageing_description", { count: total, critical, old: totals[6] ?? 0 });
  return (
    <SpokenChart
      id={id}
      title={t("ageing_title")}
      reading={
        <>
          {t("ageing_reading")} {description}
          <Legend entries={severities.map((severity) => ({ kind: severity, words: t(`severity_name_${severity}`) }))} />
        </>
      }
      description={description}
      height={260}
      say={say}
      table={{
        head: [t("ageing_days"), ...severities.map((severity) => t(`severity_name_${severity}`)), t("together")],
        rows: ages.map((age, index) => [
          age,
          ...severities.map((severity) => say.integer(ageing[severity][index] ?? 0)),
          say.integer(totals[index] ?? 0),
        ]),
      }}
    >
      {({ width, height }) => {
        const frame = frameOf(width, height, 46, 44);
        const y = linear(0, end, frame.bottom, frame.top);
        const step = (frame.right - frame.left) / ages.length;
        return (
          <>
            <UpAxis frame={frame} at={ticks(end).filter(Number.isInteger)} y={y} write={say.integer} />
            <AcrossAxis
              frame={frame}
              labels={ages.map((age, index) => ({ x: frame.left + (index + 0.5) * step, words: age }))}
              name={t("ageing_days")}
            />
            {ages.map((age, index) => {
              let below = 0;
              return severities.map((severity) => {
                const count = ageing[severity][index] ?? 0;
                if (count === 0) return null;
                const bottom = y(below);
                below += count;
                const top = y(below);
                const x = frame.left + (index + 0.16) * step;
                return (
                  <g key={`${age} ${severity}`} class={`stack stack-${severity}`}>
                    <rect x={x} y={top} width={step * 0.68} height={Math.max(1, bottom - top)}>
                      <title>{`${age}: ${t(`severity_name_${severity}`)}, ${say.integer(count)}`}</title>
                    </rect>
                    {bottom - top > 14 && (
                      <text x={x + step * 0.34} y={(top + bottom) / 2 + 4} text-anchor="middle">
                        {say.integer(count)}
                      </text>
                    )}
                  </g>
                );
              });
            })}
          </>
        );
      }}
    </SpokenChart>
  );
}
