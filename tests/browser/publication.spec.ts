// A safety record reaches the glass.

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
