// Signing in with an account of the enterprise, at a real OpenID provider that runs beside the test.

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Server } from "./support/server";
import { expect, test } from "./support/test";
import { part } from "./support/wall";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

class Provider {
  private constructor(
    private readonly process: ChildProcess,
    readonly issuer: string,
  ) {}

  static async start(returnAddress: string, algorithm: string): Promise<Provider> {
    const program = join(__dirname, "../../dashboard/tools/test-provider.mjs");
    const child = spawn(process.execPath, [program, returnAddress, algorithm], { stdio: ["ignore", "pipe", "ignore"] });
    const issuer = await new Promise<string>((ready, failed) => {
      child.stdout.on("data", (bytes) => ready(String(bytes).trim()));
      child.on("exit", (code) => failed(new Error(`the provider ended with ${code}`)));
    });
    return new Provider(child, issuer);
  }

  stop(): void {
    this.process.removeAllListeners("exit");
    this.process.kill("SIGKILL");
  }
}

/** Restarts the server so that it sends people to the provider. */
async function joinWith(server: Server, provider: Provider): Promise<void> {
  await server.kill();
  const secret = join(server.folder, "client_secret");
  writeFileSync(secret, "a secret: of the & test\n");
  server.configure(
    { public_address: JSON.stringify(server.origin) },
    `
[provider]
name = "Northern Copper"
issuer = "${provider.issuer}"
client_id = "safetycell"
client_secret_file = "${secret}"
role_claim = "groups"
organizations_claim = "organizations"
[[provider.role]]
value = "safety"
role = "hse_specialist"
[[provider.role]]
value = "contractors"
role = "contractor_supervisor"
`,
  );
  await server.start();
}

async function signInThere(page: Page, login: string): Promise<void> {
  const here = new URL(page.url()).origin;
  await page.getByRole("button", { name: "Sign in with Northern Copper" }).click();
  await page.waitForURL((url) => url.origin !== here);
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("anything");
  await page.locator("button[type=submit]").click();
  await page.getByRole("button", { name: "Continue" }).click();
}

for (const algorithm of ["RS256", "ES256"]) {
  test(`whoever is known to the provider is let in, in the role that the provider says (${algorithm})`, async ({
    page,
    ownServer,
  }) => {
    const { origin } = ownServer;
    await ownServer.session("admin");
    await ownServer.session("hse");
    const provider = await Provider.start(`${origin}/sign-in`, algorithm);
    try {
      await page.goto(`${origin}/sign-in`);
      await expect(page.getByLabel("Password")).toBeVisible();
      await expect(page.getByRole("button", { name: /Sign in with/ })).toHaveCount(0);

      await joinWith(ownServer, provider);
      await page.goto(`${origin}/charts?scope=own`);
      await expect(page.getByRole("button", { name: "Sign in with Northern Copper" })).toBeVisible();
      await page.evaluate(axe);
      const { violations } = await page.evaluate<{ violations: { id: string }[] }>("axe.run()");
      expect(violations.map(({ id }) => id)).toEqual([]);
      // A local account is called "hse" too; nobody gets it by being called alike.
      await signInThere(page, "hse+safety+all");
      await expect(page).toHaveURL(`${origin}/charts?scope=own`);
      await page.goto(`${origin}/account`);
      await expect(page.locator("main")).toContainText("hse-2");
      await expect(page.locator("main")).toContainText("Person hse");
      await expect(page.locator("main")).toContainText("HSE specialist");
      await expect(part(page, "second-factor")).toContainText("You sign in elsewhere");

      // The same person is the same account again.
      await page.getByRole("button", { name: "Sign out", exact: true }).click();
      await page.getByRole("button", { name: "Sign in with Northern Copper" }).click();
      await expect(page).toHaveURL(`${origin}/overview`);
      const { accounts } = await ownServer.ask<{ accounts: { login: string; by_provider: boolean; role: string }[] }>(
        "admin",
        "GET",
        "/api/v1/accounts",
      );
      expect(accounts.map(({ login }) => login)).toEqual(["admin", "hse", "hse-2"]);
      expect(accounts.filter(({ by_provider }) => by_provider).map(({ role }) => role)).toEqual(["hse_specialist"]);
      expect(await ownServer.run("verify")).toContain("unbroken");
    } finally {
      provider.stop();
    }
  });
}

test("organizations follow the provider; without a role, without this browser's attempt, and twice nobody gets in", async ({
  page,
  browser,
  ownServer,
}) => {
  const { origin } = ownServer;
  await ownServer.session("admin");
  const provider = await Provider.start(`${origin}/sign-in`, "RS256");
  try {
    await joinWith(ownServer, provider);
    await page.goto(`${origin}/sign-in?lang=ru`);
    await expect(page.getByRole("button", { name: "Войти через Northern Copper" })).toBeVisible();
    await page.goto(`${origin}/sign-in`);
    await signInThere(page, "boris+contractors+DRILL");
    await expect(page).toHaveURL(`${origin}/overview`);
    const { accounts } = await ownServer.ask<{ accounts: { login: string; organizations: string[] }[] }>(
      "admin",
      "GET",
      "/api/v1/accounts",
    );
    expect(accounts.find(({ login }) => login === "boris")?.organizations).toEqual(["DRILL"]);

    const stranger = await (await browser.newContext({ locale: "en-GB" })).newPage();
    const answers: string[] = [];
    stranger.on("request", (request) => {
      if (request.url().endsWith("/session/provider/answer")) answers.push(request.postData() ?? "");
    });
    await stranger.goto(`${origin}/sign-in`);
    await signInThere(stranger, "vera+nothing");
    await expect(part(stranger, "provider").getByRole("alert")).toContainText(
      "You are known there, and have no role here",
    );
    expect(stranger.url()).toBe(`${origin}/sign-in`);

    const answer = async (cookie: string): Promise<number> => {
      const headers = { Origin: origin, "Content-Type": "application/json", Cookie: cookie };
      return (
        await fetch(`${origin}/api/v1/session/provider/answer`, { method: "POST", headers, body: answers[0] ?? "" })
      ).status;
    };
    // The code of somebody else's attempt, without and with the cookie that it belongs to: it was used already.
    expect(await answer("")).toBe(401);
    const cookies = await stranger.context().cookies();
    const attempt = cookies.find(({ name }) => name === "safetycell-attempt");
    expect(attempt?.httpOnly).toBe(true);
    expect(await answer(`safetycell-attempt=${attempt?.value}`)).toBe(401);
    await stranger.context().close();
  } finally {
    provider.stop();
  }
});
