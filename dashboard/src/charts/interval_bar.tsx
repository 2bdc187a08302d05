// The 95 % interval of a rate as a bar on an axis that begins at 0, with a stroke at the rate itself. What it says is
// written below it, so the drawing is hidden from those who listen.

import { axisEnd } from "./scale.ts";

interface Props {
  lower: number;
  upper: number;
  value: number;
}

const width = 400;
const height = 20;

export function IntervalBar({ lower, upper, value }: Props) {
  const end = axisEnd(upper);
  const x = (at: number): number => (at / end) * width;
  return (
    <svg class="interval-bar" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="interval-axis" x="0" y="8.5" width={width} height="3" />
      <rect class="interval-range" x={x(lower)} y="4" width={Math.max(2, x(upper) - x(lower))} height="12" />
      <rect class="interval-value" x={Math.min(Math.max(0, x(value) - 2), width - 4)} y="0" width="4" height={height} />
    </svg>
  );
}
