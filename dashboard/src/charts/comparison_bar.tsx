// Two rates with their intervals on one axis, one above the other. What they say stands in words beside them.

import { axisEnd, linear } from "./scale.ts";

interface Side {
  value: number | null;
  interval: { lower: number; upper: number } | null;
}

const width = 400;

export function ComparisonBar({ before, after }: { before: Side; after: Side }) {
  const sides = [before, after];
  if (sides.every(({ interval }) => !interval)) return null;
  const x = linear(0, axisEnd(Math.max(...sides.map(({ interval }) => interval?.upper ?? 0))), 0, width);
  return (
    <svg class="interval-bar comparison" viewBox={`0 0 ${width} 44`} preserveAspectRatio="none" aria-hidden="true">
      {sides.map(({ value, interval }, index) => {
        const y = index * 24;
        return (
          <g key={y}>
            <rect class="interval-axis" x="0" y={y + 8.5} width={width} height="3" />
            {interval && (
              <rect
                class="interval-range"
                x={x(interval.lower)}
                y={y + 4}
                width={Math.max(2, x(interval.upper) - x(interval.lower))}
                height="12"
              />
            )}
            {value !== null && (
              <rect class="interval-value" x={Math.max(0, x(value) - 2)} y={y} width="4" height="20" />
            )}
          </g>
        );
      })}
    </svg>
  );
}
