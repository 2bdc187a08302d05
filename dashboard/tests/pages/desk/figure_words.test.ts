import assert from "node:assert/strict";
import { test } from "node:test";
import type { Restated } from "../../../src/api/documents.ts";
import {
  countWords,
  denominatorWords,
  findRestated,
  formulaWords,
  intervalWords,
  notes,
  valueWords,
} from "../../../src/pages/desk/figure_words.ts";
import { figure, ltifr, plain, speakAtDesk } from "./examples.ts";

const en = speakAtDesk("en");
const ru = speakAtDesk("ru");

test("the formula has the numbers put in", () => {
  assert.equal(plain(formulaWords(figure, ltifr, en)), "3 × 1,000,000 ÷ 412,350 h = 7.27537");
  assert.equal(plain(formulaWords(figure, ltifr, ru)), "3 × 1 000 000 ÷ 412 350 ч = 7,27537");
});

test("a rate prints as many decimals as its hours allow, and its interval as many", () => {
  assert.equal(valueWords(figure, en).value, "7");
  assert.equal(valueWords({ ...figure, decimals: 2 }, ru).value, "7,28");
  assert.equal(plain(intervalWords(figure, en)), "2 to 21");
});

test("an edition from before decimals were kept prints two digits", () => {
  const { decimals, ...old } = figure;
  assert.equal(decimals, 0);
  assert.equal(valueWords(old, en).value, "7.3");
});

test("without hours there is no rate but its reason", () => {
  const none = { ...figure, value: null, interval: null, denominator: null, decimals: null };
  assert.deepEqual(valueWords({ ...none, reason: "hours_missing" }, en), { value: null, reason: "hours missing" });
  assert.deepEqual(valueWords({ ...none, reason: "zero_exposure" }, en), {
    value: null,
    reason: "no hours were worked",
  });
  assert.equal(formulaWords(none, ltifr, en), null);
});

test("rates of days and of people say so", () => {
  const severity = { ...ltifr, numerator: "lost_days" as const };
  assert.equal(plain(countWords({ ...figure, numerator: 1 }, severity, en)), "1 day lost");
  assert.equal(plain(countWords({ ...figure, numerator: 22 }, severity, ru)), "22 потерянных дня");
  const perHead = { ...figure, base: 1000, denominator: 4379.42, value: 0.685 };
  const headcount = { ...ltifr, denominator: "headcount" as const };
  assert.equal(plain(denominatorWords(perHead, headcount, en)), "an average headcount of 4,379.4");
  const perCase = { ...figure, base: 1, numerator: 141, denominator: 8, value: 17.625 };
  const kt = { ...severity, denominator: "non_fatal_lti" as const };
  assert.equal(plain(formulaWords(perCase, kt, en)), "141 ÷ 8 non-fatal lost-time injuries = 17.625");
});

const restated: Restated = {
  scope: figure.scope,
  id: "ltifr",
  window: "rolling_12_months",
  old_numerator: 3,
  new_numerator: 4,
  old_value: 7.275373,
  new_value: 9.700497,
  old_left_out: 0,
  new_left_out: 0,
  causes: [],
  more_causes: 0,
};

test("everything that qualifies a figure is told, the restatement first", () => {
  const qualified = {
    ...figure,
    left_out_numerator: 1,
    left_out_organizations: 2,
    provisional: 1,
    estimated_hours: 41_235,
    reaches_back: true,
    first: "2025-10-01",
  };
  assert.deepEqual(
    notes(qualified, restated, "/edition", en).map(({ words }) => plain(words)),
    [
      "Restated: published as 7, 10 with what is known now",
      "+1 case where hours are missing",
      "2 organizations left out: hours missing",
      "1 provisional",
      "10 % of hours estimated",
      "counts from 1 Oct 2025: a period total begins before the window",
    ],
  );
  assert.deepEqual(notes(figure, null, "/edition", en), []);
});

test("a restatement that prints alike is told by its cases, and else by what it is", () => {
  const alike = { ...restated, new_value: 7.4 };
  assert.match(
    notes(figure, alike, "/edition", en)[0]?.words ?? "",
    /published with 3 cases, 4 with what is known now/,
  );
  const still = { ...alike, new_numerator: 3 };
  assert.match(notes(figure, still, "/edition", en)[0]?.words ?? "", /still 7, from other hours or records/);
});

test("a restatement belongs to one figure of one scope and window", () => {
  assert.equal(findRestated([restated], figure), restated);
  assert.equal(findRestated([restated], { ...figure, window: "month" }), null);
  assert.equal(findRestated([restated], { ...figure, scope: "enterprise" }), null);
});
