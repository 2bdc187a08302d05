// Contractors by their shrunk rate, the highest first: the rate with its interval as a bar, the raw rate as a hollow mark,
// and the band of ranks that the data allow. Names stand above their bars, so that they fit on a phone.

import type { Ranking } from "../api/documents.ts";
import type { DeskSpeaker } from "../text/desk_speaker.ts";
import { PointMark } from "./axes.tsx";
import { rankWords, rawWords } from "./ranking_words.ts";
import { axisEnd, linear, ticks } from "./scale.ts";
import { Legend, SpokenChart } from "./words.tsx";

const rowHeight = 38;
const above = 22;
/** More would make a drawing that nobody reads; the table has all. */
const mostRows = 40;

export function RankingChart({ ranking, name, say }: { ranking: Ranking; name: string; say: DeskSpeaker }) {
  const { t } = say;
  const { organizations, mean } = ranking;
  const drawn = organizations.slice(0, mostRows);
  const highest = Math.max(...organizations.map(({ upper }) => upper), mean ?? 0);
  const end = axisEnd(highest / 1.125);
  const [first] = organizations;
  const description = [
    t(ranking.pooled ? "ranking_description_pooled" : "ranking_description", {
      count: organizations.length,
      rate: name,
    }),
    first && !ranking.pooled
      ? t("ranking_first", {
          name: say.organization(first.code),
          rate: say.number(first.shrunk),
          ranks: rankWords(first, say),
        })
      : "",
    organizations.length > drawn.length ? t("ranking_more", { count: organizations.length - drawn.length }) : "",
  ]
    .filter(Boolean)
    .join(" ");
  return (
    <SpokenChart
      id={`ranking-${ranking.id}`}
      title={t("ranking_chart", { rate: name })}
      reading={
        <>
          {t(ranking.pooled ? "ranking_reading_pooled" : "ranking_reading")}
          <Legend
            entries={[
              { kind: "interval", words: t("ranking_interval") },
              { kind: "raw", words: t("raw_rate_name") },
              { kind: "mean", words: t("mean") },
            ]}
          />
        </>
      }
      description={description}
      height={above + drawn.length * rowHeight + 22}
      say={say}
      table={{
        head: [
          t("rank_band"),
          t("contractor"),
          t("shrunk_rate"),
          t("interval_name"),
          t("chance_above"),
          t("cases"),
          t("hours_name"),
          t("raw_rate_name"),
        ],
        rows: organizations.map((each) => [
          ranking.pooled ? "–" : rankWords(each, say),
          say.organization(each.code),
          say.number(each.shrunk, 2),
          t("between", { lower: say.number(each.lower, 2), upper: say.number(each.upper, 2) }),
          ranking.pooled ? "–" : say.percent(each.p_above_mean),
          say.integer(each.numerator),
          say.exactHours(each.hours),
          say.number(each.raw, 2),
        ]),
      }}
    >
      {({ width, height }) => {
        const x = linear(0, end, 8, width - 8);
        const bottom = height - 20;
        return (
          <>
            <g class="axis">
              {ticks(end, Math.floor(width / 100)).map((value) => (
                <g key={value}>
                  <line class="grid" x1={x(value)} x2={x(value)} y1={above - 6} y2={bottom} />
                  <text x={x(value)} y={bottom + 16} text-anchor={value === 0 ? "start" : "middle"}>
                    {say.plain(value)}
                  </text>
                </g>
              ))}
            </g>
            {mean !== null && (
              <g class="level level-center">
                <line x1={x(mean)} x2={x(mean)} y1={above - 6} y2={bottom} />
                <text x={x(mean)} y={above - 10} text-anchor="middle">
                  {t("mean")}
                </text>
              </g>
            )}
            {drawn.map((each, index) => {
              const top = above + index * rowHeight;
              const middle = top + 26;
              return (
                <g class="ranked" key={each.code}>
                  <text class="ranked-name" x={8} y={top + 13}>
                    {shorten(say.organization(each.code), Math.floor(width / 12))}
                  </text>
                  <text class="ranked-band" x={width - 8} y={top + 13} text-anchor="end">
                    {ranking.pooled ? "" : t("rank_words", { ranks: rankWords(each, say) })}
                  </text>
                  <rect
                    class="range"
                    x={x(each.lower)}
                    y={middle - 4}
                    width={Math.max(2, x(each.upper) - x(each.lower))}
                    height={8}
                  />
                  <rect class="shrunk" x={x(each.shrunk) - 2} y={middle - 8} width={4} height={16} />
                  {each.raw <= end ? (
                    <PointMark at={[x(each.raw), middle]} kind="open" title={rawWords(each, say)} />
                  ) : (
                    <text class="ranked-band" x={width - 8} y={middle + 4} text-anchor="end">
                      {t("raw_beyond", { rate: say.number(each.raw) })}
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

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
