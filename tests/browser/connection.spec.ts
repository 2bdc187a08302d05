// What a wall does when its server goes away, and when it comes back.

import { expect, test } from "./support/test";
import { example, heartbeat, heroDays, part } from "./support/wall";

test("a killed server is told, and found again when it is back", async ({ page, ownServer }) => {
  await page.goto(`${ownServer.origin}/wall`);
  const strip = part(page, "strip");
  await expect(strip).toContainText("Live");
  const days = await heroDays(page).textContent();

  await ownServer.kill();
  await expect(strip).toContainText(/No connection since \d\d:\d\d, showing edition \d+/, { timeout: 5000 });
  await expect(heroDays(page)).toHaveText(days ?? "");

  await ownServer.start();
  await expect(strip).toContainText("Live", { timeout: 15_000 });
  await expect(strip).not.toContainText("No connection");

  // It takes part again: what is published now arrives.
  await ownServer.run("publish", "--reason", "test");
  await expect(strip).toContainText("(out of slot)", { timeout: 2000 });
});

test("shows the edition it kept, and says so, when the server cannot be heard after a power cut", async ({
  page,
  context,
  demo,
}) => {
  await page.goto(`${demo.origin}/wall`);
  await expect(heroDays(page)).toBeVisible();
  const days = await heroDays(page).textContent();
  await page.close();

  const again = await context.newPage();
  await again.routeWebSocket(/\/api\/v1\/live/, (route) => route.close());
  await again.route(/\/api\/v1\/views/, (route) => route.abort());
  await again.goto(`${demo.origin}/wall`);
  await expect(heroDays(again)).toHaveText(days ?? "");
  await expect(part(again, "strip")).toContainText(/No connection, showing edition \d+/);
});

test("polls where WebSockets are blocked, and says so", async ({ page, demo }) => {
  await page.routeWebSocket(/\/api\/v1\/live/, (route) => route.close());
  await page.goto(`${demo.origin}/wall`);
  await expect(part(page, "strip")).toContainText("Live, by polling", { timeout: 15_000 });
  await expect(heroDays(page)).toHaveText(/^[\d,]+$/);
});

test("tells the server which edition it has drawn", async ({ page, demo }) => {
  const message = example("wall");
  const said: string[] = [];
  await page.routeWebSocket(/\/api\/v1\/live/, (route) => {
    route.onMessage((text) => said.push(String(text)));
    route.send(heartbeat(message, Date.now()));
    route.send(JSON.stringify(message));
  });
  await page.goto(`${demo.origin}/wall`);
  await expect.poll(() => said).toEqual(['{"type":"shown","edition":231}']);
});

test("loads itself again when the pages of the server have changed", async ({ page, demo }) => {
  const message = example("wall");
  let opened = 0;
  await page.routeWebSocket(/\/api\/v1\/live/, (route) => {
    opened++;
    route.onMessage(() => undefined);
    route.send(heartbeat(message, Date.now(), opened === 1 ? "old" : "new"));
    route.send(JSON.stringify(message));
    if (opened === 1) setTimeout(() => route.send(heartbeat(message, Date.now(), "new")), 500);
  });
  let loads = 0;
  page.on("load", () => loads++);
  await page.goto(`${demo.origin}/wall`);
  await expect.poll(() => loads).toBe(2);
  await page.waitForTimeout(1000);
  expect(loads).toBe(2);
});

test("does not come back to a server that shows nothing to its audience any more, and says so", async ({
  page,
  demo,
}) => {
  const message = example("wall");
  let opened = 0;
  await page.routeWebSocket(/\/api\/v1\/live/, (route) => {
    opened++;
    route.onMessage(() => undefined);
    route.send(heartbeat(message, Date.now()));
    route.send(JSON.stringify(message));
    setTimeout(() => route.close({ code: 4404, reason: "gone" }), 500);
  });
  let polls = 0;
  await page.route(/\/api\/v1\/views/, (route) => {
    polls++;
    return route.abort();
  });
  await page.goto(`${demo.origin}/wall`);
  await expect(part(page, "strip")).toContainText("The server has no such scope, showing edition 231");
  await page.waitForTimeout(3000);
  expect([opened, polls]).toEqual([1, 0]);
});
