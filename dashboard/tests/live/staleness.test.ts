import assert from "node:assert/strict";
import { test } from "node:test";
import { freshness, grace } from "../../src/live/staleness.ts";

const minute = 60_000;
const hour = 60 * minute;
const edition = {
  as_of: "2026-11-12T13:00:00Z",
  published_at: "2026-11-12T13:00:04Z",
  next_slot_at: "2026-11-13T01:00:00Z",
  slot_seconds: 43_200,
};
const due = Date.parse(edition.next_slot_at);

test("an edition is fresh until its next slot, and a little longer for computing and sending", () => {
  assert.deepEqual(freshness(edition, Date.parse(edition.published_at)), { kind: "fresh" });
  assert.deepEqual(freshness(edition, due), { kind: "fresh" });
  assert.deepEqual(freshness(edition, due + grace - 1), { kind: "fresh" });
});

test("one slot missed is stale, two are old", () => {
  assert.deepEqual(freshness(edition, due + grace), { kind: "stale", by: grace });
  assert.deepEqual(freshness(edition, due + 7 * hour), { kind: "stale", by: 7 * hour });
  assert.deepEqual(freshness(edition, due + 12 * hour + grace - 1).kind, "stale");
  assert.deepEqual(freshness(edition, due + 12 * hour + grace).kind, "old");
  assert.deepEqual(freshness(edition, due + 4000 * hour), { kind: "old", by: 4000 * hour });
});

test("without a next slot the longest time between two counts", () => {
  const last = { ...edition, next_slot_at: null };
  assert.equal(freshness(last, due + grace - 1).kind, "fresh");
  assert.equal(freshness(last, due + grace).kind, "stale");
});

test("a clock that stands before the edition knows no age", () => {
  assert.deepEqual(freshness(edition, Date.parse("2010-01-01T00:00:00Z")), { kind: "unknown" });
  assert.deepEqual(freshness(edition, Date.parse(edition.published_at) - minute), { kind: "fresh" });
});

test("history published today has the age of its figures, whatever the next slot", () => {
  const history = { ...edition, as_of: "2014-12-31T23:59:00Z" };
  const published = Date.parse(history.published_at);
  const age = published - Date.parse(history.as_of);
  assert.deepEqual(freshness(history, published), { kind: "past", age });
  assert.deepEqual(freshness(history, published + 4000 * hour), { kind: "past", age: age + 4000 * hour });
  const yesterday = { ...edition, as_of: "2026-11-12T01:00:00Z" };
  assert.deepEqual(freshness(yesterday, published + 56_000), { kind: "past", age: 12 * hour + minute });
  const slotOfThen = { ...history, next_slot_at: "2015-01-01T06:00:00Z" };
  assert.equal(freshness(slotOfThen, published).kind, "old");
});

test("a night on which the clocks are put back makes no edition one of the past", () => {
  const longNight = { ...edition, next_slot_at: "2026-11-13T02:00:00Z" };
  assert.equal(freshness(longNight, Date.parse(longNight.published_at)).kind, "fresh");
});
