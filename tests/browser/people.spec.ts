// People: the first run, invitations, signing in and out, and their own accounts.

import { passwordOf, Server } from "./support/server";
import { expect, test } from "./support/test";
import { part } from "./support/wall";

const phone = { width: 390, height: 844 };
const chosen = "four quiet mountain goats";

test("from the setup code to a supervisor who reports a near miss on a phone", async ({ page, browser }) => {
  const server = new Server();
  try {
    await server.run("init", "--demo");
    await server.start();

    // Nobody can sign in yet: every page leads to setting up.
    await page.goto(`${server.origin}/overview`);
    await expect(page).toHaveURL(`${server.origin}/setup`);
    await page.getByLabel("Setup code").fill(server.setupCode);
    await page.getByLabel("Login").fill("Anna");
    await page.getByLabel("Name", { exact: true }).fill("Anna Petrova");
    await page.getByLabel("Password").fill("too short");
    await page.getByRole("button", { name: "Set the server up" }).click();
    // What is wrong stands beside the field, and the focus is there.
    await expect(page.getByLabel("Password")).toBeFocused();
    await expect(page.locator(".wrong")).toContainText("15 characters at least; these are 9");
    await page.getByLabel("Password").fill(chosen);
    await expect(page.getByLabel("Password")).toHaveAttribute("type", "password");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByLabel("Password")).toHaveAttribute("type", "text");
    await page.getByRole("button", { name: "Set the server up" }).click();
    await expect(page).toHaveURL(`${server.origin}/overview`);
    await expect(page.getByRole("link", { name: "Anna Petrova" })).toBeVisible();

    // An administrator sees no single records, contractors or signals.
    const ways = page.getByRole("navigation", { name: "Pages" });
    const seldom = page.getByRole("navigation", { name: "Administration and help" });
    await expect(seldom.getByRole("link", { name: "Accounts" })).toBeVisible();
    await expect(ways.getByRole("link", { name: "Contractors" })).toHaveCount(0);
    await expect(ways.getByRole("link", { name: "Mentors and HSE" })).toHaveCount(0);

    await seldom.getByRole("link", { name: "Accounts" }).click();
    const invite = part(page, "invite");
    await invite.getByLabel("Name").fill("Boris Orlov");
    await invite.getByLabel("Login").fill("boris");
    await invite.getByLabel("Role").selectOption("contractor_supervisor");
    await invite.getByRole("button", { name: "Invite" }).click();
    // A supervisor answers for one organization.
    await expect(invite.getByLabel("Organization")).toBeFocused();
    await invite.getByLabel("Organization").selectOption("DRILL");
    await invite.getByRole("button", { name: "Invite" }).click();
    const secret = part(page, "secret");
    await expect(secret).toContainText("Boris Orlov");
    await expect(secret).toContainText("It works once, until");
    const link = await secret.getByRole("textbox").inputValue();
    await expect(page.getByRole("row", { name: /Boris Orlov/ })).toContainText("invited, has no password yet");

    const context = await browser.newContext({ viewport: phone, locale: "en-GB", hasTouch: true });
    const small = await context.newPage();
    await small.goto(link);
    // The token is out of the address at once.
    await expect(small.getByRole("heading", { name: "Choose a password" })).toBeVisible();
    expect(small.url()).toBe(`${server.origin}/sign-in`);
    await small.getByLabel("Password").fill(chosen);
    await small.getByRole("button", { name: "Set the password and sign in" }).click();
    await expect(small).toHaveURL(`${server.origin}/overview`);

    await small.getByRole("link", { name: "Record", exact: true }).click();
    await small.getByRole("link", { name: "Report an incident" }).click();
    // All that is likely stands there already: what happened is the only thing to say.
    const form = part(small, "record-form");
    await expect(form.getByLabel("Whose employee")).toHaveValue("DRILL");
    await expect(form.getByLabel("What it was").locator("option")).toHaveText(["near miss", "hazard", "micro-injury"]);
    await form.getByLabel("What happened").fill("A plank fell <b>beside</b> the ladder.");
    await form.getByRole("button", { name: "Record it" }).click();
    await expect(part(small, "recorded")).toContainText(/Recorded: N-\d{8}-\d{4}/);
    await expect(part(small, "recorded")).toBeFocused();
    await small.getByRole("link", { name: "Open it" }).click();
    const fields = part(small, "fields");
    await expect(fields).toContainText("near miss");
    await expect(fields).toContainText("Arctic Drilling");
    // Text of people is text.
    await expect(fields).toContainText("A plank fell <b>beside</b> the ladder.");
    await expect(small.getByRole("table")).toContainText("boris");

    await small.getByRole("link", { name: "Incidents" }).first().click();
    await expect(small.locator(".cards li").first()).toContainText("A plank fell");

    // The link works once.
    await small.getByRole("button", { name: "Sign out" }).click();
    await expect(small).toHaveURL(/\/sign-in/);
    await small.goto(link);
    await expect(small.getByRole("heading", { name: "Choose a password" })).toBeVisible();
    await small.getByLabel("Password").fill(chosen);
    await small.getByRole("button", { name: "Set the password and sign in" }).click();
    await expect(small.getByRole("alert")).toContainText("This link was used already");
    await context.close();
  } finally {
    await server.remove();
  }
});

test("whoever is not signed in is led to signing in and back, and never to another host", async ({ page, demo }) => {
  await demo.session("hse");
  await page.goto(`${demo.origin}/charts?scope=contractors&lang=ru`);
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fcharts%3Fscope%3Dcontractors%26lang%3Dru&lang=ru$/);
  await page.getByLabel("Логин").fill("hse");
  await page.getByLabel("Пароль").fill("not the right password");
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(page.getByText("Логин и пароль не подходят друг к другу.")).toBeVisible();
  await expect(page.getByLabel("Пароль")).toBeFocused();
  await page.getByLabel("Пароль").fill(passwordOf("hse"));
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(page).toHaveURL(`${demo.origin}/charts?scope=contractors&lang=ru`);

  for (const next of ["//example.org/", "https://example.org/", "/\\example.org", "javascript:alert(1)"]) {
    await page.goto(`${demo.origin}/sign-in?next=${encodeURIComponent(next)}`);
    await expect(page).toHaveURL(`${demo.origin}/overview`);
  }
});

test("a session that ended while a page was open leads to signing in", async ({ page, ownServer }) => {
  await ownServer.signIn(page.context(), "hse");
  await page.goto(`${ownServer.origin}/new?kind=incidents`);
  await page.getByLabel("What happened").fill("A rope was worn through.");
  await page.context().clearCookies();
  await page.getByLabel("Whose employee").selectOption("DRILL");
  await page.getByRole("button", { name: "Record it" }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fnew/);
  await page.getByLabel("Login").fill("hse");
  await page.getByLabel("Password").fill(passwordOf("hse"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Go on with it" }).click();
  await expect(page.getByLabel("What happened")).toHaveValue("A rope was worn through.");
  // Signing out forgets what was kept on this device.
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("draft")))).toEqual([]);
});

test("an account: its password, its sessions, and tokens shown once", async ({ page, ownServer }) => {
  await ownServer.signIn(page.context(), "supervisor");
  await page.goto(`${ownServer.origin}/account`);
  await expect(page.locator("main")).toContainText("Contractor supervisor");
  await page.getByLabel("What for").fill("payroll");
  await page.getByRole("button", { name: "Make it" }).click();
  const token = await part(page, "secret").getByRole("textbox").inputValue();
  expect(token).toMatch(/^sc_[0-9a-f]{64}$/);
  const program = { headers: { Authorization: `Bearer ${token}`, Cookie: "" } };
  expect((await fetch(`${ownServer.origin}/api/v1/records/incidents`, program)).status).toBe(200);
  await page.reload();
  await expect(page.getByRole("row", { name: /payroll/ })).toContainText("read");
  await expect(page.locator("main")).not.toContainText(token);
  await page.getByRole("button", { name: "Revoke “payroll”" }).click();
  await expect(page.getByRole("row", { name: /payroll/ })).toHaveCount(0);
  expect((await fetch(`${ownServer.origin}/api/v1/records/incidents`, program)).status).toBe(401);

  await page.getByLabel("Password in force").fill("not this one at all");
  await page.getByLabel("New password").fill(chosen);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.locator(".wrong")).toContainText("This is not the password in force.");
  await page.getByLabel("Password in force").fill(passwordOf("supervisor"));
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("The password is changed")).toBeVisible();

  await expect(page.getByRole("cell", { name: "here, now" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto(`${ownServer.origin}/account`);
  await expect(page).toHaveURL(/\/sign-in\?next/);
});

test("an administrator revises, disables, and gives a new link", async ({ page, ownServer }) => {
  await ownServer.session("mentor");
  await ownServer.signIn(page.context(), "admin");
  await page.goto(`${ownServer.origin}/accounts`);
  await page.getByRole("button", { name: "Revise Test mentor" }).click();
  const form = part(page, "revise");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByLabel("Reason")).toBeFocused();
  await form.getByRole("button", { name: "Make a new link" }).click();
  await expect(part(page, "secret").getByRole("textbox")).toHaveValue(/\/sign-in#link=[0-9a-f]+$/);

  await page.getByRole("button", { name: "Revise Test mentor" }).click();
  await form.getByLabel("Disabled").check();
  await form.getByLabel("Reason").fill("left the enterprise");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByRole("row", { name: /Test mentor/ })).toContainText("disabled");
});

test("a session is renewed while somebody is active, and not more often than needed", async ({ page, demo }) => {
  await demo.signIn(page.context(), "hse");
  const renewals: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/session/renew")) renewals.push(request.method());
  });
  await page.goto(`${demo.origin}/account`);
  await expect(page.locator("h1")).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect.poll(() => renewals).toEqual(["POST"]);
  await page.reload();
  await expect(page.locator("h1")).toBeVisible();
  await page.keyboard.press("Tab");
  expect(renewals).toEqual(["POST"]);
});
