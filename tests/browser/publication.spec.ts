// A safety record reaches the glass.

import { Server } from "./support/server";
import { expect, test } from "./support/test";
import { heroDays, part } from "./support/wall";

/** Today at the demo's mine. */
function todayAtTheMine(): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Krasnoyarsk" }).format(new Date());
}

test("an imported incident and an edition: the counter is 0 within a second", async ({ page, ownServer }) => {
  await page.goto(`${ownServer.origin}/wall`);
  await expect(heroDays(page)).toHaveText(/^[1-9]/);
  const edition = part(page, "strip").locator(".strip-cell").first().locator("dd");
  const before = Number.parseInt((await edition.textContent()) ?? "", 10);

  await ownServer.importText(
    "incidents",
    `reference,organization,site,date,class,provisional\nINC-TODAY,OWN,MINE,${todayAtTheMine()},LWC,yes\n`,
  );
  await expect(heroDays(page)).toHaveText(/^[1-9]/);
  await ownServer.run("publish", "--reason", "test");
  await expect(heroDays(page)).toHaveText("0", { timeout: 1000 });

  await expect(edition).toHaveText(`${before + 1} (out of slot)`);
  await expect(part(page, "lti-days")).toContainText("Injury on");
  await expect(part(page, "lti-days")).toContainText("Provisional");
  await expect(part(page, "changes")).toContainText("INC-TODAY");
});

test("a wall that joins later shows the same edition", async ({ page, ownServer }) => {
  await ownServer.run("publish", "--reason", "test");
  await page.goto(`${ownServer.origin}/wall?scope=contractors`);
  await expect(part(page, "strip")).toContainText("(out of slot)");
});

test("a first edition about the past is not shown as if it were of today", async ({ page }) => {
  const server = new Server();
  try {
    await server.run("init");
    await server.run("publish", "--at", "2014-12-31T23:59");
    await server.start();
    await page.goto(`${server.origin}/wall`);
    await expect(part(page, "banner")).toHaveText("Data of 31 Dec 2014, 23:59");
    const strip = part(page, "strip");
    await expect(strip).toContainText(/These figures are 1\d years old/);
    await expect(strip).toContainText("The server is connected");
    await expect(strip).not.toContainText("Live");
  } finally {
    await server.remove();
  }
});
