// The first run: from no database at all to a board, with an enterprise of one's own and with the demo; and the settings
// that administrators change later.

import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { Server } from "./support/server";
import { expect, test } from "./support/test";
import { part } from "./support/wall";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const phone = { width: 390, height: 844 };

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** A server without a database, which makes one and waits. */
async function newServer(work: (server: Server) => Promise<void>): Promise<void> {
  const server = new Server();
  try {
    await server.start();
    await work(server);
  } finally {
    await server.remove();
  }
}

async function expectNoFaults(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.evaluate(axe);
  const result = await page.evaluate<AxeResult>("axe.run()");
  expect(result.violations.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual([]);
}

/** Moves by the Tab key until the control of that name has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; ++presses) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name ?? "");
    if (here === name) return;
  }
  throw new Error(`the Tab key does not reach ${name}`);
}

test("an enterprise of one's own, from nothing to a board, by keyboard alone", async ({ page, browser }) => {
  await newServer(async (server) => {
    // The wall says what it waits for, and shows the first edition by itself.
    const wall = await (await browser.newContext({ locale: "en-GB" })).newPage();
    await wall.goto(`${server.origin}/wall`);
    await expect(part(wall, "waiting")).toContainText("This server waits for its setup");
    await expect(part(wall, "waiting")).toContainText(`${server.origin}/setup`);
    expect((await fetch(`${server.origin}/readyz`)).status).toBe(503);

    await page.goto(`${server.origin}/figures`);
    await expect(page).toHaveURL(`${server.origin}/setup`);
    await expectNoFaults(page);
    await tabTo(page, "code");
    // As somebody types it from a terminal: small letters, no dashes.
    await page.keyboard.type(server.setupCode.replace(/-/g, "").toLowerCase());
    await tabTo(page, "enterprise");
    await page.keyboard.type("Northern Copper <b>");
    await tabTo(page, "time_zone");
    // The browser's own zone stands there already.
    await expect(page.getByLabel("Time zone")).not.toHaveValue("");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("Asia/Almaty");
    await tabTo(page, "slots");
    await expect(page.getByLabel("Editions are published at")).toHaveValue("06:00, 18:00");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("8, 20.00");
    await tabTo(page, "rates");
    await page.keyboard.press("ArrowDown");
    await tabTo(page, "window");
    await page.keyboard.press("ArrowDown");
    await tabTo(page, "login");
    await page.keyboard.type("Anna");
    await tabTo(page, "name");
    await page.keyboard.type("Anna Petrova");
    await tabTo(page, "password");
    await page.keyboard.type("four quiet mountain goats");
    await page.keyboard.press("Enter");

    await expect(page).toHaveURL(`${server.origin}/overview`);
    await expect(part(page, "strip")).toContainText("1");
    await expect(page.locator(".brand")).toContainText("Northern Copper <b>");
    await expect(page.getByRole("link", { name: "Anna Petrova" })).toBeVisible();
    expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);

    await expect(part(wall, "strip")).toContainText("(out of slot)");
    await expect(wall.locator(".rate").nth(0)).toContainText("DART");
    await expect(wall.locator(".rate").nth(1)).toContainText("TRIR");
    await expect(wall.locator(".rate").nth(0)).toContainText("this year");
    await wall.context().close();

    // What was set up is proven like any other record.
    await server.run("verify");
  });
});

test("the demo, on a phone, in Russian, whatever the language of the browser", async ({ browser }) => {
  test.setTimeout(180_000); // A busy machine makes the demo slowly.
  await newServer(async (server) => {
    const context = await browser.newContext({ viewport: phone, locale: "en-GB", hasTouch: true });
    const page = await context.newPage();
    await page.goto(server.origin);
    await expect(page).toHaveURL(`${server.origin}/wall`);
    await page.goto(`${server.origin}/overview`);
    await expect(page).toHaveURL(`${server.origin}/setup`);
    await page.getByLabel("Setup code").fill(server.setupCode);
    // Nothing that is typed is lost with the other language.
    await page.getByLabel("Language / Язык").selectOption("ru");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/[А-я]{4}/);
    await expect(page.getByLabel("Код настройки")).toHaveValue(server.setupCode);
    await page.getByLabel("Начать").selectOption("demo");
    await expect(page.getByLabel("Название предприятия")).toHaveCount(0);
    await page.getByLabel("Логин").fill("anna");
    await page.getByLabel("Имя", { exact: true }).fill("Анна Петрова");
    await page.getByLabel("Пароль").fill("четыре тихих козы");
    await expectNoFaults(page);
    await page.getByRole("button", { name: "Настроить сервер" }).click();
    await expect(page).toHaveURL(`${server.origin}/overview?lang=ru`, { timeout: 120_000 });
    await expect(page.locator(".rate-table, table").first()).toBeVisible();

    // The enterprise has chosen its language: nobody needs to ask for it.
    await page.goto(`${server.origin}/overview`);
    await expect(page.locator("html")).toHaveAttribute("lang", "ru");
    await page.goto(`${server.origin}/wall`);
    await expect(page.locator("html")).toHaveAttribute("lang", "ru");
    await expect(part(page, "lti-days")).toBeVisible();
    await page.goto(`${server.origin}/wall?lang=en`);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await context.close();
    await server.run("verify");
  });
});

test("what is wrong in a setup stands beside its field, in the language of the page", async ({ page }) => {
  await newServer(async (server) => {
    await page.goto(`${server.origin}/setup?lang=ru`);
    const submit = page.getByRole("button", { name: "Настроить сервер" });
    const wrong = page.locator(".wrong");
    await submit.click();
    await expect(page.getByLabel("Код настройки")).toBeFocused();
    await page.getByLabel("Код настройки").fill("AAAAA-AAAAA-AAAAA-AAAAA");
    await submit.click();
    await expect(page.getByLabel("Название предприятия")).toBeFocused();
    await page.getByLabel("Название предприятия").fill("Северная медь");
    await page.getByLabel("Часовой пояс").fill("Mars/Base");
    await page.getByLabel("Выпуски публикуются в").fill("6:00, 25:00");
    await submit.click();
    await expect(wrong).toContainText("«25:00» — не время суток");
    await page.getByLabel("Выпуски публикуются в").fill("6:00");
    await page.getByLabel("Логин").fill("анна");
    await page.getByLabel("Имя", { exact: true }).fill("Анна");
    await page.getByLabel("Пароль").fill("коротко");
    await submit.click();
    await expect(wrong).toContainText("сейчас 7");
    await page.getByLabel("Пароль").fill("четыре тихих козы");
    await submit.click();
    await expect(wrong).toContainText("Это не код настройки");
    await page.getByLabel("Код настройки").fill(server.setupCode);
    await submit.click();
    await expect(wrong).toContainText("латинские буквы");
    await page.getByLabel("Логин").fill("anna");
    await submit.click();
    await expect(wrong).toContainText("Такого часового пояса нет");
    await expect(page.getByLabel("Часовой пояс")).toBeFocused();
    await expectNoFaults(page);
    await page.getByLabel("Часовой пояс").fill("Asia/Almaty");
    await submit.click();
    await expect(page).toHaveURL(`${server.origin}/overview?lang=ru`);
  });
});

test("a server that was killed before its setup waits again, with another code", async ({ page }) => {
  await newServer(async (server) => {
    const code = server.setupCode;
    await server.kill();
    await server.start();
    expect(server.setupCode).not.toBe(code);
    await page.goto(`${server.origin}/overview`);
    await expect(page.getByLabel("Name of the enterprise")).toBeVisible();
  });
});

test("an administrator sets other times and another language, and the boards learn it", async ({ page, ownServer }) => {
  await ownServer.signIn(page.context(), "admin");
  await page.goto(`${ownServer.origin}/overview`);
  await page.getByRole("link", { name: "Settings" }).click();
  const form = part(page, "settings");
  await expect(form.getByLabel("Editions are published at")).toHaveValue("06:00, 18:00");
  await form.getByLabel("Name of the enterprise").fill("Northern Works");
  await form.getByLabel("Editions are published at").fill("07:15");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByLabel("Reason")).toBeFocused();
  await form.getByLabel("Reason").fill("one shift a day");
  await form.getByLabel("Language").selectOption("ru");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(form.getByLabel("Editions are published at")).toHaveValue("07:15");

  await page.goto(`${ownServer.origin}/wall`);
  await expect(page.locator("html")).toHaveAttribute("lang", "ru");
  await expect(part(page, "strip")).toContainText("07:15");
  await expect(page.locator("header")).toContainText("Northern Works");

  // Somebody else opened the page before: nothing is overwritten unseen.
  const settings = await ownServer.ask<{ change: number }>("admin", "GET", "/api/v1/settings");
  await page.goto(`${ownServer.origin}/settings?lang=en`);
  await expect(form.getByLabel("Name of the enterprise")).toHaveValue("Northern Works");
  await ownServer.ask("admin", "PUT", "/api/v1/settings", {
    name: "Northern Works",
    time_zone: "Asia/Almaty",
    language: "ru",
    slots: ["08:00"],
    change: settings.change,
    reason: "later",
  });
  await form.getByLabel("Reason").fill("too late");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toContainText("Somebody changed the settings");
  await ownServer.run("verify");
});
