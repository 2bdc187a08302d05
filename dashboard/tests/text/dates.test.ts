import assert from "node:assert/strict";
import { test } from "node:test";
import {
  parseDate,
  writeDate,
  writeDayAndMonth,
  writeMoment,
  writePeriod,
  writeSpan,
  writeTime,
  writeWeekday,
  zoneClock,
} from "../../src/text/dates.ts";
import { translateTo } from "../../src/text/language.ts";

const en = translateTo("en");
const ru = translateTo("ru");
const plain = (text: string): string => text.replace(/\u00a0/g, " ");

test("dates are written as people write them", () => {
  const date = parseDate("2026-07-07");
  assert.equal(plain(writeDate(en, date)), "7 Jul 2026");
  assert.equal(plain(writeDate(ru, date)), "7 июл 2026");
  assert.equal(plain(writeDayAndMonth(en, date)), "7 July");
  assert.equal(plain(writeDayAndMonth(ru, date)), "7 июля");
  assert.equal(plain(writeWeekday(en, date)), "Tue 7 July");
  assert.equal(plain(writeWeekday(ru, date)), "вт, 7 июля");
});

test("a moment names the year only when it is another one", () => {
  const now = { year: 2026, month: 11, day: 12, hour: 18, minute: 4 };
  assert.equal(plain(writeMoment(en, { ...now, minute: 0 }, now)), "12 Nov, 18:00");
  assert.equal(plain(writeMoment(ru, { ...now, minute: 0 }, now)), "12 ноя, 18:00");
  assert.equal(plain(writeMoment(en, { ...now, year: 2014, month: 12, day: 31 }, now)), "31 Dec 2014, 18:04");
});

test("times are those of the zone of the scope, over a change of its clocks too", () => {
  const berlin = zoneClock("Europe/Berlin", 3_600, Date.parse("2026-01-15T12:00:00Z"));
  assert.equal(writeTime(berlin(Date.parse("2026-03-29T00:59:00Z"))), "01:59");
  assert.equal(writeTime(berlin(Date.parse("2026-03-29T01:00:00Z"))), "03:00");
  assert.equal(writeTime(berlin(Date.parse("2026-01-01T23:00:00Z"))), "00:00");
  const newfoundland = zoneClock(
    "America/St_Johns",
    -12_600,
    Date.parse("2026-01-01T02:15:00Z"),
  )(Date.parse("2026-01-01T02:15:00Z"));
  assert.deepEqual(newfoundland, { year: 2025, month: 12, day: 31, hour: 22, minute: 45 });
});

test("an engine whose zone data disagree with the server is not believed", () => {
  const at = Date.parse("2026-01-15T12:00:00Z");
  assert.equal(zoneClock("Europe/Berlin", 7_200, at)(at).hour, 14);
  assert.equal(zoneClock("Europe/Berlin", 3_600, at)(Date.parse("2026-07-15T12:00:00Z")).hour, 14);
});

test("a zone that the engine does not know is read by its offset", () => {
  const clock = zoneClock("Asia/Nowhere", 18_000, 0);
  assert.deepEqual(clock(Date.parse("2026-12-31T20:30:00Z")), { year: 2027, month: 1, day: 1, hour: 1, minute: 30 });
});

test("whole months, quarters and years have names", () => {
  const period = (t: typeof en, first: string, last: string): string =>
    plain(writePeriod(t, parseDate(first), parseDate(last)));
  assert.equal(period(en, "2026-10-01", "2026-10-31"), "October 2026");
  assert.equal(period(ru, "2026-10-01", "2026-10-31"), "октябрь 2026");
  assert.equal(period(en, "2024-02-01", "2024-02-29"), "February 2024");
  assert.equal(period(en, "2026-04-01", "2026-06-30"), "Q2 2026");
  assert.equal(period(ru, "2026-10-01", "2026-12-31"), "4 квартал 2026");
  assert.equal(period(en, "2026-01-01", "2026-12-31"), "2026");
  assert.equal(period(en, "2026-02-01", "2026-04-30"), "1 Feb 2026 to 30 Apr 2026");
  assert.equal(period(en, "2026-10-01", "2026-10-30"), "1 Oct 2026 to 30 Oct 2026");
});

test("spans are told in one unit, rounded down", () => {
  const minute = 60_000;
  assert.equal(writeSpan(en, 20_000), "1 minute");
  assert.equal(writeSpan(en, 119 * minute), "119 minutes");
  assert.equal(writeSpan(en, 120 * minute), "2 hours");
  assert.equal(writeSpan(ru, 21 * 60 * minute), "21 час");
  assert.equal(writeSpan(ru, 3 * 24 * 60 * minute), "3 дня");
  assert.equal(writeSpan(en, 730 * 24 * 60 * minute), "730 days");
  assert.equal(writeSpan(en, 731 * 24 * 60 * minute), "2 years");
  assert.equal(writeSpan(ru, 4344 * 24 * 60 * minute), "11 лет");
});
