import assert from "node:assert/strict";
import { test } from "node:test";
import { axisEnd } from "../../src/charts/scale.ts";

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
