// The code for phones on walls that were opened by a name which others know too.

import type { BrowserContext } from "@playwright/test";
import { expect, test } from "./support/test";
import { example, overflowing, type Staged, stage } from "./support/wall";

const named = "http://wall.plant.example:8080";

/** The server under a name of the plant, without a change of its settings. */
async function giveName(context: BrowserContext, origin: string): Promise<void> {
  await context.route(`${named}/**`, async (route) => {
    const url = route.request().url().replace(named, origin);
    await route.fulfill({ response: await route.fetch({ url }) });
  });
}

const longest = example("wall.incomplete");
Object.assign(longest, { kind: "out_of_slot", edition: 12_345 });
const states: Record<string, Staged> = {
  live: { message: example("wall"), minutes: 5 },
  "out of slot": { message: longest, minutes: 5 },
  late: { message: example("wall.site"), minutes: 19 * 60 },
  offline: { message: example("wall.incomplete"), minutes: 65, lost: true },
  "offline and old": { message: example("wall.restated"), minutes: 3 * 24 * 60, lost: true },
  "wrong clock": { message: example("wall"), minutes: 5, skewMinutes: 420 },
};

const screens = {
  "1080p": { width: 1920, height: 1080 },
  upright: { width: 1080, height: 1920 },
  "old office screen": { width: 1280, height: 1024 },
};

for (const [screen, viewport] of Object.entries(screens)) {
  for (const language of ["en", "ru"]) {
    test(`has room beside every state on ${screen}, ${language}`, async ({ context, demo }) => {
      await giveName(context, demo.origin);
      for (const [name, staged] of Object.entries(states)) {
        const page = await context.newPage();
        await page.setViewportSize(viewport);
        await stage(page, named, `lang=${language}`, staged);
        const code = page.locator(".phone-code");
        await expect(code, name).toBeVisible();
        const box = await code.boundingBox();
        expect(Math.abs((box?.width ?? 0) - (box?.height ?? 1)), name).toBeLessThan(0.5);
        expect(await overflowing(page), name).toEqual([]);
        await page.evaluate(() => localStorage.clear());
        await page.close();
      }
    });
  }
}

test("is not shown in the hand, nor where it would lead phones astray", async ({ context, page, demo }) => {
  await giveName(context, demo.origin);
  await page.setViewportSize({ width: 390, height: 844 });
  await stage(page, named, "lang=en", { message: example("wall"), minutes: 5 });
  await expect(page.locator(".strip")).toBeVisible();
  await expect(page.locator(".phone-code")).toBeHidden();
  const own = await context.newPage();
  await stage(own, demo.origin, "lang=en", { message: example("wall"), minutes: 5 });
  await expect(own.locator(".strip")).toBeVisible();
  await expect(own.locator(".phone-code")).toHaveCount(0);
});
