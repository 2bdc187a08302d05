// The desk of the demo enterprise: every figure, and the way from it to what made it.

import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";
import { part } from "./support/wall";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

const pages = [
  "/overview",
  "/overview?scope=organization:DRILL",
  "/contractors?organization=DRILL",
  "/charts",
  "/charts?scope=organization:LAB",
  "/effect?scope=contractors&other=own",
  "/editions",
  "/edition?number=3",
  "/figures",
  "/figure?id=trifr&scope=contractors",
  "/hse",
];

test.beforeEach(async ({ context, demo }) => demo.signIn(context, "hse"));

/** The page with all that it asks the server for, and no fault. */
async function open(page: Page, origin: string, path: string): Promise<void> {
  await page.goto(origin + path);
  await expect(page.locator("h1")).toBeVisible();
  await expect(page.locator(".waiting")).toHaveCount(0);
  await expect(page.locator(".fault")).toHaveCount(0);
}

const wholeNumber = (text: string | null): number => Number((text ?? "").replace(/[^\d]/g, ""));

test("from a contractor's LTIFR to formula, interval, records and hours", async ({ page, demo }) => {
  await open(page, demo.origin, "/overview");
  await expect(part(page, "strip")).toContainText("Demo");
  await page.getByLabel("About whom").selectOption("organization:DRILL");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("heading", { name: "Arctic Drilling" })).toBeVisible();
  const printed = await part(page, "ltifr").locator(".figure-value").textContent();
  await part(page, "ltifr").getByRole("link").click();

  await expect(page).toHaveURL(/\/figure\?.*id=ltifr.*scope=organization%3ADRILL/);
  const figure = part(page, "figure");
  await expect(figure).toContainText("Arctic Drilling");
  await expect(figure.locator(".figure-value")).toHaveText(printed ?? "nothing");
  await expect(part(page, "interval")).toHaveText(/95.% sure: (<.)?[\d.]+.to.[\d.]+/);

  const formula = part(page, "formula");
  await expect(formula.locator(".formula")).toHaveText(/^\d+ × 1,000,000 ÷ [\d,]+.h = [\d.]+$/);
  await expect(formula).toContainText("exact Poisson interval (Garwood)");
  await expect(formula).toContainText(/Definition ltifr, version \d+/);

  // What the page lists is what the figure counts.
  const [numerator, hours] = ((await formula.locator(".formula").textContent()) ?? "")
    .split(/[×÷=]/)
    .map(wholeNumber)
    .filter((_, index) => index === 0 || index === 2);
  const records = part(page, "incidents").locator("tbody tr");
  let counted = 0;
  for (const cell of await records.locator("td:last-child").allTextContents()) counted += wholeNumber(cell);
  expect(counted).toBe(numerator);
  let worked = 0;
  const rows = part(page, "hours").locator("tbody tr");
  for (const cell of await rows.locator("td:nth-child(5)").allTextContents()) worked += wholeNumber(cell);
  expect(await rows.count()).toBeGreaterThan(6);
  // Each row is rounded to whole hours.
  expect(Math.abs(worked - (hours ?? 0))).toBeLessThanOrEqual(await rows.count());
});

test("a supervisor is told how many lines about others count, and is shown none of them", async ({ page, demo }) => {
  await demo.signIn(page.context(), "supervisor");
  await open(page, demo.origin, "/figure?id=trifr&scope=contractors");
  await expect(part(page, "hidden")).toContainText(/\d+ lines about others/);
  for (const cell of await part(page, "incidents").locator("td:nth-child(2)").allTextContents()) {
    expect(cell).toBe("Arctic Drilling");
  }
});

test("a reclassified incident is named, and the old edition keeps its figure with the mark", async ({
  page,
  ownServer,
}) => {
  await ownServer.signIn(page.context(), "hse");
  await ownServer.run("publish", "--reason", "before");
  await open(page, ownServer.origin, "/overview?scope=organization:DRILL");
  const edition = wholeNumber(await part(page, "strip").locator("dd").first().textContent());
  const before = await part(page, "ltifr").locator(".figure-value").textContent();
  await open(page, ownServer.origin, `/figure?edition=${edition}&id=trifr&scope=organization:DRILL`);
  const treated = part(page, "incidents").locator("tbody tr", { hasText: "medical treatment case" }).first();
  const [reference = "", , , ,] = await treated.locator("th, td").allTextContents();
  const on = await dateOf(page, ownServer.origin, edition, reference);
  await ownServer.importText(
    "incidents",
    `reference,organization,site,date,class\n${reference},DRILL,${on.site ?? ""},${on.date},LWC\n`,
  );
  await ownServer.run("publish", "--reason", "after");

  await open(page, ownServer.origin, "/overview?scope=organization:DRILL");
  await expect(part(page, "changes")).toContainText(`incident ${reference}: MTC became LWC`);
  await open(page, ownServer.origin, `/overview?edition=${edition}&scope=organization:DRILL`);
  await expect(part(page, "ltifr").locator(".figure-value")).toHaveText(before ?? "nothing");
  const restated = part(page, "ltifr").getByRole("link", { name: "Restated: published" });
  await expect(restated).toBeVisible();
  await restated.click();
  await expect(page).toHaveURL(new RegExp(`/edition\\?number=${edition}&scope=organization%3ADRILL`));
  await expect(page.getByRole("row", { name: /^LTIFR, 12 months/ })).toContainText(
    `incident ${reference}: MTC became LWC`,
  );
});

test("the trend marks a month that was published otherwise than it is known now", async ({ page, ownServer }) => {
  await ownServer.signIn(page.context(), "hse");
  await open(page, ownServer.origin, "/overview");
  const asOf = await page.request.get(`${ownServer.origin}/api/v1/editions/current/charts?scope=enterprise`);
  const { trend } = (await asOf.json()) as { trend: { points: { date: string }[] }[] };
  const monthEnd = trend[0]?.points.at(-2)?.date ?? "";
  await ownServer.run("publish", "--at", `${monthEnd}T12:00:00Z`, "--reason", "the end of a month");
  await ownServer.importText(
    "incidents",
    `reference,organization,site,date,class\nLATE-1,DRILL,,${monthEnd.slice(0, 8)}02,LWC\n`,
  );
  await ownServer.run("publish", "--reason", "a late report");
  await open(page, ownServer.origin, "/charts");
  const chart = part(page, "trend-ltifr");
  await expect(chart).toContainText("1 month was restated since it was published.");
  await expect(chart.locator(".point-restated")).toHaveCount(1);
  await expect(chart.locator(".point-open")).toHaveCount(1);
});

async function dateOf(page: Page, origin: string, edition: number, reference: string) {
  const answer = await page.request.get(
    `${origin}/api/v1/editions/${edition}/figures/trifr/lineage?scope=organization:DRILL&window=rolling_12_months`,
  );
  const { incidents } = (await answer.json()) as {
    incidents: { reference: string; occurred_on: string; site: string | null }[];
  };
  const found = incidents.find((incident) => incident.reference === reference);
  if (!found) throw new Error(`no incident ${reference}`);
  return { date: found.occurred_on, site: found.site };
}

test("contractors: a fair order with its reasons, never one by the raw rate", async ({ page, demo }) => {
  await open(page, demo.origin, "/contractors");
  await expect(page.getByText(/drawn toward the mean|share the common rate/).first()).toBeVisible();
  await expect(page.locator("#trifr").getByRole("table").locator("tbody tr").first()).toBeVisible();
  await expect(page.locator("details.rating")).not.toHaveCount(0);
  await page.locator("details.rating summary").first().click();
  await expect(page.getByText("Elimination on time").first()).toBeVisible();
  await expect(page.locator("details.rating").first()).toContainText(/of 35|not assessed/);
});

test("the effect tells its evidence, and no percentage from 0", async ({ page, demo }) => {
  await open(page, demo.origin, "/effect?scope=contractors&months=6");
  for (const article of await part(page, "effect").locator("article").all()) {
    const words = (await article.textContent()) ?? "";
    expect(words).toMatch(/Shown|Not shown yet|From 0|No cases|Hours missing/);
    if (words.includes("From 0")) expect(words).not.toContain("%");
    if (/Shown|Not shown yet/.test(words)) expect(words).toMatch(/ratio of the rates lies between/);
  }
  await expect(part(page, "effect").locator("article")).toHaveCount(2);
});

test("every chart has a name, words and a table, or a sentence why it is not there", async ({ page, demo }) => {
  await open(page, demo.origin, "/charts?scope=contractors");
  for (const name of [
    "trend-ltifr",
    "trend-trifr",
    "time-between",
    "safety-cross",
    "violations-u",
    "ageing",
    "closing",
    "funnel-plot",
  ]) {
    const chart = part(page, name);
    await expect(chart, name).toBeVisible();
    if (await chart.locator("svg[role=img]").count()) {
      await expect(chart.locator("svg > title"), name).not.toBeEmpty();
      await expect(chart.locator("svg > desc"), name).not.toBeEmpty();
      await chart.locator("details.data > summary").click();
      await expect(chart.locator("details.data tbody tr").first(), name).toBeVisible();
    } else {
      await expect(chart.locator("p"), name).toHaveText(/[a-z]{3}.*\.$/);
    }
  }
});

for (const path of pages) {
  test(`${path}: axe finds nothing, nothing sticks out, no other host, in either theme`, async ({ page, demo }) => {
    const asked: string[] = [];
    const refused: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => {
      if (message.type() === "error") refused.push(message.text());
    });
    for (const [theme, width] of [
      ["light", 1440],
      ["dark", 390],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await open(page, demo.origin, `${path}${path.includes("?") ? "&" : "?"}theme=${theme}`);
      await page.evaluate(() => {
        for (const details of Array.from(document.querySelectorAll("details"))) details.open = true;
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await page.evaluate(axe);
      const result = await page.evaluate<AxeResult>("axe.run()");
      expect(result.violations.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual([]);
    }
    expect(asked.filter((url) => !url.startsWith(`${demo.origin}/`))).toEqual([]);
    expect(refused).toEqual([]);
  });

  test(`${path} speaks Russian`, async ({ page, demo }) => {
    await open(page, demo.origin, `${path}${path.includes("?") ? "&" : "?"}lang=ru`);
    await expect(page.locator("html")).toHaveAttribute("lang", "ru");
    const text = (await page.locator("main").innerText()) ?? "";
    expect(text).toMatch(/[А-я]{4}/);
    expect(text).not.toMatch(/undefined|NaN|\{\w+\}|\[object/);
  });
}

test("works by keyboard: to the content, through the pages, to the figures", async ({ page, demo }) => {
  await open(page, demo.origin, "/overview");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "To the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#content")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("About whom")).toBeFocused();
});

test("says that an edition does not exist", async ({ page, demo }) => {
  await page.goto(`${demo.origin}/edition?number=99999`);
  await expect(page.getByRole("alert")).toContainText("This cannot be shown.");
});
