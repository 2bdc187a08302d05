// What the charts need of their page: its words; and what stands where there is nothing to draw.

import type { ComponentChildren } from "preact";
import type { DeskSpeaker } from "../text/desk_speaker.ts";
import { Chart, type Size } from "./chart.tsx";
import type { TableData } from "./data_table.tsx";

interface Props {
  id: string;
  title: string;
  reading: ComponentChildren;
  description: string;
  table: TableData;
  height: number;
  say: DeskSpeaker;
  children: (size: Size) => ComponentChildren;
}

export function SpokenChart({ say, ...props }: Props) {
  return (
    <Chart
      {...props}
      tableTitle={say.t("table_behind")}
      copyTitle={say.t("table_copy")}
      copiedTitle={say.t("table_copied")}
    />
  );
}

/** Whether there is nothing to draw, and why. */
export function isNone<T extends object>(chart: T): chart is Extract<T, { none: string }> {
  return "none" in chart;
}

/** The title, and in a sentence why there is no chart. */
export function NoDrawing({ id, title, reason, say }: { id: string; title: string; reason: string; say: DeskSpeaker }) {
  return (
    <section class="chart chart-none" data-part={id}>
      <h3>{title}</h3>
      <p>{say.named("none_", reason)}</p>
    </section>
  );
}

export interface LegendEntry {
  kind: string;
  words: string;
}

/** What the lines and marks of a chart mean. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <span class="legend">
      {entries.map(({ kind, words }) => (
        <span class="legend-entry" key={kind}>
          <svg viewBox="0 0 24 12" aria-hidden="true" class={`key key-${kind}`}>
            <rect x="1" y="1" width="22" height="10" />
          </svg>
          {words}
        </span>
      ))}
    </span>
  );
}
