import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresBefore, isJump, monthAfter } from "../../../src/pages/desk/filing_values.ts";

const form = (last: string, more: object = {}) => ({
  id: 1,
  change: 1,
  fields: {
    first: `${last.slice(0, 7)}-01`,
    last,
    site: "MINE",
    hours: 1200.5,
    headcount: 8,
    FAT: 0,
    LWC: null,
    ...more,
  },
});
const hours = (last: string, site: string, worked: number, headcount: number | null) => ({
  id: 2,
  change: 2,
  fields: { first: `${last.slice(0, 7)}-01`, last, site, hours: worked, headcount },
});

test("the figures before are those of the later of form and hours, and only what was stated", () => {
  const before = figuresBefore([form("2026-09-30")], [hours("2026-08-31", "MINE", 900, 7)]);
  assert.deepEqual(before, {
    first: "2026-09-01",
    last: "2026-09-30",
    site: "MINE",
    figures: { FAT: 0, hours: 1200.5, headcount: 8 },
  });
  assert.equal(figuresBefore([form("2026-09-30")], [hours("2026-10-31", "MINE", 900, 7)])?.figures.hours, 900);
  assert.equal(figuresBefore([], []), null);
});

test("hours at several sites are added up, and then no site is likely", () => {
  const before = figuresBefore(
    [],
    [hours("2026-09-30", "MINE", 900, 7), hours("2026-09-30", "MILL", 100, null), hours("2026-08-31", "MINE", 5000, 7)],
  );
  assert.deepEqual(before?.figures, { hours: 1000 });
  assert.equal(before?.site, null);
});

test("more than twice or less than half is a jump; nothing typed, or nothing known, is none", () => {
  assert.equal(isJump("201", 100), true);
  assert.equal(isJump("200", 100), false);
  assert.equal(isJump("49.9", 100), true);
  assert.equal(isJump("50", 100), false);
  assert.equal(isJump("0", 100), true);
  assert.equal(isJump("", 100), false);
  assert.equal(isJump("many", 100), false);
  assert.equal(isJump("100", 0), false);
  assert.equal(isJump("100", undefined), false);
});

test("months follow one another over the year", () => {
  assert.equal(monthAfter("2026-12", 1), "2027-01");
  assert.equal(monthAfter("2026-01", -1), "2025-12");
});
