// How numbers are written. All rounding is half up, in decimal, on what people would write down: 2.675 is 2.68 although
// no binary number is 2.675.

export type Language = "en" | "ru";

const noBreakSpace = "\u00a0";

/** Digits after the point that are printed at most; the server tells changes apart at the same number. */
export const mostDecimals = 2;

/** `12345.6` as people write it: 12,345.6 or 12 345,6. */
export function writeNumber(language: Language, decimal: string): string {
  const [whole = "", fraction] = decimal.replace("-", "−").split(".");
  const separator = language === "ru" ? noBreakSpace : ",";
  // Russian leaves four digits together.
  const grouped = language === "ru" && whole.length <= 4 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, separator);
  return fraction ? grouped + (language === "ru" ? "," : ".") + fraction : grouped;
}

/** Half up at `decimals` digits after the point (negative: before it), as plain decimal digits. */
export function roundHalfUp(value: number, decimals: number): string {
  // Twelve digits are more than any figure means and fewer than binary noise reaches.
  const exact = Number(Math.abs(value).toPrecision(12));
  const shifted = Number(`${exact}e${decimals}`);
  const rounded = Math.floor(Number(shifted.toPrecision(12)) + 0.5);
  const text = Number(`${rounded}e${-decimals}`).toFixed(Math.max(decimals, 0));
  return value < 0 && rounded !== 0 ? `-${text}` : text;
}

/** At most two significant digits and at most two decimals: 123.4 is 120, 1.25 is 1.3, 0.046 is 0.05. */
export function twoSignificant(value: number): string {
  if (value === 0) return "0";
  let decimals = Math.min(1 - Math.floor(Math.log10(Math.abs(value))), mostDecimals);
  // 9.96 has become 10, which needs one decimal fewer.
  const rounded = Number(roundHalfUp(value, decimals));
  if (rounded !== 0) decimals = Math.min(1 - Math.floor(Math.log10(Math.abs(rounded))), mostDecimals);
  return roundHalfUp(value, decimals);
}

/**
 * A rate or a limit of its interval at `decimals`, which the edition states; at two significant digits where an older one
 * states none. What would print as 0.00 without being 0 says so.
 */
export function writeRate(language: Language, value: number, decimals?: number | null): string {
  const stated = typeof decimals === "number";
  const text = stated ? roundHalfUp(value, decimals) : twoSignificant(value);
  if (value > 0 && Number(text) === 0 && (!stated || decimals >= mostDecimals))
    return `<${noBreakSpace}${writeNumber(language, "0.01")}`;
  return writeNumber(language, text);
}

/**
 * The limits of an interval at the decimals of its value. Where the lower one is above 0 and would print as 0 both take one
 * decimal more: "0.3 to 2.4", because "0 to 2" would say that there may be no danger at all. A lower one that is smaller
 * still takes as many as are ever printed.
 */
export function writeLimits(
  language: Language,
  { lower, upper }: { lower: number; upper: number },
  decimals?: number | null,
): { lower: string; upper: string } {
  const write = (value: number, digits?: number | null): string => writeRate(language, value, digits);
  if (typeof decimals !== "number" || lower <= 0 || Number(roundHalfUp(lower, decimals)) !== 0) {
    return { lower: write(lower, decimals), upper: write(upper, decimals) };
  }
  const finer = Math.min(decimals + 1, mostDecimals);
  return {
    lower: write(lower, Number(roundHalfUp(lower, finer)) === 0 ? mostDecimals : finer),
    upper: write(upper, finer),
  };
}

/** A share from 0 to 1 in whole percent that says neither 0 nor 100 unless it is exactly that. */
export function percent(share: number): string {
  const text = roundHalfUp(share * 100, 0);
  if (text === "100" && share < 1) return "99";
  if (text === "0" && share > 0) return "1";
  return text;
}
