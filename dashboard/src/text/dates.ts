// Moments and dates as people write them, in the time zone of the scope shown, wherever the screen hangs. The words
// come from the catalogues, so that all engines write alike; Intl is asked for the zone's clock only.

import type { Translate } from "./messages.ts";

export interface CivilTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** Gives the civil time of an instant (milliseconds since 1970 UTC) in one zone. */
export type ZoneClock = (instant: number) => CivilTime;

function offsetClock(utcOffsetSeconds: number): ZoneClock {
  return (instant) => {
    const shifted = new Date(instant + utcOffsetSeconds * 1000);
    return {
      year: shifted.getUTCFullYear(),
      month: shifted.getUTCMonth() + 1,
      day: shifted.getUTCDate(),
      hour: shifted.getUTCHours(),
      minute: shifted.getUTCMinutes(),
    };
  };
}

function intlClock(timeZone: string): ZoneClock {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    hour12: false,
  });
  return (instant) => {
    const fields: Partial<Record<string, number>> = {};
    for (const { type, value } of format.formatToParts(instant)) fields[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = fields;
    // Older engines write midnight as 24.
    return { year, month, day, hour: hour % 24, minute };
  };
}

/**
 * The zone's clock by the engine's zone data. An engine that does not know the name, or whose data are older than the
 * zone's law (Asia/Almaty moved in 2024) and so disagree with the offset that the server sent for `at`, uses that offset.
 */
export function zoneClock(timeZone: string, utcOffsetSeconds: number, at: number): ZoneClock {
  const byOffset = offsetClock(utcOffsetSeconds);
  try {
    const byName = intlClock(timeZone);
    return readAs(byName(at)) === readAs(byOffset(at)) ? byName : byOffset;
  } catch {
    return byOffset;
  }
}

/** The zone's clock by the engine's zone data alone; UTC for a name it does not know. */
export function namedZoneClock(timeZone: string): ZoneClock {
  try {
    return intlClock(timeZone);
  } catch {
    return offsetClock(0);
  }
}

/** The zone of whoever reads, for pages that are about no edition. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

function readAs({ year, month, day, hour, minute }: CivilTime): string {
  return [year, month, day, hour, minute].join(" ");
}

const twoDigits = (n: number): string => (n < 10 ? `0${n}` : String(n));
const word = (list: string, index: number): string => list.split(" ")[index] || "";

export function writeTime({ hour, minute }: CivilTime): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

interface CivilDate {
  year: number;
  month: number;
  day: number;
}

/** "2026-07-07" as a date; all messages write dates so. */
export function parseDate(text: string): CivilDate {
  const [year = 0, month = 1, day = 1] = text.split("-").map(Number);
  return { year, month, day };
}

/** 7 Jul 2026: with the year, short month. */
export function writeDate(t: Translate, { year, month, day }: CivilDate): string {
  return t("date_long", { day: String(day), month: word(t("months_short"), month - 1), year: String(year) });
}

/** A period as people call it: October 2026, Q3 2026, 2026; else its first and last day. */
export function writePeriod(t: Translate, first: CivilDate, last: CivilDate): string {
  const year = String(first.year);
  const lastOfMonth = new Date(Date.UTC(last.year, last.month, 0)).getUTCDate();
  if (first.year === last.year && first.day === 1 && last.day === lastOfMonth) {
    if (first.month === last.month) {
      return t("month_and_year", { month: word(t("months_alone"), first.month - 1), year });
    }
    if (first.month === 1 && last.month === 12) return year;
    if (first.month % 3 === 1 && last.month === first.month + 2) {
      return t("quarter_and_year", { quarter: String(last.month / 3), year });
    }
  }
  return t("cause_period", { first: writeDate(t, first), last: writeDate(t, last) });
}

/** 7 July, for dates whose year is plain. */
export function writeDayAndMonth(t: Translate, { month, day }: CivilDate): string {
  return t("date_short", { day: String(day), month: word(t("months"), month - 1) });
}

/** 12 Nov, 18:00; with the year when it is not the year of `today`. */
export function writeMoment(t: Translate, moment: CivilTime, today: CivilTime): string {
  const short = t("date_short", { day: String(moment.day), month: word(t("months_short"), moment.month - 1) });
  const date = moment.year === today.year ? short : writeDate(t, moment);
  return t("date_and_time", { date, time: writeTime(moment) });
}

/** Thu 12 November, for the clock of the board. */
export function writeWeekday(t: Translate, date: CivilDate): string {
  const weekday = new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay();
  return t("weekday_and_date", { weekday: word(t("weekdays_short"), weekday), date: writeDayAndMonth(t, date) });
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365.2425 * day;

/** A span in the largest unit that says enough, rounded down: 40 minutes, 7 hours, 3 days, 11 years. */
export function writeSpan(t: Translate, milliseconds: number): string {
  if (milliseconds < 2 * hour) return t("span_minutes", { n: Math.max(1, Math.floor(milliseconds / minute)) });
  if (milliseconds < 2 * day) return t("span_hours", { n: Math.floor(milliseconds / hour) });
  if (milliseconds >= 2 * year) return t("span_years", { n: Math.floor(milliseconds / year) });
  return t("span_days", { n: Math.floor(milliseconds / day) });
}
