import assert from "node:assert/strict";
import { test } from "node:test";
import { percent, roundHalfUp, twoSignificant, writeLimits, writeNumber, writeRate } from "../../src/text/numbers.ts";

test("half up is decided on the decimal digits, not on binary noise", () => {
  const cases: [number, number, string][] = [
    [1.25, 1, "1.3"],
    [2.675, 2, "2.68"],
    [1.005, 2, "1.01"],
    [0.15, 1, "0.2"],
    [1.2499999999999998, 1, "1.3"],
    [1.2449, 2, "1.24"],
    [2.5, 0, "3"],
    [125, -1, "130"],
    [-1.25, 1, "-1.3"],
    [-0.04, 1, "0.0"],
    [0, 2, "0.00"],
  ];
  for (const [value, decimals, text] of cases) assert.equal(roundHalfUp(value, decimals), text, `${value}`);
});

test("a wall prints two significant digits and two decimals at most", () => {
  const cases: [number, string][] = [
    [0, "0"],
    [1.25, "1.3"],
    [1, "1.0"],
    [0.964, "0.96"],
    [0.996, "1.0"],
    [9.94, "9.9"],
    [9.96, "10"],
    [12.34, "12"],
    [99.6, "100"],
    [123.4, "120"],
    [125, "130"],
    [996, "1000"],
    [0.046, "0.05"],
    [0.045, "0.05"],
    [0.004, "0.00"],
    [0.0951, "0.10"],
    [3 / 2.31448, "1.3"],
  ];
  for (const [value, text] of cases) assert.equal(twoSignificant(value), text, `${value}`);
});

test("what is too small to print does not read as none", () => {
  assert.equal(writeRate("en", 0.004), "<\u00a00.01");
  assert.equal(writeRate("ru", 0.004), "<\u00a00,01");
  assert.equal(writeRate("en", 0), "0");
  assert.equal(writeRate("ru", 1234.5), "1200");
});

test("a limit above 0 never prints as 0: both take one decimal more", () => {
  const between = (lower: number, upper: number, decimals: number | null, language: "en" | "ru" = "en"): string => {
    const limits = writeLimits(language, { lower, upper }, decimals);
    return `${limits.lower} to ${limits.upper}`.replace(/\u00a0/g, " ");
  };
  assert.equal(between(0.27, 2.44, 0), "0.3 to 2.4");
  assert.equal(between(0.27, 2.44, 0, "ru"), "0,3 to 2,4");
  assert.equal(between(0.6, 2.44, 0), "1 to 2");
  assert.equal(between(0, 2.44, 0), "0 to 2");
  assert.equal(between(0.027, 2.444, 1), "0.03 to 2.44");
  assert.equal(between(0.03, 2.44, 0), "0.03 to 2.4");
  assert.equal(between(0.003, 2.44, 0), "< 0.01 to 2.4");
  assert.equal(between(0.003, 2.444, 2), "< 0.01 to 2.44");
  assert.equal(between(0.27, 2.44, null), "0.27 to 2.4");
});

test("numbers are grouped as people group them", () => {
  assert.equal(writeNumber("en", "1284"), "1,284");
  assert.equal(writeNumber("en", "1234567.25"), "1,234,567.25");
  assert.equal(writeNumber("ru", "1284"), "1284");
  assert.equal(writeNumber("ru", "12845"), "12\u00a0845");
  assert.equal(writeNumber("ru", "1234567.25"), "1\u00a0234\u00a0567,25");
  assert.equal(writeNumber("en", "-3"), "−3");
});

test("a share says 0 or 100 only when it is exactly that", () => {
  assert.equal(percent(0), "0");
  assert.equal(percent(1), "100");
  assert.equal(percent(0.9996), "99");
  assert.equal(percent(0.0004), "1");
  assert.equal(percent(0.865), "87");
  assert.equal(percent(0.8649), "86");
});
