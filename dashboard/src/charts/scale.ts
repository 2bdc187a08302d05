// Scales, ticks and paths: what every chart measures with. Nothing here draws or knows words.

/** Where a value lies on a drawing. */
export type Scale = (value: number) => number;

/** The smallest of 1, 2, 5, 10, 20, 50 … that leaves an eighth of room above `highest`. */
export function axisEnd(highest: number): number {
  if (!(highest > 0)) return 1;
  const needed = highest * 1.125;
  const power = 10 ** Math.floor(Math.log10(needed));
  for (const step of [1, 2, 5, 10]) {
    if (step * power >= needed) return step * power;
  }
  return 10 * power;
}

/** `begin` to `end` spread evenly over `from` to `to`. */
export function linear(begin: number, end: number, from: number, to: number): Scale {
  const span = end - begin || 1;
  return (value) => from + ((value - begin) / span) * (to - from);
}

/** From 0, with values raised to `power`: below 1 the small ones get more room. */
export function powered(power: number, end: number, from: number, to: number): Scale {
  const even = linear(0, end ** power, from, to);
  return (value) => even(Math.max(0, value) ** power);
}

/** Round values from 0 to `end`, about `count` of them. */
export function ticks(end: number, count = 5): number[] {
  if (!(end > 0)) return [0];
  const rough = end / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10) * power;
  const found: number[] = [];
  for (let i = 0; i * step <= end * 1.0001; i++) found.push(Number((i * step).toPrecision(12)));
  return found;
}

/** 1, 3, 10, 30 … up to `end`: ticks for stretched axes. */
export function ticksByThree(end: number): number[] {
  const found = [0];
  for (let power = 1; power <= end; power *= 10) {
    found.push(power);
    if (power * 3 <= end) found.push(power * 3);
  }
  return found;
}

/** Every n-th index of `length`, the last one always, so that at most `most` labels stand side by side. */
export function spacedIndexes(length: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(length / Math.max(1, most)));
  const found: number[] = [];
  for (let i = length - 1; i >= 0; i -= step) found.unshift(i);
  return found;
}

export type Point = readonly [x: number, y: number];

/** Tenths of a pixel are finer than anybody sees, and keep the document small. */
const digits = (value: number): string => String(Math.round(value * 10) / 10);
const pair = ([x, y]: Point): string => `${digits(x)} ${digits(y)}`;

/** A line through the points; `null` breaks it. A point alone between two breaks becomes a short dash. */
export function linePath(points: readonly (Point | null)[]): string {
  let path = "";
  points.forEach((point, index) => {
    if (!point) return;
    const first = !points[index - 1];
    path += `${first ? "M" : "L"}${pair(point)}`;
    if (first && !points[index + 1]) path += "h1";
  });
  return path;
}

/** The area between two lines of equally many points; a break in either breaks it. */
export function bandPath(upper: readonly (Point | null)[], lower: readonly (Point | null)[]): string {
  let path = "";
  let run: [Point, Point][] = [];
  const close = (): void => {
    if (run.length > 1) {
      const over = run.map(([above]) => pair(above)).join("L");
      const under = run.map(([, below]) => pair(below)).reverse();
      path += `M${over}L${under.join("L")}Z`;
    }
    run = [];
  };
  upper.forEach((above, index) => {
    const below = lower[index];
    if (above && below) run.push([above, below]);
    else close();
  });
  close();
  return path;
}

/** A line that keeps its height until the next point and then steps to it. */
export function stepPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  return `M${pair(first)}${rest.map(([x, y]) => `H${digits(x)}V${digits(y)}`).join("")}`;
}
