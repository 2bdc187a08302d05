// Every page of the desk by the keyboard alone: Tab reaches every control, shows where it is, and leads out again.

import type { Page } from "@playwright/test";
import { type PageName, pageNames } from "../../dashboard/src/pages/desk/address";
import type { Who } from "./support/server";
import { expect, test } from "./support/test";

/** Whom a page is for where that is not the safety specialist, and what it asks for; null: nobody is signed in. */
const asked: Partial<Record<PageName, { who?: Who | null; query?: string }[]>> = {
  records: [{ query: "kind=violations" }, { query: "kind=hours" }],
  record: [{ query: "kind=violations&id=1" }, { query: "kind=incidents&id=1" }],
  new: [{}, { query: "kind=incidents" }, { query: "kind=violations" }, { query: "kind=disputes", who: "supervisor" }],
  filings: [{}, { query: "month=2026-10&file=DRILL", who: "supervisor" }],
  figure: [{ query: "id=ltifr&scope=enterprise" }],
  edition: [{ query: "number=1" }],
  accounts: [{ who: "admin" }],
  settings: [{ who: "admin" }],
  audit: [{ who: "admin" }],
  contractors: [{}, { query: "organization=DRILL" }],
  "sign-in": [{ who: null }],
  setup: [{ who: null }],
};

const controls = [
  "a[href]",
  "button:enabled",
  "input:enabled:not([type=hidden])",
  "select:enabled",
  "textarea:enabled",
  "summary",
  '[tabindex="0"]',
].join(", ");

interface Step {
  /** Its number among the controls; -1: something else; null: outside the page. */
  control: number | null;
  words: string;
  isShown: boolean;
}

for (const name of pageNames) {
  for (const { who = "hse", query = "" } of asked[name] ?? [{}]) {
    test(`/${name}?${query}: Tab reaches every control, is seen everywhere, and is held nowhere`, async ({
      page,
      demo,
      emptyServer,
    }) => {
      const server = name === "setup" ? emptyServer : demo;
      if (name !== "setup") await server.session("admin");
      if (who) await server.signIn(page.context(), who);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(`${server.origin}/${name}?${query}`);
      await expect(page.locator("h1")).toBeVisible();
      await expect(page.locator(".waiting")).toHaveCount(0);
      await expect(page.locator("main > :not(h1)").first()).toBeVisible();
      const wanted = await numberControls(page);
      const reached = new Set<number>();
      // A date has several stops, one for each of its parts, which the browser marks itself.
      const seen = new Map<string, boolean>();
      let out = false;
      for (let presses = 0; presses < wanted.size * 2 + 20 && !out; presses++) {
        await page.keyboard.press("Tab");
        const { control, words, isShown } = await whereFocusIs(page);
        if (control === null) {
          out = true;
          break;
        }
        reached.add(control);
        seen.set(words, isShown || seen.get(words) === true);
      }
      expect(out, "the focus leaves the page").toBe(true);
      expect(
        [...seen].filter(([, isShown]) => !isShown).map(([words]) => words),
        "focus that is not seen",
      ).toEqual([]);
      expect(
        [...wanted].filter(([number]) => !reached.has(number)).map(([, words]) => words),
        "controls that Tab does not reach",
      ).toEqual([]);
    });
  }
}

/** Of radio buttons that belong together Tab reaches one, and the arrow keys the others. */
async function numberControls(page: Page): Promise<Map<number, string>> {
  const found = await page.evaluate((selector) => {
    const groups = new Set<string>();
    return Array.from(document.querySelectorAll<HTMLElement>(selector)).map((element, number) => {
      element.dataset.control = String(number);
      const style = getComputedStyle(element);
      const isThere = element.checkVisibility() && style.visibility === "visible" && element.tabIndex >= 0;
      const group = element instanceof HTMLInputElement && element.type === "radio" ? element.name : "";
      const isOneOf = group !== "" && groups.has(group);
      if (group) groups.add(group);
      return { number, isWanted: isThere && !isOneOf, words: element.outerHTML.slice(0, 120) };
    });
  }, controls);
  return new Map(found.filter(({ isWanted }) => isWanted).map(({ number, words }) => [number, words]));
}

function whereFocusIs(page: Page): Promise<Step> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement || element instanceof SVGElement) || element === document.body) {
      return { control: null, words: "", isShown: true };
    }
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const isMarked =
      (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    const isOnScreen =
      box.width > 0 &&
      box.height > 0 &&
      box.bottom > 0 &&
      box.right > 0 &&
      box.top < innerHeight &&
      box.left < innerWidth;
    return {
      control: Number(element.dataset.control ?? -1),
      words: element.outerHTML.slice(0, 120),
      isShown: isMarked && isOnScreen,
    };
  });
}
