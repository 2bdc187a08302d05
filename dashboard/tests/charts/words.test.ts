import assert from "node:assert/strict";
import { test } from "node:test";
import type { Funnel } from "../../src/api/documents.ts";
import { asCell } from "../../src/charts/data_table.tsx";
import { standing } from "../../src/charts/funnel.tsx";
import { rankingSentences } from "../../src/charts/ranking_words.ts";
import { kindOfDay } from "../../src/charts/safety_cross.tsx";
import { plain, ranking, speakAtDesk } from "../pages/desk/examples.ts";

const en = speakAtDesk("en");
const ru = speakAtDesk("ru");

test("it says why the order is not that of the raw rates", () => {
  const told = rankingSentences(ranking, en).map(plain);
  assert.match(told[0] ?? "", /toward the mean of all contractors, 2\.4/);
  assert.equal(
    told[1],
    "By the raw rate B would stand first: raw 12.5 from 1 case in 80,000 h says little. Its shrunk rate is 3.3, its rank 1–10.",
  );
  assert.equal(
    told[2],
    "A had no case in 50,000 h. So few hours do not show that it is safer than others: its shrunk rate is 2.3, its rank 2–10.",
  );
  assert.match(told[3] ?? "", /^Neighbours share ranks/);
  assert.match(plain(rankingSentences(ranking, ru)[1]), /первым был бы B: 12,5, 1 случай на 80 000 ч говорит мало/);
});

test("where both orders begin alike nothing is explained away", () => {
  const organizations = ranking.organizations.filter(({ code }) => code === "G" || code === "I");
  assert.equal(
    rankingSentences({ ...ranking, organizations }, en).some((words) => words.includes("raw rate")),
    false,
  );
});

test("pooled contractors are not told apart", () => {
  const told = rankingSentences({ ...ranking, pooled: true }, en);
  assert.equal(told.length, 1);
  assert.match(told[0] ?? "", /no more than chance .* the common rate, 2\.4/);
});

test("a contractor is outside the funnel by the limits at its own hours", () => {
  const limit = (hours: number, lower95: number, upper95: number, upper998: number) => ({
    hours,
    lower95,
    upper95,
    lower998: 0,
    upper998,
  });
  const funnel: Funnel = { id: "trifr", mean: 4, points: [], limits: [limit(100, 0, 20, 30), limit(300, 2, 10, 14)] };
  const at = (hours: number, value: number) => standing({ code: "A", name: "A", numerator: 1, hours, value }, funnel);
  assert.equal(at(100, 20), "within");
  assert.equal(at(200, 14.9), "within");
  assert.equal(at(200, 15.1), "outside95");
  assert.equal(at(200, 22.1), "outside998");
  assert.equal(at(300, 1.9), "outside95");
  assert.equal(at(50, 31), "outside998");
  assert.equal(at(900, 9), "within");
});

test("reports are no bad day", () => {
  assert.deepEqual(["FAT", "LWC", "MTC", "FAC", "NEAR_MISS", null].map(kindOfDay), [
    "lost",
    "lost",
    "recordable",
    "report",
    "report",
    "nothing",
  ]);
});

test("a copied name is no formula of a spreadsheet, and numbers stay numbers", () => {
  assert.equal(asCell('=HYPERLINK("x")'), `'=HYPERLINK("x")`);
  assert.equal(asCell("@cmd"), "'@cmd");
  assert.equal(asCell("-1.5"), "-1.5");
  assert.equal(asCell("A\tB\u00a01"), "A B 1");
});
