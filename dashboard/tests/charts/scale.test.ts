import assert from "node:assert/strict";
import { test } from "node:test";
import {
  axisEnd,
  bandPath,
  linear,
  linePath,
  powered,
  spacedIndexes,
  stepPath,
  ticks,
  ticksByThree,
} from "../../src/charts/scale.ts";

test("axes end at 1, 2 or 5 of a power of ten, with room above the highest", () => {
  const cases: [number, number][] = [
    [0, 1],
    [0.8, 1],
    [0.95, 2],
    [3.8, 5],
    [4.5, 10],
    [8.5, 10],
    [9, 20],
    [0.03, 0.05],
    [Number.NaN, 1],
  ];
  for (const [highest, end] of cases) assert.equal(Number(axisEnd(highest).toPrecision(6)), end, `${highest}`);
});

test("ticks are round and end with the axis", () => {
  assert.deepEqual(ticks(5), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(ticks(0.5), [0, 0.1, 0.2, 0.3, 0.4, 0.5]);
  assert.deepEqual(ticks(2_000_000, 4), [0, 500_000, 1_000_000, 1_500_000, 2_000_000]);
  assert.deepEqual(ticks(0), [0]);
  assert.deepEqual(ticksByThree(400), [0, 1, 3, 10, 30, 100, 300]);
});

test("scales keep their ends, and a power gives small values room", () => {
  const even = linear(0, 10, 100, 20);
  assert.deepEqual([even(0), even(5), even(10)], [100, 60, 20]);
  assert.equal(linear(3, 3, 0, 10)(3), 0);
  const stretched = powered(1 / 3.6, 1000, 0, 100);
  assert.equal(stretched(0), 0);
  assert.equal(Math.round(stretched(1000)), 100);
  assert.ok(stretched(10) > 25, "a hundredth of the axis has more than a quarter of it");
});

test("the last label always stands, and no more than fit", () => {
  assert.deepEqual(spacedIndexes(36, 5), [3, 11, 19, 27, 35]);
  assert.deepEqual(spacedIndexes(3, 10), [0, 1, 2]);
  assert.deepEqual(spacedIndexes(0, 5), []);
});

test("a month without a rate breaks the line and its band", () => {
  const [a, b, c] = [[0, 10] as const, [10, 20] as const, [20, 30] as const];
  assert.equal(linePath([a, b, null, c]), "M0 10L10 20M20 30h1");
  assert.equal(bandPath([a, b, null, c], [b, c, null, a]), "M0 10L10 20L20 30L10 20Z");
  assert.equal(linePath([null, null]), "");
});

test("a step keeps its height until the next", () => {
  assert.equal(
    stepPath([
      [0, 0],
      [5, 10],
      [9.25, 20],
    ]),
    "M0 0H5V10H9.3V20",
  );
});
