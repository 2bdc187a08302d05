import assert from "node:assert/strict";
import { test } from "node:test";
import { rankSides, ratingSides, restatedSides, violationSides } from "../../../src/pages/desk/restated_words.ts";
import { causeWords } from "../../../src/text/cause_words.ts";
import { deskSpeaker } from "../../../src/text/desk_speaker.ts";
import { plain } from "./examples.ts";

const en = deskSpeaker("en", null, Date.parse("2026-11-22T06:00:00Z"));
const ru = deskSpeaker("ru", null, Date.parse("2026-11-22T06:00:00Z"));
const why = { causes: [], more_causes: 0 };

test("a figure of violations is written as what it is: a count, a share, days, or none", () => {
  const sides = (figure: Parameters<typeof violationSides>[0]["figure"], old_value: number | null, new_value: number) =>
    violationSides({ figure, old_value, new_value }, en);
  assert.deepEqual(sides("overdue", 3, 2), { before: "3", after: "2" });
  assert.equal(sides("on_time_share", null, 0.714).before, "–");
  assert.equal(plain(sides("on_time_share", null, 0.714).after), "71 %");
  assert.equal(plain(sides("median_days_to_close", 8, 10).after), "10 days");
});

test("a rating is written with its band, and a gate without a score as the band alone", () => {
  const rating = {
    organization: "A",
    old_score: 88.25,
    old_band: "D",
    new_score: null,
    new_band: "D",
    ...why,
  } as const;
  assert.deepEqual(ratingSides({ ...rating, causes: [] }, en), { before: "D, 88.3 of 100", after: "D" });
});

test("a rank is written as the ranks that are possible", () => {
  const rank = {
    id: "trifr",
    organization: "A",
    old_rank: { from: 1, to: 1 },
    new_rank: { from: 1, to: 3 },
    causes: [],
  };
  const sides = rankSides({ ...rank, more_causes: 0 }, en);
  assert.equal(sides.before, "1");
  assert.equal(plain(sides.after), "1 to 3");
  assert.equal(rankSides({ ...rank, more_causes: 0, new_rank: null }, en).after, "no rank");
  assert.equal(plain(restatedSides(sides, en)), "Restated: 1 → 1 to 3");
});

test("causes that only a restatement knows are told at desks in both languages", () => {
  const cause = {
    kind: "violation_revised",
    reference: "V-1",
    organization: "ACME",
    from: "",
    to: "",
    count: 1,
  };
  assert.equal(causeWords(cause, en), "violation V-1 was corrected (ACME)");
  assert.equal(causeWords(cause, ru), "исправлено нарушение V-1 (ACME)");
  assert.match(causeWords({ ...cause, kind: "other_records", reference: "" }, en), /records of others/);
  assert.equal(causeWords({ ...cause, kind: "dispute_upheld", reference: "D-7" }, en), "dispute D-7 was upheld (ACME)");
  assert.equal(
    causeWords({ ...cause, kind: "dispute_upheld", reference: "D-7" }, ru),
    "спор D-7 решён в пользу подрядчика (ACME)",
  );
  assert.equal(causeWords({ ...cause, kind: "input_recorded", reference: "J-1" }, en), "J-1 was recorded (ACME)");
});
