// The parts of a wall, and walls in states that the real server cannot be brought into on demand: there the messages are
// those of the contract's examples, on a clock of the test.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page, WebSocketRoute } from "@playwright/test";
import type { WallMessage } from "../../../dashboard/src/contract/wall";

export function part(page: Page, name: string): Locator {
  return page.locator(`[data-part="${name}"]`);
}

export function heroDays(page: Page): Locator {
  return part(page, "lti-days").locator(".days");
}

export function example(name: string): WallMessage {
  return JSON.parse(readFileSync(join(__dirname, "../../../schema/messages/examples", `${name}.json`), "utf8"));
}

export interface Staged {
  /** None: nothing was published. */
  message: WallMessage | null;
  /** After the publication, by the server's clock. */
  minutes: number;
  /** How far the clock of the screen is ahead. */
  skewMinutes?: number;
  /** The server is gone a minute after the page opened. */
  lost?: boolean;
}

/** A staged wall, whose time the test moves. */
export interface Stage {
  advance(minutes: number): Promise<void>;
}

/** Opens the wall with these messages instead of the server's own. */
export async function stage(page: Page, origin: string, query: string, staged: Staged): Promise<Stage> {
  const { message } = staged;
  const published = message ? message.published_at : "2026-11-12T13:00:00Z";
  let now = Date.parse(published) + staged.minutes * 60_000;
  await page.clock.install({ time: now + (staged.skewMinutes ?? 0) * 60_000 });
  let socket: WebSocketRoute | null = null;
  let reachable = true;
  await page.routeWebSocket(/\/api\/v1\/live/, (route) => {
    if (!reachable) {
      route.close();
      return;
    }
    socket = route;
    route.onMessage(() => undefined);
    route.send(heartbeat(message, now));
    if (message) route.send(JSON.stringify(message));
  });
  await page.route(/\/api\/v1\/views/, (route) => route.abort());
  await page.goto(`${origin}/wall?${query}`);
  await page.clock.runFor(3000);
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  if (staged.lost) {
    reachable = false;
    await (socket as WebSocketRoute | null)?.close();
    await page.clock.runFor(20_000);
  }
  await page.clock.runFor(100);
  return {
    advance: async (minutes) => {
      now += minutes * 60_000;
      await page.clock.fastForward(minutes * 60_000);
      socket?.send(heartbeat(message, now));
      await page.clock.runFor(2000);
    },
  };
}

export function heartbeat(message: WallMessage | null, now: number, build = "1"): string {
  return JSON.stringify({
    type: "heartbeat",
    now: new Date(now).toISOString(),
    epoch: message ? message.epoch : "none",
    edition: message ? message.edition : 0,
    build,
  });
}

/** What sticks out of the screen or of its own box, in words; a wall neither scrolls nor cuts. */
export function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const held = (element: Element): boolean => innerWidth > 500 && innerHeight > 500 && !element.closest("svg");
    for (const element of Array.from(document.querySelectorAll("#board *"))) {
      if (!(element instanceof HTMLElement) || !element.offsetParent) continue;
      const box = element.getBoundingClientRect();
      const name = `${element.tagName.toLowerCase()}.${element.className} “${element.innerText.slice(0, 40)}”`;
      if (box.right > innerWidth + 1 || box.left < -1) found.push(`${name} sticks out sideways`);
      if (held(element) && (box.bottom > innerHeight + 1 || box.top < -1)) found.push(`${name} sticks out upright`);
      if (getComputedStyle(element).display === "inline" || element.clientWidth === 0) continue;
      if (element.scrollWidth > element.clientWidth + 1) found.push(`${name} is wider than its box`);
    }
    // Parts must not lie on one another either.
    const parts = Array.from(
      document.querySelectorAll(".header, .banner, .hero, .rate, .violations, .changes, .strip"),
    );
    const boxes = parts.map((each) => ({ name: each.className, box: each.getBoundingClientRect() }));
    boxes.forEach((a, index) => {
      for (const b of boxes.slice(index + 1)) {
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (across > 1 && down > 1) found.push(`${a.name} lies on ${b.name}`);
      }
    });
    for (const element of parts) {
      const last = Array.from(element.querySelectorAll("p, h2, dd, li")).filter(
        (each) => !each.querySelector(".value"),
      );
      const bottom = element.getBoundingClientRect().bottom + 2;
      for (const each of last) {
        const box = each.getBoundingClientRect();
        if (box.height > 0 && box.bottom > bottom)
          found.push(`“${each.textContent?.slice(0, 40)}” leaves ${element.className}`);
      }
    }
    return found;
  });
}
