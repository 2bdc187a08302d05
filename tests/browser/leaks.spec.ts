// A wall runs for months: what thousands of editions leave behind must be nothing.

import type { CDPSession, WebSocketRoute } from "@playwright/test";
import { expect, test } from "./support/test";
import { example, heartbeat, heroDays, part } from "./support/wall";

const batch = 1000;

async function measure(session: CDPSession) {
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const read = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { nodes: read("Nodes"), listeners: read("JSEventListeners"), heap: read("JSHeapUsedSize") };
}

test("3,000 editions leave no nodes, no listeners and no heap behind", async ({ page, demo }) => {
  test.setTimeout(180_000);
  const names = ["wall", "wall.restated", "wall.no_rate", "wall.incomplete", "wall.since_start"] as const;
  const messages = names.map(example);
  let socket: WebSocketRoute | null = null;
  let shown = 0;
  await page.routeWebSocket(/\/api\/v1\/live/, (route) => {
    socket = route;
    route.onMessage(() => shown++);
    route.send(heartbeat(null, Date.now()));
  });
  await page.goto(`${demo.origin}/wall`);
  await expect(part(page, "waiting")).toBeVisible();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");

  let edition = 0;
  const feed = async () => {
    for (let count = 0; count < batch; count++) {
      edition++;
      const message = messages[edition % messages.length];
      socket?.send(JSON.stringify({ ...message, edition }));
      // As it happens to a real one, connections end now and then.
      if (edition % 250 === 0) await socket?.close();
      if (edition % 10 === 0) await page.waitForTimeout(20);
    }
    // Always the same picture when it is measured.
    await expect.poll(() => socket).toBeTruthy();
    await page.waitForTimeout(1500);
    socket?.send(JSON.stringify({ ...messages[0], edition: ++edition }));
    await expect(part(page, "strip")).toContainText(edition.toLocaleString("en"));
    await expect(heroDays(page)).toHaveText("128");
    await page.waitForTimeout(2500);
  };

  await feed();
  const first = await measure(session);
  await feed();
  await feed();
  const last = await measure(session);
  console.log(
    `after ${batch} editions ${JSON.stringify(first)}, after ${3 * batch} ${JSON.stringify(last)}, ${shown} shown`,
  );
  expect(last.nodes).toBeLessThanOrEqual(first.nodes + 20);
  expect(last.listeners).toBeLessThanOrEqual(first.listeners + 2);
  expect(last.heap).toBeLessThan(first.heap * 1.1 + 200_000);
});
