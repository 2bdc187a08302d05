// Everything that turns a value into words for one screen: its language, its time zone, and what day it is there.

import { type CivilTime, parseDate, writeDate, writeMoment, type ZoneClock } from "./dates.ts";
import type { Translate } from "./messages.ts";
import { type Language, percent, roundHalfUp, writeLimits, writeNumber, writeRate } from "./numbers.ts";

interface Interval {
  lower: number;
  upper: number;
}

export interface Speaker {
  t: Translate;
  language: Language;
  now: CivilTime;
  integer(value: number): string;
  /** A rate at `decimals` digits after the point; at two significant ones where the edition states none. */
  rate(value: number, decimals?: number | null): string;
  /** The limits of an interval, at the decimals of its value or finer. */
  limits(interval: Interval, decimals?: number | null): { lower: string; upper: string };
  percent(share: number): string;
  /** "2.3 million hours", "840,000 hours": two significant digits, as the rate itself. */
  hours(value: number): string;
  /** An instant, "2026-11-12T13:00:00Z", in the zone of the screen. */
  moment(instant: string): string;
  /** A date without a time, "2026-07-07". */
  date(text: string): string;
}

export function speaker(t: Translate, language: Language, clock: ZoneClock, now: number): Speaker {
  const here = clock(now);
  return {
    t,
    language,
    now: here,
    integer: (value) => writeNumber(language, String(value)),
    rate: (value, decimals) => writeRate(language, value, decimals),
    limits: (interval, decimals) => writeLimits(language, interval, decimals),
    percent: (share) => t("percent", { n: percent(share) }),
    hours: (value) => {
      const digits = String(Math.floor(Math.abs(value))).length;
      const rounded = Number(roundHalfUp(value, Math.min(0, 2 - digits)));
      return rounded < 1_000_000
        ? t("hours", { n: rounded })
        : t("hours_million", { n: Number((rounded / 1_000_000).toPrecision(2)) });
    },
    moment: (instant) => writeMoment(t, clock(Date.parse(instant)), here),
    date: (text) => writeDate(t, parseDate(text)),
  };
}
