import assert from "node:assert/strict";
import { test } from "node:test";
import { chanceWords, evidence, sideSentence, verdictMark } from "../../../src/pages/desk/effect_words.ts";
import { halved, plain, speakAtDesk } from "./examples.ts";

const en = speakAtDesk("en");
const ru = speakAtDesk("ru");
const told = (rate: typeof halved, say = en): string => plain(evidence(rate, ["Before", "After"], true, say));

test("“fell by 53 %” is answered with its evidence", () => {
  assert.equal(
    told(halved),
    "The rate fell by 53 %; not shown yet. With so many cases chance alone makes such a difference 11 times in 100. " +
      "The ratio of the rates lies between 0.18 and 1.15.",
  );
  assert.equal(
    told(halved, ru),
    "Коэффициент снизился на 53 %; пока не показано. При таком числе случаев одна случайность даёт такую разницу " +
      "11 раз из 100. Отношение коэффициентов лежит между 0,18 и 1,15.",
  );
  assert.equal(verdictMark(halved), "attention");
});

test("with 100 and 47 cases it is shown", () => {
  const many = { ...halved, p: 0.0000146943, lower: 0.325010247, upper: 0.671135557, verdict: "shown" as const };
  assert.match(
    told(many),
    /^The rate fell by 53 %, and that is shown\. .* less than once in 1,000\. .* 0\.33 and 0\.67\.$/,
  );
  assert.equal(verdictMark(many), "within");
  assert.equal(verdictMark({ ...many, direction: "rose" }), "breach");
});

test("from 0 there is no percentage", () => {
  const from0 = {
    ...halved,
    before: { ...halved.before, numerator: 0, value: 0 },
    ratio: null,
    change_percent: null,
    upper: null,
    lower: 1.2,
    p: 0.03,
    verdict: "from_0" as const,
  };
  assert.equal(
    told(from0),
    "Before: no case. Then 8 cases: from 0 there is no percentage. With so many cases chance alone makes such a " +
      "difference 3 times in 100. The ratio of the rates is at least 1.20.",
  );
  assert.doesNotMatch(told(from0), /%/);
});

test("without cases or hours nothing is compared", () => {
  const none = { ...halved, ratio: null, change_percent: null, lower: null, upper: null, p: null, direction: null };
  assert.equal(told({ ...none, verdict: "no_cases" }), "No case on either side: nothing can be compared.");
  assert.match(told({ ...none, verdict: "no_hours" }), /^Hours are missing on one side/);
});

test("a chance never reads as the other side of 5 in 100 than its verdict", () => {
  const chances: [number, string][] = [
    [0.0501064956, "50 times in 1,000"],
    [0.0499, "49 times in 1,000"],
    [0.0134892937, "1 time"],
    [0.5078125, "51 times in 100"],
    [0.0043, "4 times in 1,000"],
    [1, "100 times in 100"],
  ];
  for (const [p, words] of chances) {
    if (words === "1 time") assert.match(chanceWords(p, en), /once in 100/);
    else assert.ok(plain(chanceWords(p, en)).includes(words), `${p}: ${chanceWords(p, en)}`);
  }
});

test("a limit of the ratio is never rounded onto 1, which would contradict the verdict", () => {
  const fay = { ...halved, change_percent: -79.29, lower: 0.021774063, upper: 1.000549104, p: 0.0501064956 };
  assert.match(told(fay), /between 0\.022 and 1\.001\.$/);
});

test("each side tells its rate, interval, cases and hours", () => {
  const side = { ...halved.before, first: "2026-10-01", last: "2026-10-31", interval: { lower: 1.238, upper: 3.402 } };
  assert.equal(
    plain(sideSentence("Before", side, en)),
    "Before, October 2026: 2.1 (1.2 to 3.4), 17 cases in 8,000,000 h",
  );
});
