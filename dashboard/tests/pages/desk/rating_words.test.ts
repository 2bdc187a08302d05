import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raise, Rating } from "../../../src/api/documents.ts";
import {
  disputeWords,
  inputWords,
  raiseWords,
  ratingOrder,
  recordWords,
  scoreWords,
  shortWords,
  tellingRaises,
} from "../../../src/pages/desk/rating_words.ts";
import { plain, speakAtDesk } from "./examples.ts";

const en = speakAtDesk("en");
const ru = speakAtDesk("ru");

function rating(organization: string, score: number | null, more: Partial<Rating> = {}): Rating {
  return {
    organization,
    points: 0,
    possible: 100,
    score,
    band: "B",
    gates: [],
    persistent: [],
    components: [],
    disputed: [],
    without_disputed: null,
    ...more,
  };
}

test("who needs attention stands first: gates, persistent ones, low scores, then names", () => {
  const gate: Rating["gates"] = [{ gate: "critical_overdue", records: ["V-1"], since: null }];
  const persistent: Rating["persistent"] = [{ rule: "repeats_of_one_requirement", records: ["V-1"] }];
  const ratings = [
    rating("C", 90),
    rating("B", null),
    rating("A", 60),
    rating("SCAFF", 60),
    rating("D", 99, { gates: gate }),
    rating("E", 80, { persistent }),
    rating("F", 99, { gates: gate, persistent }),
  ];
  assert.deepEqual(
    ratingOrder(ratings, en).map(({ organization }) => organization),
    ["F", "D", "E", "A", "SCAFF", "C", "B"],
  );
});

test("a score has the one decimal that its band is decided by", () => {
  assert.equal(scoreWords({ score: 69.95 }, en), "70.0 of 100");
  assert.equal(scoreWords({ score: 69.949 }, ru), "69,9 из 100");
  assert.equal(scoreWords({ score: null }, en), "no score: too little is known");
});

test("a disputed record is marked wherever it stands, and both versions of the rating are in short", () => {
  const disputed: Rating["disputed"] = [
    { reference: "D-3", family: "violation", record: "V-2", submitted_on: "2026-03-12" },
  ];
  assert.equal(recordWords(["V-1", "V-2"], { disputed }, en), "V-1, V-2 (disputed)");
  assert.equal(recordWords(["V-1", "V-2"], { disputed }, ru), "V-1, V-2 (оспорено)");
  assert.equal(recordWords(["V-1"], { disputed: [] }, en), "V-1");
  const [dispute] = disputed;
  assert.ok(dispute);
  assert.equal(plain(disputeWords(dispute, en)), `Violation V-2: dispute D-3 of ${plain(en.date("2026-03-12"))}`);
  assert.equal(shortWords({ score: 71.44, band: "B", persistent: false }, en), "71.4 of 100, band B");
  assert.equal(
    shortWords({ score: 71.44, band: "B", persistent: true }, en),
    "71.4 of 100, band B, persistent violator",
  );
  assert.equal(shortWords({ score: null, band: "D", persistent: false }, ru), `${ru.t("no_score")}, группа D`);
  assert.equal(shortWords({ score: null, band: null, persistent: false }, en), en.t("no_score"));
});

test("inputs are named, and shares are per cent", () => {
  assert.equal(
    plain(inputWords({ name: "p_rate_at_most_mean", value: 0.374 }, en)),
    "Chance that its injury rate is no higher than the mean: 37 %",
  );
  assert.equal(plain(inputWords({ name: "hours", value: 412350.4 }, ru)), "Часы: 412 350 ч");
  assert.equal(inputWords({ name: "due", value: 12 }, en), "Fell due: 12");
  assert.equal(inputWords({ name: "weight_of_own", value: 12.54 }, en), "Weight of the own share: 12.5");
  assert.equal(inputWords({ name: "a_new_input", value: 3 }, en), "a new input: 3");
});

test("what would raise it says by how much", () => {
  const raise: Raise = { action: "fix_open_on_time", amount: 3, score: 78.24, band: "B" };
  assert.equal(raiseWords(raise, en), "Fix 3 violations on time: 78.2, band B");
  assert.equal(raiseWords({ ...raise, amount: 1 }, ru), "Устранить в срок 1 нарушение: 78,2, группа B");
  assert.equal(
    raiseWords({ ...raise, action: "send_missing_hours", score: null, band: "C" }, en),
    "Send the hours of 3 months: band C",
  );
  assert.equal(raiseWords({ ...raise, action: "sing" }, en), "sing: 3: 78.2, band B");
});

test("what raises the score by less than it prints is no advice, unless the band changes", () => {
  const raise = (score: number, band: Raise["band"]): Raise => ({ action: "fix_open_on_time", amount: 1, score, band });
  const component = {
    id: "repeats" as const,
    points: 8,
    possible: 15,
    assessed: true,
    inputs: [],
    raise: [raise(78.61, "B"), raise(78.7, "B"), raise(78.61, "A")],
  };
  assert.deepEqual(tellingRaises(component, { score: 78.58, band: "B" }), component.raise.slice(1));
});
