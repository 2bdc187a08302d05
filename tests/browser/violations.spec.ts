// A violation from finding to verified closure, by the people who answer for each part of it.

import { readFileSync } from "node:fs";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import type { Server, Who } from "./support/server";
import { expect, test } from "./support/test";
import { part } from "./support/wall";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

interface Made {
  id: number;
  change: number;
  fields: Record<string, unknown>;
}

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

const words = {
  en: {
    locale: "en-GB",
    fixed: "It is fixed",
    done: "What was done",
    verify: "I verify it",
    back: "Return it",
    wrong: "What is not right yet",
    another: "Somebody other than whoever fixed it verifies it.",
    awaiting: "fixed, awaiting verification",
    closed: "verified and closed",
    overtaken: "since you opened it",
    more: "Ask for more time",
    until: "Until when",
    why: "Why more time is needed",
    refuse: "Refuse more time",
    refusal: "Why it is refused",
    asked: "More time asked for",
    refused: "More time refused",
    returned: "Returned: not fixed yet",
    dispute: "Dispute it",
    disputed: "Reference of the record",
  },
  ru: {
    locale: "ru-RU",
    fixed: "Устранено",
    done: "Что сделано",
    verify: "Подтверждаю устранение",
    back: "Вернуть",
    wrong: "Что ещё не так",
    another: "Проверяет не тот, кто устранил.",
    awaiting: "устранено, ждёт проверки",
    closed: "проверено и закрыто",
    overtaken: "Пока страница была открыта",
    more: "Попросить перенести срок",
    until: "До какого числа",
    why: "Почему нужно больше времени",
    refuse: "Отказать в переносе",
    refusal: "Почему отказано",
    asked: "Запрошен перенос срока",
    refused: "В переносе срока отказано",
    returned: "Возвращено: ещё не устранено",
    dispute: "Оспорить",
    disputed: "Номер записи",
  },
};
type Words = (typeof words)["en"];

for (const [language, form] of [
  ["en", phone],
  ["ru", phone],
  ["en", desktop],
  ["ru", desktop],
] as const) {
  const size = form === phone ? "phone" : "desktop";
  test(`from finding to verified closure, ${language}, ${size}`, async ({ browser, ownServer }) => {
    const say: Words = words[language];
    const violation = await found(ownServer, "V-LIFE");
    const open = opener(browser, ownServer, { ...form, locale: say.locale });
    const supervisor = await open("supervisor", violation);
    await supervisor.getByLabel(say.done).fill("Rails are up");
    await supervisor.getByRole("button", { name: say.fixed }).click();
    await expect(part(supervisor, "life-cycle")).toContainText(say.awaiting);
    await expect(part(supervisor, "life-cycle")).toContainText(say.another);
    await expect(supervisor.getByRole("button", { name: say.verify })).toHaveCount(0);
    // No button, and the server refuses it all the same.
    expect(await attempt(ownServer, "supervisor", violation, { step: "verified" })).toBe(403);

    const mentor = await open("mentor", violation);
    await mentor.getByRole("button", { name: say.back }).click();
    await mentor.getByLabel(say.wrong).fill("The lower rail is missing <b>here</b>");
    await mentor.getByRole("button", { name: say.back }).click();
    await expect(part(mentor, "timeline")).toContainText(say.returned);
    await expect(part(mentor, "timeline")).toContainText("The lower rail is missing <b>here</b>");

    // The page of the supervisor is older than the return.
    await supervisor.reload();
    await expect(part(supervisor, "timeline")).toContainText("The lower rail is missing");
    await supervisor.getByLabel(say.done).fill("Both rails");
    await supervisor.getByRole("button", { name: say.fixed }).click();
    await expect(part(supervisor, "life-cycle")).toContainText(say.awaiting);

    // What the mentor looks at is older than the second fix: nothing is verified unseen.
    await mentor.reload();
    await expect(mentor.getByRole("button", { name: say.verify })).toBeVisible();
    await attempt(ownServer, "hse", violation, { step: "commented", text: "Seen from the gate" });
    await mentor.getByRole("button", { name: say.verify }).click();
    await expect(mentor.getByRole("alert")).toContainText(say.overtaken);
    await expect(part(mentor, "timeline")).toContainText("Seen from the gate");
    await mentor.getByRole("button", { name: say.verify }).click();
    await expect(part(mentor, "life-cycle")).toContainText(say.closed);
    await expect(part(mentor, "timeline").locator("[data-step]")).toHaveCount(5);
    await fits(supervisor);
    await passes(mentor);
  });
}

for (const language of ["en", "ru"] as const) {
  test(`more time is asked for and refused, ${language}`, async ({ browser, ownServer }) => {
    const say: Words = words[language];
    const violation = await found(ownServer, "V-TIME");
    const supervisor = await opener(browser, ownServer, { ...phone, locale: say.locale })("supervisor", violation);
    await supervisor.getByRole("button", { name: say.more }).click();
    await supervisor.getByLabel(say.why).fill("Steel is late");
    await supervisor.getByRole("button", { name: say.more }).click();
    await expect(supervisor.getByLabel(say.until)).toBeFocused();
    await supervisor.getByLabel(say.until).fill("2099-01-31");
    await supervisor.getByRole("button", { name: say.more }).click();
    await expect(part(supervisor, "timeline")).toContainText(say.asked);
    await expect(supervisor.getByRole("button", { name: say.more })).toHaveCount(0);

    const hse = await opener(browser, ownServer, { ...desktop, locale: say.locale })("hse", violation);
    await hse.getByRole("button", { name: say.refuse }).click();
    await hse.getByLabel(say.refusal).fill("There is steel");
    await hse.getByRole("button", { name: say.refuse }).click();
    await expect(part(hse, "timeline")).toContainText(say.refused);
    const now = await ownServer.ask<Made>("hse", "GET", `/api/v1/records/violations/${violation.id}`);
    expect(now.fields).toEqual(violation.fields);
    await passes(hse);

    await supervisor.getByRole("link", { name: say.dispute }).click();
    await expect(supervisor.getByLabel(say.disputed)).toHaveValue("V-TIME");
  });
}

test("what was typed with a step survives a lost connection, and the step is taken once", async ({
  browser,
  ownServer,
}) => {
  const violation = await found(ownServer, "V-LOST");
  const page = await opener(browser, ownServer, { ...phone, locale: "en-GB" })("supervisor", violation);
  await page.getByLabel("What was done").fill("Welded the rail");
  // The request arrives, and its answer is lost.
  await page.route("**/steps", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole("button", { name: "It is fixed" }).click();
  await expect(page.getByRole("alert")).toContainText("The server does not answer.");
  await expect(page.getByLabel("What was done")).toHaveValue("Welded the rail");
  await page.unroute("**/steps");
  await page.getByRole("button", { name: "It is fixed" }).click();
  await expect(part(page, "life-cycle")).toContainText("fixed, awaiting verification");
  await expect(part(page, "timeline").locator("[data-step]")).toHaveCount(1);

  const typed = await found(ownServer, "V-TYPED");
  const other = await opener(browser, ownServer, { ...phone, locale: "en-GB" })("supervisor", typed);
  await other.getByLabel("What was done").fill("Half a sentence");
  await other.reload();
  await expect(other.getByLabel("What was done")).toHaveValue("Half a sentence");
});

for (const language of ["en", "ru"] as const) {
  test(`photos before and after, without where they were taken, ${language}`, async ({ browser, ownServer }) => {
    const say = {
      en: { after: "Add a photo of after", again: "Send it again", drop: "Leave this photo", name: "Photos" },
      ru: { after: "Добавить фото «после»", again: "Отправить ещё раз", drop: "Не отправлять", name: "Фотографии" },
    }[language];
    const violation = await found(ownServer, "V-PHOTO");
    const locale = words[language].locale;
    const page = await opener(browser, ownServer, { ...phone, locale })("supervisor", violation);
    const input = page.getByLabel(say.after);
    await expect(input).toHaveAttribute("capture", "environment");
    const jpeg = await taken(page);
    expect(jpeg.includes("GPS 59")).toBe(true);
    await input.setInputFiles({ name: "rail.jpg", mimeType: "image/jpeg", buffer: jpeg });
    const shown = part(page, "photos").locator("[data-moment=after] img");
    await expect(shown).toHaveCount(1);
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
    const path = `/api/v1/records/violations/${violation.id}/photos/1`;
    const kept = await fetch(ownServer.origin + path, {
      headers: { Cookie: `safetycell=${await ownServer.session("supervisor")}` },
    });
    expect(kept.headers.get("content-type")).toBe("image/jpeg");
    expect(kept.headers.get("x-content-type-options")).toBe("nosniff");
    const bytes = Buffer.from(await kept.arrayBuffer());
    expect(bytes.includes("GPS 59")).toBe(false);
    expect(bytes.length).toBeGreaterThan(1000);

    // What is no photo is refused with a sentence; one that did not arrive is sent again, once.
    await input.setInputFiles({ name: "fake.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<svg/>") });
    await expect(part(page, "uploads")).toContainText("This is no photo in JPEG or PNG");
    await page.getByRole("button", { name: say.drop }).click();
    await page.route("**/photos?*", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await input.setInputFiles({ name: "rail.jpg", mimeType: "image/jpeg", buffer: jpeg });
    await expect(page.getByRole("button", { name: say.again })).toBeVisible();
    await page.unroute("**/photos?*");
    await page.getByRole("button", { name: say.again }).click();
    await expect(shown).toHaveCount(2);
    await fits(page);
    await passes(page);
    expect(await ownServer.run("verify")).toContain("Verified");
  });
}

test("a violation is recorded with a photo", async ({ browser, ownServer }) => {
  const context = await browser.newContext({ ...phone, locale: "en-GB" });
  await ownServer.signIn(context, "hse");
  const page = await context.newPage();
  await page.goto(`${ownServer.origin}/new?kind=violations`);
  await page.getByLabel("Who must fix it").selectOption("DRILL");
  await page
    .getByLabel("Add a photo")
    .setInputFiles({ name: "rail.jpg", mimeType: "image/jpeg", buffer: await taken(page) });
  await page.getByRole("button", { name: "Record it" }).click();
  await expect(part(page, "photos-kept")).toContainText("One photo is kept with it");
  await page.getByRole("link", { name: "Open it" }).click();
  await expect(part(page, "photos").locator("[data-moment=before] img")).toHaveCount(1);
});

/** A photo with EXIF that says where it was taken. */
async function taken(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 640;
    canvas.height = 480;
    const paint = canvas.getContext("2d");
    for (let i = 0; paint && i < 64; i++) {
      paint.fillStyle = `hsl(${i * 5}, 80%, 50%)`;
      paint.fillRect(i * 10, 0, 10, 480);
    }
    return canvas.toDataURL("image/jpeg", 0.9);
  });
  const plain = Buffer.from(url.split(",")[1] ?? "", "base64");
  const exif = Buffer.from("Exif\0\0MM\0*\0\0\0\b\0\0GPS 59 57 N 30 19 E", "latin1");
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([plain.subarray(0, 2), head, exif, plain.subarray(2)]);
}

test("by keyboard alone: a violation is returned with a comment", async ({ browser, ownServer }) => {
  const violation = await found(ownServer, "V-KEYS");
  await attempt(ownServer, "supervisor", violation, { step: "fixed" });
  const page = await opener(browser, ownServer, { ...desktop, locale: "en-GB" })("mentor", violation);
  await tabTo(page, page.getByRole("button", { name: "Return it" }));
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("What is not right yet")).toBeFocused();
  await page.keyboard.type("Not yet");
  await page.keyboard.press("Enter");
  await expect(part(page, "timeline")).toContainText("Not yet");
});

/** A violation of the contractor of the supervisor and the mentor, found today. */
async function found(server: Server, reference: string): Promise<Made> {
  const today = new Date().toISOString().slice(0, 10);
  const due = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  const fields = {
    reference,
    organization: "DRILL",
    site: "MINE",
    severity: "high",
    found_on: today,
    due_on: due,
    requirement: "Guard rails at edges",
  };
  return server.ask(
    "hse",
    "POST",
    "/api/v1/records/violations",
    { fields, reason: "Inspection" },
    {
      "Idempotency-Key": reference,
    },
  );
}

/** Takes a step with the newest state; the status of the answer. */
async function attempt(server: Server, who: Who, { id }: Made, step: object): Promise<number> {
  const path = `/api/v1/records/violations/${id}`;
  const { change } = await server.ask<Made>(who, "GET", path);
  const reply = await fetch(`${server.origin}${path}/steps`, {
    method: "POST",
    headers: {
      Origin: server.origin,
      Cookie: `safetycell=${await server.session(who)}`,
      "Content-Type": "application/json",
      "If-Match": `"${change}"`,
      "Idempotency-Key": `attempt ${Math.random()}`,
    },
    body: JSON.stringify(step),
  });
  await reply.text();
  return reply.status;
}

function opener(browser: Browser, server: Server, options: BrowserContextOptions) {
  return async (who: Who, { id }: Made): Promise<Page> => {
    const context: BrowserContext = await browser.newContext(options);
    await server.signIn(context, who);
    const page = await context.newPage();
    await page.goto(`${server.origin}/record?kind=violations&id=${id}`);
    await expect(part(page, "life-cycle")).toBeVisible();
    return page;
  };
}

async function tabTo(page: Page, target: ReturnType<Page["locator"]>): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the keyboard does not get there");
}

/** The page does not scroll sideways. */
async function fits(page: Page): Promise<void> {
  const [width, room] = await page.evaluate(() => [document.body.scrollWidth, document.documentElement.clientWidth]);
  expect(width).toBeLessThanOrEqual(room ?? 0);
}

/** axe finds nothing. */
async function passes(page: Page): Promise<void> {
  await page.evaluate(axe);
  const result = (await page.evaluate("axe.run()")) as AxeResult;
  expect(result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)).toEqual([]);
}
