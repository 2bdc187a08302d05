// The axes of a chart: lines across with their values on the left, words below.

import type { Point, Scale } from "./scale.ts";

export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The part of a drawing that is left for the data; `beside`: room on its right. */
export function frameOf(width: number, height: number, left = 46, below = 30, beside = 14): Frame {
  return { left, right: width - beside, top: 28, bottom: height - below };
}

/** Room on the right for the name of a centre line. */
export const besideCenter = 62;

interface UpProps {
  frame: Frame;
  at: readonly number[];
  y: Scale;
  write: (value: number) => string;
  name?: string;
}

export function UpAxis({ frame, at, y, write, name }: UpProps) {
  return (
    <g class="axis">
      {at.map((value) => (
        <g key={value}>
          <line class="grid" x1={frame.left} x2={frame.right} y1={y(value)} y2={y(value)} />
          <text x={frame.left - 6} y={y(value) + 4} text-anchor="end">
            {write(value)}
          </text>
        </g>
      ))}
      {name && (
        <text class="axis-name" x={4} y={14}>
          {name}
        </text>
      )}
    </g>
  );
}

interface AcrossProps {
  frame: Frame;
  labels: readonly { x: number; words: string }[];
  name?: string;
}

export function AcrossAxis({ frame, labels, name }: AcrossProps) {
  return (
    <g class="axis">
      <line class="base" x1={frame.left} x2={frame.right} y1={frame.bottom} y2={frame.bottom} />
      {labels.map(({ x, words }) => (
        <g key={words}>
          <line class="base" x1={x} x2={x} y1={frame.bottom} y2={frame.bottom + 4} />
          <text x={x} y={frame.bottom + 17} text-anchor={anchor(x, frame)}>
            {words}
          </text>
        </g>
      ))}
      {name && (
        <text class="axis-name" x={frame.right} y={frame.bottom + 33} text-anchor="end">
          {name}
        </text>
      )}
    </g>
  );
}

/** Labels at the ends lean inwards, so that none leaves the drawing. */
function anchor(x: number, { left, right }: Frame): "start" | "middle" | "end" {
  if (x > right - 24) return "end";
  return x < left + 10 ? "start" : "middle";
}

interface LevelProps {
  frame: Frame;
  y: number;
  words: string;
  kind: "limit" | "center";
  below?: boolean;
}

/**
 * A level across the chart. A limit has its name at the left end, above it or below; the data run along the centre and
 * would cross its name there, so that it stands beside the line, at the right.
 */
export function Level({ frame, y, words, kind, below }: LevelProps) {
  const at = kind === "center" ? { x: frame.right + 5, y: y + 4 } : { x: frame.left + 3, y: below ? y + 13 : y - 4 };
  return (
    <g class={`level level-${kind}`}>
      <line x1={frame.left} x2={frame.right} y1={y} y2={y} />
      <text {...at}>{words}</text>
    </g>
  );
}

/** Shapes as everywhere: circle, within; triangle, attention; square, outside; diamond, restated; a cross, better. */
export type PointKind = "within" | "attention" | "signal" | "good" | "restated" | "open";

export function PointMark({ at: [x, y], kind, title }: { at: Point; kind: PointKind; title: string }) {
  const shapes: Record<PointKind, string> = {
    within: "M-4 0a4 4 0 1 1 8 0a4 4 0 1 1-8 0z",
    open: "M-4 0a4 4 0 1 1 8 0a4 4 0 1 1-8 0z",
    signal: "M-5-5H5V5H-5z",
    attention: "M0-6L6 5H-6z",
    good: "M-2.5-7h5v4.5h4.5v5h-4.5v4.5h-5v-4.5h-4.5v-5h4.5z",
    restated: "M0-6L6 0L0 6L-6 0z",
  };
  return (
    <path class={`point point-${kind}`} d={shapes[kind]} transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
      <title>{title}</title>
    </path>
  );
}
