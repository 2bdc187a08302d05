// Ends of axes.

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
