// Records: recorded in a hurry, revised by several people, and a violation from finding to verified.

import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { deskCatalogues } from "../../dashboard/src/text/desk_speaker";
import { passwordOf, type Server } from "./support/server";
import { expect, test } from "./support/test";
import { part } from "./support/wall";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

interface Listed {
  records: { id: number; fields: Record<string, unknown> }[];
}

const phone = { width: 390, height: 844 };

test("a violation from finding to fixed and verified, by three people", async ({ page, browser, ownServer }) => {
  await ownServer.signIn(page.context(), "hse");
  await page.goto(`${ownServer.origin}/new`);
  await page.getByRole("link", { name: "Record a violation" }).click();
  await page.getByLabel("Who must fix it").selectOption("DRILL");
  await page.getByLabel("Site").selectOption("MINE");
  await page.getByLabel("Severity").selectOption("high");
  await page.getByLabel("Requirement").fill("Guard rails at edges");
  await page.getByRole("button", { name: "Record it" }).click();
  await page.getByRole("link", { name: "Open it" }).click();
  const address = page.url();
  await expect(part(page, "life-cycle")).toContainText("open");

  const small = await (await browser.newContext({ viewport: phone, locale: "ru-RU", hasTouch: true })).newPage();
  await ownServer.signIn(small.context(), "supervisor");
  await small.goto(`${ownServer.origin}/records?kind=violations`);
  await small.locator(".cards li", { hasText: "Guard rails at edges" }).getByRole("link").click();
  await expect(small.getByRole("button", { name: "Изменить" })).toHaveCount(0);
  await small.getByLabel("Что сделано").fill("Ограждение установлено");
  await small.getByRole("button", { name: "Устранено" }).click();
  await expect(part(small, "life-cycle")).toContainText("устранено, ждёт проверки");
  await expect(part(small, "life-cycle")).toContainText("Проверяет не тот, кто устранил.");

  const mentor = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await ownServer.signIn(mentor.context(), "mentor");
  await mentor.goto(address);
  await expect(part(mentor, "life-cycle")).toContainText("fixed, awaiting verification");
  await mentor.getByRole("button", { name: "I verify it" }).click();
  await expect(part(mentor, "life-cycle")).toContainText("verified and closed");
  const revisions = mentor.getByRole("table");
  await expect(revisions.getByRole("row", { name: /^Who mentor/ })).toHaveText("Whomentorsupervisorhse");
  await expect(revisions.getByRole("row", { name: /^Why/ })).toContainText("Ограждение установлено");
  await small.context().close();
  await mentor.context().close();
});

test("whoever was slower is shown both versions and decides field by field", async ({ page, ownServer }) => {
  await ownServer.signIn(page.context(), "hse");
  const id = await record(ownServer, { description: "as it was" });
  const address = `${ownServer.origin}/record?kind=incidents&id=${id}`;
  await page.goto(address);
  await page.getByRole("button", { name: "Revise" }).click();
  const form = part(page, "record-form");
  await form.getByLabel("What happened").fill("as I say");
  await form.getByText("More fields").click();
  await form.getByLabel("Number of the event").fill("E-7");
  await form.getByLabel("Reason").fill("more is known");

  const other = await page.context().newPage();
  await other.goto(address);
  await other.getByRole("button", { name: "Revise" }).click();
  await part(other, "record-form").getByLabel("What happened").fill("as they say");
  await part(other, "record-form").getByLabel("Site").selectOption("MINE");
  await part(other, "record-form").getByLabel("Reason").fill("a witness");
  await part(other, "record-form").getByRole("button", { name: "Save" }).click();
  await expect(part(other, "saved")).toContainText("Saved.");
  await other.close();

  await form.getByRole("button", { name: "Save" }).click();
  const comparison = part(page, "comparison");
  await expect(comparison).toContainText("hse was faster");
  const description = comparison.getByRole("group", { name: "What happened" });
  await expect(description.getByLabel("Yours: as I say")).toBeChecked();
  await description.getByLabel("Theirs: as they say").check();
  // What only one of the two changed is chosen already.
  await expect(comparison.getByRole("group", { name: "Site" }).getByLabel(/^Theirs/)).toBeChecked();
  await expect(comparison.getByRole("group", { name: "Number of the event" }).getByLabel(/^Yours/)).toBeChecked();
  await comparison.getByRole("button", { name: "Save what is chosen" }).click();
  await expect(part(page, "saved")).toContainText("Saved.");
  await expect(part(page, "fields")).toContainText("as they say");
  await expect(part(page, "fields")).toContainText("E-7");
  await expect(part(page, "fields")).toContainText("Severny mine");

  await page.getByRole("button", { name: "Withdraw" }).click();
  await part(page, "void-form").getByLabel("Reason").fill("entered twice");
  await part(page, "void-form").getByRole("button", { name: "Withdraw" }).click();
  await expect(part(page, "record-title")).toContainText("(withdrawn)");
});

test("a connection that drops costs nothing and makes nothing twice", async ({ page, ownServer }) => {
  await ownServer.signIn(page.context(), "supervisor");
  await page.goto(`${ownServer.origin}/new?kind=incidents`);
  await page.getByLabel("What happened").fill("A hose burst.");
  // The request arrives, and its answer is lost.
  await page.route("**/api/v1/records/incidents", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch();
    await route.abort();
  });
  await page.getByRole("button", { name: "Record it" }).click();
  await expect(page.getByRole("alert")).toContainText("The server does not answer.");
  await expect(page.getByText("What you typed is kept on this device.")).toBeVisible();
  await page.unroute("**/api/v1/records/incidents");

  await page.reload();
  await expect(part(page, "kept")).toContainText("was not sent");
  await page.getByRole("button", { name: "Go on with it" }).click();
  await expect(page.getByLabel("What happened")).toHaveValue("A hose burst.");
  await page.getByRole("button", { name: "Record it" }).click();
  await expect(part(page, "recorded")).toContainText("Recorded: N-");
  const { records } = await ownServer.ask<Listed>("supervisor", "GET", "/api/v1/records/incidents?limit=50");
  expect(records.filter(({ fields }) => fields.description === "A hose burst.")).toHaveLength(1);
  await page.goto(`${ownServer.origin}/new?kind=incidents`);
  await expect(part(page, "record-form")).toBeVisible();
  await expect(part(page, "kept")).toHaveCount(0);
});

test("hours of the month and a meeting take what is likely from the form", async ({ page, ownServer }) => {
  await ownServer.signIn(page.context(), "mentor");
  await page.goto(`${ownServer.origin}/new`);
  await page.getByRole("link", { name: "Record a meeting" }).click();
  await expect(page.getByLabel("Organization")).toHaveValue("DRILL");
  await page.getByLabel("What was agreed").fill("Two measures");
  await page.getByRole("button", { name: "Record it" }).click();
  await expect(part(page, "recorded")).toContainText("Recorded: M-");

  await ownServer.signIn(page.context(), "hse");
  await page.goto(`${ownServer.origin}/new?kind=hours`);
  await page.getByLabel("Organization").selectOption("DRILL");
  await page.getByLabel("Month").selectOption({ label: "another period" });
  await page.getByLabel("First day").fill("2020-02-01");
  await page.getByLabel("Last day").fill("2020-02-29");
  await page.getByLabel("Hours worked").fill("many");
  await page.getByRole("button", { name: "Record it" }).click();
  await expect(page.getByLabel("Hours worked")).toBeFocused();
  await expect(page.locator(".wrong")).toContainText("many");
  await page.getByLabel("Hours worked").fill("1,234.5");
  await page.getByLabel("Average headcount").fill("9");
  await page.getByRole("button", { name: "Record it" }).click();
  await expect(part(page, "recorded")).toContainText("February 2020");
  const { records } = await ownServer.ask<Listed>("hse", "GET", "/api/v1/records/hours?to=2020-03-01");
  expect(records[0]?.fields).toMatchObject({ organization: "DRILL", hours: 1234.5, headcount: 9 });
});

test("a list keeps its filters in its address, page after page", async ({ page, demo }) => {
  await demo.signIn(page.context(), "hse");
  await page.goto(`${demo.origin}/records`);
  await page.getByRole("link", { name: "Violations" }).click();
  await page.getByLabel("Organization").selectOption("DRILL");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/kind=violations/);
  await expect(page).toHaveURL(/organization=DRILL/);
  await expect(page.locator("tbody tr").first()).toContainText("Arctic Drilling");
  const first = await page.locator("tbody th").first().textContent();
  const older = page.getByRole("link", { name: "Older records" });
  if (await older.count()) {
    await older.click();
    await expect(page).toHaveURL(/organization=DRILL.*after=|after=.*organization=DRILL/);
    await expect(page.locator("tbody th").first()).not.toHaveText(first ?? "");
  }
  for (const organization of await page.locator("tbody td:nth-child(4)").allTextContents()) {
    expect(organization).toBe("Arctic Drilling");
  }
});

test("on a phone the records come first, and a filter that is set is seen", async ({ page, demo }) => {
  await demo.signIn(page.context(), "supervisor");
  await page.setViewportSize(phone);
  await page.goto(`${demo.origin}/records?kind=disputes`);
  await expect(page.getByRole("link", { name: "Disputes" })).toBeInViewport();
  await page.goto(`${demo.origin}/records?kind=violations`);
  await expect(page.locator(".cards li").first()).toBeInViewport();
  await expect(page.getByLabel("From")).toBeHidden();
  await page.getByText("Filter").click();
  await page.getByLabel("From").fill("2026-01-01");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/from=2026-01-01/);
  await expect(page.getByLabel("From")).toHaveValue("2026-01-01");
});

test("every field of every kind has words in both languages", async ({ page, demo }) => {
  await demo.signIn(page.context(), "hse");
  for (const kind of kinds) {
    const form = await demo.ask<{ fields: { name: string }[] }>("hse", "GET", `/api/v1/forms/${kind}`);
    expect(form.fields.length).toBeGreaterThan(2);
    for (const { name } of form.fields) {
      const key = /^[A-Z_]+$/.test(name) ? `class_${name}` : `field_${name}`;
      expect(deskCatalogues.en, kind).toHaveProperty([key]);
      expect(deskCatalogues.ru, kind).toHaveProperty([key]);
    }
  }
});

test("by keyboard alone: from signing in to a recorded incident", async ({ page, ownServer }) => {
  await ownServer.session("supervisor");
  await page.goto(`${ownServer.origin}/new?kind=incidents`);
  await tabTo(page, page.getByLabel("Login"));
  await page.keyboard.type("supervisor");
  await tabTo(page, page.getByLabel("Password"));
  await page.keyboard.type(passwordOf("supervisor"));
  await page.keyboard.press("Enter");
  await expect(part(page, "record-form")).toBeVisible();
  await tabTo(page, page.getByLabel("What it was"));
  await page.keyboard.type("hazard");
  await tabTo(page, page.getByLabel("What happened"));
  await page.keyboard.type("A slippery step");
  await tabTo(page, page.getByText("More fields"));
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Reference")).toHaveValue(/^N-\d{8}-\d{4}$/);
  await tabTo(page, page.getByRole("button", { name: "Record it" }));
  await page.keyboard.press("Enter");
  await expect(part(page, "recorded")).toBeFocused();
  await tabTo(page, page.getByRole("link", { name: "Open it" }));
  await page.keyboard.press("Enter");
  await expect(part(page, "fields")).toContainText("hazard");
});

async function tabTo(page: Page, target: ReturnType<Page["locator"]>): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the keyboard does not get there");
}

async function record(server: Server, fields: Record<string, string>): Promise<number> {
  const body = {
    fields: { reference: "T-1", organization: "DRILL", date: "2026-01-15", class: "NEAR_MISS", ...fields },
    reason: "test",
  };
  const { id } = await server.ask<{ id: number }>("hse", "POST", "/api/v1/records/incidents", body, {
    "Idempotency-Key": "test",
  });
  return id;
}

const kinds = [
  "incidents",
  "violations",
  "obligations",
  "hours",
  "period_totals",
  "activities",
  "breaches",
  "disputes",
  "organizations",
  "sites",
];

const places = [
  { path: "/setup", who: null, setUp: false },
  { path: "/sign-in", who: null, setUp: true },
  { path: "/sign-in#link=abc", who: null, setUp: true },
  { path: "/account", who: "hse", setUp: true },
  { path: "/accounts", who: "admin", setUp: true },
  { path: "/settings", who: "admin", setUp: true },
  { path: "/records?kind=incidents", who: "hse", setUp: true },
  { path: "/records?kind=violations", who: "hse", setUp: true },
  { path: "/record?kind=violations&id=1", who: "hse", setUp: true },
  { path: "/new", who: "hse", setUp: true },
  { path: "/new?kind=incidents", who: "hse", setUp: true },
  { path: "/new?kind=violations", who: "hse", setUp: true },
  { path: "/new?kind=obligations&type=meeting", who: "hse", setUp: true },
  { path: "/new?kind=hours", who: "hse", setUp: true },
  { path: "/new?kind=period_totals", who: "hse", setUp: true },
  { path: "/new?kind=disputes", who: "supervisor", setUp: true },
  { path: "/new?kind=organizations", who: "admin", setUp: true },
] as const;

for (const { path, who, setUp } of places) {
  test(`${path}: axe finds nothing, nothing sticks out, both languages`, async ({ page, demo, emptyServer }) => {
    const server = setUp ? demo : emptyServer;
    if (setUp) await server.session("admin");
    if (who) await server.signIn(page.context(), who);
    const refused: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") refused.push(message.text());
    });
    for (const [theme, width, language] of [
      ["light", 1440, "ru"],
      ["dark", 390, "en"],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      const [before, hash] = path.split("#");
      const query = `${before?.includes("?") ? "&" : "?"}theme=${theme}&lang=${language}`;
      await page.goto(server.origin + before + query + (hash ? `#${hash}` : ""));
      await expect(page.locator("h1")).toBeVisible();
      await expect(page.locator(".waiting")).toHaveCount(0);
      await expect(page.locator(".fault")).toHaveCount(0);
      await expect(
        page.locator("main").locator("form, table, .offers, dl, .cards").filter({ visible: true }).first(),
      ).toBeVisible();
      await page.evaluate(() => {
        for (const details of Array.from(document.querySelectorAll("details"))) details.open = true;
      });
      const text = await page.locator("body").innerText();
      expect(text).not.toMatch(/undefined|NaN|\{\w+\}|\[object/);
      if (language === "ru") expect(text).toMatch(/[А-я]{4}/);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await page.evaluate(axe);
      const result = await page.evaluate<AxeResult>("axe.run()");
      expect(result.violations.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual([]);
    }
    expect(refused).toEqual([]);
  });
}
