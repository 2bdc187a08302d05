// Proving who one is beyond a password: second factors with a real generator of codes.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { passwordOf } from "./support/server";
import { expect, test } from "./support/test";
import { part } from "./support/wall";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const phone = { width: 390, height: 844 };

/** The code of a real generator, so many steps of 30 seconds from now. */
function codeOf(secret: string, steps = 0): string {
  const at = new Date(Date.now() + steps * 30_000).toISOString().replace("T", " ").slice(0, 19);
  return execFileSync("oathtool", ["--totp", "--base32", "--now", `${at} UTC`, secret], { encoding: "utf8" }).trim();
}

async function expectNoFault(page: Page): Promise<void> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<{ violations: { id: string }[] }>("axe.run()");
  expect(violations.map(({ id }) => id)).toEqual([]);
}

async function expectNothingSticksOut(page: Page): Promise<void> {
  const { wide, width } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    width: window.innerWidth,
  }));
  expect(wide).toBeLessThanOrEqual(width);
}

/** Once the page that was left by signing out has come to the one for signing in. */
async function enterPassword(page: Page, origin: string): Promise<void> {
  await page.waitForURL(/\/sign-in/);
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel("Login").fill("supervisor");
  await page.getByLabel("Password").fill(passwordOf("supervisor"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "The second step" })).toBeVisible();
  await expect(page.getByLabel("Code")).toBeFocused();
}

test("a second factor: set with an authenticator, asked for at sign-in, each code taken once", async ({
  page,
  ownServer,
}) => {
  const { origin } = ownServer;
  await ownServer.signIn(page.context(), "supervisor");
  await page.goto(`${origin}/account`);
  const section = part(page, "second-factor");
  await section.getByRole("button", { name: "Set a second factor" }).click();
  await expect(section.getByRole("img", { name: "The secret as a picture" })).toBeVisible();
  const secret = (await part(page, "second-factor-secret").innerText()).replace(/ /g, "");
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  await section.getByLabel("Code").fill("000000");
  await section.getByRole("button", { name: "It is set up, confirm" }).click();
  await expect(section.locator(".wrong")).toContainText("This code is not right");
  await section.getByLabel("Code").fill(codeOf(secret, -1));
  await section.getByRole("button", { name: "It is set up, confirm" }).click();
  const recovery = await part(page, "recovery-codes").getByRole("listitem").allInnerTexts();
  expect(recovery).toHaveLength(10);
  await expect(section).toContainText("10 recovery codes are left.");
  await expectNoFault(page);

  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await enterPassword(page, origin);
  await expectNoFault(page);
  // Half signed in is not signed in.
  expect((await page.context().cookies()).filter(({ name }) => name === "safetycell")).toEqual([]);
  const code = codeOf(secret);
  await page.getByLabel("Code").fill(code);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${origin}/overview`);

  await page.getByRole("button", { name: "Sign out" }).click();
  await enterPassword(page, origin);
  await page.getByLabel("Code").fill(code);
  await page.keyboard.press("Enter");
  await expect(page.locator(".wrong")).toContainText("or was used already");
  await page.getByLabel("Code").fill(recovery[0] ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${origin}/overview`);

  await page.goto(`${origin}/account?lang=ru`);
  await expect(section).toContainText("Осталось кодов восстановления: 9.");
  await section.getByLabel("Код").fill(recovery[1] ?? "");
  await section.getByRole("button", { name: "Убрать второй фактор" }).click();
  await expect(section).toContainText("Второй фактор убран.");
});

test("on a phone, accounts are cards; an administrator removes a lost second factor and sees who was tried upon", async ({
  page,
  ownServer,
}) => {
  const { origin } = ownServer;
  const session = await ownServer.session("supervisor");
  await ownServer.session("mentor");
  const headers = { Origin: origin, Cookie: `safetycell=${session}`, "Content-Type": "application/json" };
  const path = `${origin}/api/v1/account/second-factor`;
  const offer = (await (await fetch(path, { method: "POST", headers })).json()) as { secret: string };
  const body = JSON.stringify({ code: codeOf(offer.secret) });
  expect((await fetch(path, { method: "PUT", headers, body })).status).toBe(200);
  await fetch(`${origin}/api/v1/session`, {
    method: "POST",
    headers: { Origin: origin, "Content-Type": "application/json" },
    body: JSON.stringify({ login: "mentor", password: "typed by somebody else" }),
  });

  await page.setViewportSize(phone);
  await ownServer.signIn(page.context(), "admin");
  for (const language of ["ru", "en"]) {
    await page.goto(`${origin}/accounts?lang=${language}`);
    await expect(page.locator(".cards").first().locator("li")).toHaveCount(3);
    await expectNothingSticksOut(page);
    await expectNoFault(page);
  }
  await expect(part(page, "failed-sign-ins").locator(".cards")).toContainText("mentor");
  await expect(part(page, "failed-sign-ins")).not.toContainText("typed by somebody else");
  await page.getByRole("button", { name: "Revise Test supervisor" }).click();
  await part(page, "revise").getByRole("button", { name: "Remove the second factor" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByRole("button", { name: "Revise Test supervisor" }).click();
  await expect(part(page, "revise").getByRole("button", { name: "Remove the second factor" })).toHaveCount(0);
});

test("a screen is paired by a link, shows the wall of its site, and stops within 2 s when it is revoked", async ({
  page,
  browser,
  ownServer,
}) => {
  test.setTimeout(180_000);
  const { origin } = ownServer;
  await ownServer.session("admin");
  await ownServer.kill();
  ownServer.configure({ walls_need_token: "true" });
  await ownServer.start();
  const { records } = await ownServer.ask<{ records: { fields: { code: string; name: string } }[] }>(
    "admin",
    "GET",
    "/api/v1/records/sites",
  );
  const site = records[0]?.fields;
  if (!site) throw new Error("the demo has no site");

  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const screen = await context.newPage();
  await screen.goto(`${origin}/wall?scope=enterprise`);
  await expect(part(screen, "waiting")).toContainText("This screen is not paired", { timeout: 60_000 });

  await ownServer.signIn(page.context(), "admin");
  await page.goto(`${origin}/accounts`);
  const invite = part(page, "invite");
  await invite.getByLabel("Name").fill("Shift room");
  await invite.getByLabel("Login").fill("wall-1");
  await invite.getByLabel("Role").selectOption("screen");
  await invite.getByLabel(site.name).check();
  await invite.getByRole("button", { name: "Invite" }).click();
  await page.getByRole("button", { name: "Revise Shift room" }).click();
  const screens = part(page, "screens");
  await screens.getByLabel("Name").fill("the wall");
  await screens.getByRole("button", { name: "Pair a screen" }).click();
  const link = await part(page, "secret").getByRole("textbox").inputValue();
  expect(link).toContain("#pair=sc_");
  await expectNoFault(page);

  await screen.goto(link);
  await screen.reload();
  await expect(screen.locator(".board")).toHaveAttribute("data-connection", "live", { timeout: 30_000 });
  expect(screen.url()).not.toContain("pair");
  expect(await screen.evaluate(() => document.cookie)).toBe("");
  const other = await context.newPage();
  await other.goto(`${origin}/wall?scope=enterprise`);
  await expect(other.locator(".board")).toHaveAttribute("data-connection", "refused", { timeout: 60_000 });
  await other.close();
  // Another device with the same link is not paired.
  const late = await (await browser.newContext()).newPage();
  await late.goto(link);
  await expect(part(late, "waiting")).toContainText("This screen is not paired", { timeout: 60_000 });
  await late.context().close();

  await page.reload();
  await page.getByRole("button", { name: "Revise Shift room" }).click();
  await expect(screens.locator(".cards")).toContainText("paired");
  await screens.getByRole("button", { name: "Revoke “the wall”" }).click();
  await expect(screen.locator(".board")).toHaveAttribute("data-connection", "unpaired", { timeout: 2_000 });
  await expect(screen.locator("main.figures")).toHaveCount(0);
  await context.close();
});
