// The monthly form: filed by a supervisor in a hurry, and looked at by a safety specialist beside the single records.

import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { deskCatalogues } from "../../dashboard/src/text/desk_speaker";
import { translator } from "../../dashboard/src/text/messages";
import type { Server } from "./support/server";
import { expect, test } from "./support/test";
import { part } from "./support/wall";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** The month before, as every test of this file files it. */
const now = new Date();
const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);

const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 800 };

interface Listed {
  records: { id: number; fields: Record<string, unknown> }[];
}

async function checkPage(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await page.locator("body").innerText()).not.toMatch(/undefined|NaN|\{\w+\}|\[object/);
  await page.evaluate(axe);
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>("axe.run()");
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

/** A lost work day of the month, which the form will not tell of. */
async function recordInjury(server: Server): Promise<void> {
  const fields = { reference: "LTI-1", organization: "DRILL", site: "MINE", date: `${month}-11`, class: "LWC" };
  const body = { fields: { ...fields, reported_on: `${month}-11` }, reason: "test" };
  await server.ask("hse", "POST", "/api/v1/records/incidents", body, { "Idempotency-Key": "injury" });
}

for (const [language, size, width] of [
  ["en", "phone", phone],
  ["ru", "desk", desk],
] as const) {
  test(`${language}, ${size}: a supervisor files the month, and a safety specialist sees what differs`, async ({
    browser,
    page,
    ownServer,
  }) => {
    test.setTimeout(180_000);
    const t = translator(language, deskCatalogues[language]);
    await recordInjury(ownServer);
    await page.setViewportSize(width);
    await ownServer.signIn(page.context(), "supervisor");
    await page.goto(`${ownServer.origin}/filings?lang=${language}&month=${month}`);
    await expect(part(page, "filings-missing").locator("li")).toHaveCount(1);
    await checkPage(page);
    await page.getByRole("link", { name: t("filing_do") }).click();

    const form = part(page, "filing-form");
    // What was last filed is told, and taken by nobody but the supervisor.
    await expect(form.getByLabel(t("field_hours"))).toHaveValue("");
    await expect(form.getByLabel(t("field_headcount"))).toHaveValue("");
    await checkPage(page);
    const started = Date.now();
    await form.getByRole("button", { name: t("filing_do") }).click();
    await expect(form.getByLabel(t("field_hours"))).toBeFocused();
    await form.getByLabel(t("field_hours")).fill("9999999");
    await expect(form.getByText(t("filing_far_off"))).toBeVisible();
    await form.getByRole("button", { name: new RegExp(t("filing_take_headcount", { value: "\\d+" })) }).click();
    await expect(form.getByLabel(t("field_headcount"))).toHaveValue(/^\d+$/);
    await form.getByRole("button", { name: new RegExp(`${t("filing_take_hours", { value: ".+" })}$`) }).click();
    await expect(form.getByText(t("filing_far_off"))).toBeHidden();
    await form.getByRole("button", { name: t("filing_nothing") }).click();
    await form.getByLabel(t("class_NEAR_MISS"), { exact: true }).fill("3");
    await form.getByRole("button", { name: t("filing_do") }).click();
    await expect(part(page, "filed")).toBeVisible();
    expect(Date.now() - started).toBeLessThan(30_000);
    await expect(part(page, "filing")).toBeVisible();
    await checkPage(page);

    // One record in one change, however often it was sent.
    const { records } = await ownServer.ask<Listed>("hse", "GET", "/api/v1/records/period_totals?organization=DRILL");
    const filed = records.filter(({ fields }) => fields.first === `${month}-01`);
    expect(filed).toHaveLength(1);
    expect(filed[0]?.fields).toMatchObject({ NEAR_MISS: 3, FAT: 0, LWC: 0, lost_days: 0 });

    const context = await browser.newContext({ viewport: width });
    const other = await context.newPage();
    await ownServer.signIn(context, "hse");
    await other.goto(`${ownServer.origin}/filings?lang=${language}&month=${month}`);
    const card = part(other, "filings-different").locator("li");
    await expect(card).toHaveCount(1);
    // Others have not filed.
    expect(await part(other, "filings-missing").locator("li").count()).toBeGreaterThan(1);
    await checkPage(other);
    await card.getByRole("link", { name: t("filing_open") }).click();
    const lost = other.getByRole("row", { name: new RegExp(`^${t("class_LWC")}`) });
    await expect(lost.getByRole("cell")).toHaveText(["0", "1", "-1", t("filing_counts_records")].map(signed));
    await checkPage(other);
    await context.close();
  });
}

/** Numbers are written with a minus sign. */
const signed = (text: string): string => text.replace(/^-/, "−");

test("a form that differs from none is filed by keyboard alone, and filed once", async ({ page, ownServer }) => {
  await ownServer.signIn(page.context(), "supervisor");
  await page.goto(`${ownServer.origin}/filings?month=${month}&file=DRILL`);
  const form = part(page, "filing-form");
  await expect(form).toBeVisible();
  await tabTo(page, "hours");
  await page.keyboard.type("4000");
  await tabTo(page, "headcount");
  await page.keyboard.type("25");
  for (const name of ["NEAR_MISS", "HAZARD", "MICRO", "FAC", "MTC", "RWC", "LWC", "PTD", "FAT"]) {
    await tabTo(page, name);
    await page.keyboard.type("0");
  }
  // The answer is lost on its way; what was typed stays, and is sent again under the same key.
  await page.route("**/api/v1/records/period_totals", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("The server does not answer.");
  await page.unroute("**/api/v1/records/period_totals");
  await page.reload();
  await expect(page.getByLabel("Hours worked")).toHaveValue("4000");
  await tabTo(page, "hours");
  await page.keyboard.press("Enter");
  await expect(part(page, "filed")).toBeVisible();
  const { records } = await ownServer.ask<Listed>("hse", "GET", "/api/v1/records/period_totals?organization=DRILL");
  expect(records.filter(({ fields }) => fields.first === `${month}-01`)).toHaveLength(1);
});

async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((wanted) => (document.activeElement as HTMLInputElement | null)?.name === wanted, name))
      return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not get to ${name}`);
}

test("whoever answers for one contractor sees no other's forms", async ({ page, demo }) => {
  await demo.signIn(page.context(), "mentor");
  await page.goto(`${demo.origin}/filings?month=${month}`);
  await expect(page.locator(".filings li")).toHaveCount(1);
  await expect(page.locator(".filings li")).toContainText("Arctic Drilling");
  // A mentor files nothing.
  await expect(page.getByRole("link", { name: "File the form" })).toHaveCount(0);
});
