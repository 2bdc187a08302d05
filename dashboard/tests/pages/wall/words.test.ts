import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change, Figure, WallMessage } from "../../../src/contract/wall.ts";
import { changesWords, changeWords } from "../../../src/pages/wall/change_words.ts";
import { type DayCount, dayCountWords } from "../../../src/pages/wall/day_count_words.ts";
import { findRate, type RateWords, rateWords } from "../../../src/pages/wall/rate_words.ts";
import { connectionWords, editionCells } from "../../../src/pages/wall/strip_words.ts";
import { causeWords } from "../../../src/text/cause_words.ts";
import { streakWords } from "../../../src/text/streak_words.ts";
import { example, plain, speak } from "./examples.ts";

type CounterChange = NonNullable<WallMessage["counter_changes"]>[number];

const en = speak("en");
const ru = speak("ru");
const asOf = "2026-11-12";

function dayCount(name: string, counted: "lti" | "tri"): DayCount {
  const found = example(name).day_counts.find((count) => count.class === counted);
  assert.ok(found);
  return found;
}

test("a counter says its days, its last date and its record", () => {
  const words = dayCountWords(dayCount("wall", "lti"), asOf, en);
  assert.equal(words.days, "128");
  assert.equal(words.label, "days since the last lost-time injury");
  assert.deepEqual(
    words.facts.map(({ name, value }) => `${name} ${plain(value)}`),
    ["Last one 7 Jul 2026", "Record 214 days"],
  );
  assert.equal(words.alarm, null);
  assert.equal(
    dayCountWords({ ...dayCount("wall", "lti"), days: 1 }, asOf, en).label,
    "day since the last lost-time injury",
  );
  assert.equal(
    dayCountWords({ ...dayCount("wall", "lti"), days: 121 }, asOf, ru).label,
    "день без травм с потерей рабочего времени",
  );
});

test("a counter since the start says so and has no record", () => {
  const words = dayCountWords(dayCount("wall.since_start", "lti"), asOf, en);
  assert.match(words.label, /since records began$/);
  assert.deepEqual(
    words.facts.map(({ name, value }) => `${name} ${plain(value)}`),
    ["Records begin 1 Jan 2026"],
  );
});

test("an injury on the day of the edition is an alarm; the first day of observation is none", () => {
  const today = dayCountWords(dayCount("wall.restated", "lti"), asOf, en);
  assert.equal(today.days, "0");
  assert.equal(plain(today.alarm), "Injury on 12 November");
  assert.equal(today.provisional, "Provisional: the medical decision is open");
  const first = { ...dayCount("wall.since_start", "lti"), days: 0, observed_from: asOf };
  assert.equal(dayCountWords(first, asOf, en).alarm, null);
});

test("what is only in totals has no count, and no date that reads as if it were that of the last one", () => {
  const words = dayCountWords(dayCount("wall.since_start", "tri"), asOf, en);
  assert.equal(words.days, null);
  assert.deepEqual(words.facts, []);
  assert.match(words.explanation ?? "", /period total/);
  const older = { ...dayCount("wall", "tri"), only_in_totals: true };
  assert.equal(dayCountWords(older, asOf, en).days, null);
});

test("a streak says how likely it is, and calls nothing an achievement that chance explains", () => {
  const tell = (probability: number | null, days: number | null = 90, say = en): string | null => {
    const words = streakWords({ days, streak_probability: probability }, say);
    return words && plain(words);
  };
  assert.equal(tell(0.96), "Nearly certain at the average rate: expected, no achievement");
  assert.equal(tell(0.94), "9 chances in 10 at the average rate: expected, no achievement");
  assert.equal(tell(0.45), "5 chances in 10 at the average rate: expected, no achievement");
  assert.equal(tell(0.449), "4 chances in 10 at the average rate: may be luck");
  assert.equal(tell(0.12), "1 chance in 10 at the average rate: may be luck");
  assert.equal(tell(0.07), "1 chance in 14 at the average rate: may be luck");
  assert.equal(tell(0.0499), "1 chance in 20 at the average rate: better than average");
  assert.equal(tell(0.02), "1 chance in 50 at the average rate: better than average");
  assert.equal(tell(0.0044), "1 chance in 230 at the average rate: better than average");
  assert.equal(tell(0.0004), "Under 1 chance in 1,000 at the average rate: better than average");
  assert.equal(tell(0.9, 90, ru), "При средней частоте 9 шансов из 10: ожидаемо, не достижение");
  assert.equal(tell(0.2, 90, ru), "При средней частоте 2 шанса из 10: может быть везением");
  assert.equal(tell(0.02, 90, ru), "При средней частоте 1 шанс из 50: лучше среднего");
  assert.equal(tell(null), null);
  assert.equal(tell(1, 0), null);
  assert.equal(tell(0.5, null), null);
  const { streak_probability: _, ...older } = dayCount("wall", "lti");
  assert.equal(dayCountWords(older, asOf, en).streak, null);
  assert.equal(
    plain(dayCountWords(dayCount("wall.site", "lti"), asOf, en).streak),
    "1 chance in 39 at the average rate: better than average",
  );
  const lost = { ...dayCount("wall.site", "lti"), only_in_totals: true };
  assert.equal(dayCountWords(lost, asOf, en).streak, null);
});

function rate(name: string, id: "ltifr" | "trifr", change: Partial<Figure> = {}): RateWords {
  const figure = findRate(example(name), id);
  assert.ok(figure);
  return rateWords(id, { ...figure, ...change }, en);
}

test("a rate says its cases, its hours and its interval", () => {
  const words = rate("wall", "ltifr");
  assert.equal(words.value, "1");
  assert.equal(plain(words.count), "3 injuries in 2.3 million hours");
  assert.equal(plain(words.interval?.words), "95 % sure: 0.3 to 3.8");
  assert.deepEqual(
    words.notes.map(({ words }) => plain(words)),
    ["1 % of hours estimated"],
  );
});

test("a rate and its interval print as many decimals as the edition states, older ones two digits", () => {
  const tell = (decimals: number | null, value = 1.2961874805571878): string[] => {
    const words = rate("wall", "ltifr", { value, decimals });
    return [plain(words.value), plain(words.interval?.words)];
  };
  assert.deepEqual(tell(1), ["1.3", "95 % sure: 0.3 to 3.8"]);
  assert.deepEqual(tell(2), ["1.30", "95 % sure: 0.27 to 3.79"]);
  assert.deepEqual(tell(0, 123.4), ["123", "95 % sure: 0.3 to 3.8"]);
  assert.deepEqual(tell(2, 0.004)[0], "< 0.01");
  assert.deepEqual(tell(null), ["1.3", "95 % sure: 0.27 to 3.8"]);
  const { decimals: _, ...older } = findRate(example("wall"), "ltifr") as Figure;
  assert.equal(rateWords("ltifr", older, en).value, "1.3");
});

test("no rate is words, never 0, and no case is hidden", () => {
  const words = rate("wall.no_rate", "ltifr");
  assert.equal(words.value, null);
  assert.equal(words.reason, "hours missing");
  assert.equal(words.count, "3 lost-time injuries counted");
  assert.equal(words.interval, null);
  assert.equal(rateWords("ltifr", null, en).reason, "not in this edition");
});

test("every qualification of a rate stands beside it", () => {
  const words = rate("wall", "ltifr", {
    left_out_numerator: 2,
    provisional: 1,
    reaches_back: true,
    first: "2025-10-01",
  });
  assert.deepEqual(
    words.notes.map(({ mark, words }) => `${mark}: ${plain(words)}`),
    [
      "attention: +2 where hours are missing",
      "attention: 1 provisional",
      "missing: 1 % of hours estimated",
      "restated: since 1 Oct 2025",
    ],
  );
});

test("hours are told in two digits", () => {
  const told = [0, 1, 47, 999, 1234, 840_450, 994_999, 996_000, 2_314_480, 12_600_000, 456_000_000].map((hours) =>
    plain(en.hours(hours)),
  );
  assert.deepEqual(told, [
    "0 hours",
    "1 hour",
    "47 hours",
    "1,000 hours",
    "1,200 hours",
    "840,000 hours",
    "990,000 hours",
    "1 million hours",
    "2.3 million hours",
    "13 million hours",
    "460 million hours",
  ]);
  assert.equal(plain(ru.hours(2_314_480)), "2,3 млн часов");
  assert.equal(plain(ru.hours(21)), "21 час");
});

const changesOf = (name: string) => changeWords(example(name).changes, example(name).figures, en);

test("a change stays distinguishable: one decimal more than the board where both sides print alike", () => {
  const message = example("wall.restated");
  const [ltifr] = message.changes;
  assert.ok(ltifr);
  const tell = (from: number, to: number, decimals: number | null): string | undefined => {
    const figures = message.figures.map((figure) => ({ ...figure, decimals }));
    return changeWords([{ ...ltifr, old_value: from, new_value: to }], figures, en)[0]?.change;
  };
  assert.equal(tell(1.1, 1.3, 0), "1.1 → 1.3");
  assert.equal(tell(1.4, 1.6, 0), "1 → 2");
  assert.equal(tell(1.32, 1.34, 1), "1.32 → 1.34");
  assert.equal(tell(1.323, 1.324, 2), "3 → 5 cases");
  assert.equal(tell(1.31, 1.33, 0), "3 → 5 cases");
  assert.equal(tell(1.1, 1.3, null), "1.1 → 1.3");
});

test("changes are told with their causes, the corrections marked", () => {
  const words = changesOf("wall.restated");
  assert.deepEqual(
    words.map(({ name, change, restated }) => [name, change, restated]),
    [
      ["LTIFR", "1 → 2", true],
      ["TRIFR", "4.8 → 5.2", true],
    ],
  );
  assert.deepEqual(words[0]?.causes, [
    "incident INC-2026-231 recorded as LWC",
    "incident INC-2026-214: MTC became LWC",
    "+5 more",
  ]);
});

test("a change that the board does not print is not told, unless somebody corrected something", () => {
  const [moved, real] = example("wall").changes;
  assert.ok(moved && real);
  assert.deepEqual(
    changeWords([moved, real], [], en).map(({ name }) => name),
    ["TRIFR"],
  );
  const corrected = { ...moved, causes: moved.causes.map((cause) => ({ ...cause, kind: "hours_revised" as const })) };
  assert.equal(changeWords([corrected], [], en)[0]?.change, "still 1.3");
  assert.equal(changeWords([{ ...moved, new_numerator: 4 }], [], en)[0]?.change, "3 → 4 cases");
  assert.equal(changeWords([{ ...moved, new_value: null }], [], en)[0]?.change, "1.3 → no rate");
});

test("a counter that was reset or corrected is told before the rates", () => {
  const tell = (counter: Partial<CounterChange>, say = en): string[] => {
    const counters = [{ class: "lti", old_days: 112, new_days: 8, last_on: "2026-03-14", ...counter } as const];
    const [first] = changesWords(
      { changes: [], figures: [], as_of_date: "2026-03-22", counter_changes: counters },
      say,
    );
    assert.ok(first);
    return [first.mark, plain(`${first.name} ${first.change}`)];
  };
  assert.deepEqual(tell({}), ["attention", "Days without LTI: started again on 14 March (was 112)"]);
  assert.deepEqual(tell({}, ru), ["attention", "Дни без LTI: счёт заново с 14 марта (было 112)"]);
  assert.deepEqual(tell({ class: "tri", new_days: 0, last_on: "2026-03-22" }), [
    "attention",
    "Days without TRI: started again on 22 March (was 112)",
  ]);
  assert.deepEqual(
    tell({ last_on: "2025-12-30", new_days: 82 })[1],
    "Days without LTI: started again on 30 Dec 2025 (was 112)",
  );
  assert.deepEqual(tell({ old_days: 8, new_days: 120 }), ["restated", "Days without LTI: 8 → 120"]);
  assert.deepEqual(tell({ new_days: 40, last_on: null }), ["restated", "Days without LTI: 112 → 40"]);
  assert.deepEqual(tell({ new_days: null, last_on: null }), [
    "missing",
    "Days without LTI: not known any more (was 112)",
  ]);
  assert.deepEqual(tell({ old_days: null }), ["attention", "Days without LTI: counted since 14 March"]);
  assert.deepEqual(tell({ old_days: null, last_on: null }), ["restated", "Days without LTI: now known: 8"]);
  assert.deepEqual(tell({ old_days: null, new_days: null })[1], "Days without LTI: not known");

  const both = changesWords(
    { ...example("wall"), counter_changes: [{ class: "lti", old_days: 112, new_days: 8, last_on: "2026-11-04" }] },
    en,
  );
  assert.deepEqual(
    both.map(({ name }) => name),
    ["Days without LTI:", "TRIFR"],
  );
  const { counter_changes: _, ...older } = example("wall");
  assert.deepEqual(
    changesWords(older, en).map(({ name }) => name),
    ["TRIFR"],
  );
});

test("an injury counted beside the rate is told, though the rate has not moved", () => {
  const [ltifr] = example("wall").changes;
  assert.ok(ltifr);
  const still = { ...ltifr, new_value: ltifr.old_value };
  const tell = (change: Partial<Change>, say = en): string[] =>
    changeWords([{ ...still, ...change }], [], say).map(
      (words) => `${words.mark}: ${words.name} ${plain(words.change)}`,
    );
  assert.deepEqual(tell({}), []);
  assert.deepEqual(tell({ old_left_out: 2, new_left_out: 2 }), []);
  assert.deepEqual(tell({ old_left_out: 0, new_left_out: 1 }), [
    "attention: LTIFR: 1 injury counted beside the rate: hours are missing",
  ]);
  assert.deepEqual(tell({ old_left_out: 1, new_left_out: 3 }), [
    "attention: LTIFR: 3 injuries counted beside the rate (was 1): hours are missing",
  ]);
  assert.deepEqual(tell({ old_left_out: 0, new_left_out: 22 }, ru), [
    "attention: LTIFR: 22 травмы учтены вне коэффициента: нет часов",
  ]);
  assert.deepEqual(tell({ old_left_out: 2, new_left_out: 0 }), [
    "attention: LTIFR: no injury is counted beside the rate any more (was 2)",
  ]);
  assert.deepEqual(tell({ new_value: 2.2, old_left_out: 0, new_left_out: 1 }), [
    "within: LTIFR 1.3 → 2.2",
    "attention: LTIFR: 1 injury counted beside the rate: hours are missing",
  ]);
  // Without a rate the board tells all cases in one number, and so does its change.
  const none = { old_value: null, new_value: null };
  assert.deepEqual(tell({ ...none, old_left_out: 0, new_left_out: 1 }), ["within: LTIFR 3 → 4 cases"]);
});

test("a cause that this page does not know is counted, not told", () => {
  const [ltifr] = example("wall.restated").changes;
  assert.ok(ltifr);
  const unknown = { ...ltifr.causes[0], kind: "of_a_newer_server" } as unknown as Change["causes"][number];
  assert.deepEqual(changeWords([{ ...ltifr, causes: [unknown], more_causes: 0 }], [], en)[0]?.causes, ["+1 more"]);
});

test("causes are told in words in both languages", () => {
  const cause = {
    kind: "incident_redated" as const,
    reference: "INC-7",
    organization: "own",
    from: "2026-03-11",
    to: "2026-03-10",
    count: 1,
  };
  assert.equal(plain(causeWords(cause, en)), "incident INC-7 moved from 11 Mar 2026 to 10 Mar 2026");
  assert.equal(plain(causeWords({ ...cause, count: 22 }, ru)), "изменена дата 22 случаев");
  const hours = { ...cause, kind: "hours_recorded" as const, reference: "2026-03-01/2026-03-31", organization: "tas" };
  assert.equal(causeWords(hours, en), "hours arrived: March 2026 (tas)");
  assert.equal(causeWords({ ...hours, count: 3 }, ru), "поступили 3 отчёта о часах");
});

test("the strip says which edition, of when, and how complete", () => {
  const told = (name: string): string[] =>
    editionCells(example(name), en).map(({ name, value }) => `${name} ${plain(value)}`);
  assert.deepEqual(told("wall"), [
    "Edition 231",
    "Published 12 Nov, 18:00",
    "Next 13 Nov, 06:00",
    "Complete 15 of 15 organizations",
  ]);
  assert.equal(told("wall.restated")[0], "Edition 232 (out of slot)");
  assert.equal(told("wall.site")[0], "Edition 231 (late)");
  assert.equal(editionCells(example("wall.incomplete"), en)[3]?.mark, "attention");
});

test("the connection is told with a shape and with words, in every state", () => {
  const fresh = { kind: "fresh" } as const;
  const past = { kind: "past", age: 4344 * 24 * 3_600_000 } as const;
  const stale = { kind: "stale", by: 7 * 3_600_000 } as const;
  const told = (standing: Partial<Parameters<typeof connectionWords>[0]>): [string, ...string[]] => {
    const words = connectionWords(
      { state: "live", heard: null, edition: 231, freshness: fresh, skew: 0, ...standing },
      en,
    );
    return [words.mark, words.words, ...words.details];
  };
  assert.deepEqual(told({}), ["within", "Live"]);
  assert.deepEqual(told({ state: "polling" }), ["attention", "Live, by polling"]);
  assert.deepEqual(told({ state: "connecting" }), ["missing", "Connecting"]);
  assert.deepEqual(told({ freshness: stale }), [
    "attention",
    "Next edition is 7 hours late",
    "The server is connected",
  ]);
  assert.deepEqual(told({ freshness: past }), [
    "attention",
    "These figures are 11 years old",
    "The server is connected",
  ]);
  assert.deepEqual(told({ state: "refused", heard: "14:05" }), [
    "breach",
    "The server has no such scope, showing edition 231",
  ]);
  assert.deepEqual(told({ state: "offline", heard: "14:05" }), [
    "breach",
    "No connection since 14:05, showing edition 231",
  ]);
  assert.deepEqual(told({ state: "offline", edition: null, freshness: null }), ["breach", "No connection"]);
  assert.deepEqual(told({ skew: 420_000 }), ["attention", "Live", "This screen’s clock is fast by 7 minutes"]);
  assert.deepEqual(told({ skew: -7_200_000 })[2], "This screen’s clock is slow by 2 hours");
  assert.deepEqual(told({ freshness: { kind: "unknown" }, state: "connecting" }), [
    "attention",
    "Age unknown: this screen’s clock is wrong",
    "Connecting",
  ]);
});
