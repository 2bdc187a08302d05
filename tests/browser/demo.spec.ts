// The wall of the demo enterprise, as scripts/start shows it.

import { readFileSync } from "node:fs";
import { expect, test } from "./support/test";
import { heroDays, overflowing, part } from "./support/wall";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

test("shows the demo, marked so, with all that a wall must say", async ({ page, demo }) => {
  await page.goto(`${demo.origin}/wall`);
  await expect(page.getByText("Demo", { exact: true })).toBeVisible();
  await expect(heroDays(page)).toHaveText(/^\d{1,3}(,\d{3})*$/);
  await expect(part(page, "ltifr").locator(".value")).toHaveText(/^(<\s)?\d[\d.,]*$/);
  await expect(part(page, "ltifr")).toContainText(/\d+ injur(y|ies) in [\d.,]+.(million.)?hours/);
  await expect(part(page, "ltifr")).toContainText(/95.% sure/);
  await expect(part(page, "trifr").locator(".value")).toHaveText(/^(<\s)?\d[\d.,]*$/);
  for (const name of ["open", "overdue", "awaiting", "on-time"]) {
    await expect(part(page, name).locator(".value"), name).toHaveText(/\d/);
  }
  const strip = part(page, "strip");
  await expect(strip).toContainText("Live");
  await expect(strip).toContainText(/Edition\d+/);
  await expect(strip).toContainText(/Published\d+/);
  await expect(strip).toContainText(/Next\d+/);
  await expect(strip).toContainText(/Complete\d+ of \d+ organizations/);
  expect(await overflowing(page)).toEqual([]);
});

test("speaks Russian when asked, and when the browser does", async ({ page, demo, browser }) => {
  await page.goto(`${demo.origin}/wall?lang=ru`);
  await expect(part(page, "lti-days")).toContainText(/(день|дня|дней) без травм с потерей рабочего времени/);
  await expect(part(page, "strip")).toContainText("На связи");
  await expect(page.locator("html")).toHaveAttribute("lang", "ru");
  expect(await overflowing(page)).toEqual([]);

  const russian = await browser.newPage({ locale: "ru-RU" });
  await russian.goto(`${demo.origin}/wall`);
  await expect(part(russian, "strip")).toContainText("На связи");
  await russian.close();
});

for (const scope of ["own", "contractors", "site:MINE", "site:PORT"]) {
  test(`shows the scope ${scope}`, async ({ page, demo }) => {
    await page.goto(`${demo.origin}/wall?scope=${scope}`);
    await expect(heroDays(page)).toHaveText(/^[\d,]+$/);
    expect(await overflowing(page)).toEqual([]);
  });
}

test("says that the server does not know a scope", async ({ page, demo }) => {
  await page.goto(`${demo.origin}/wall?scope=site:NOWHERE`);
  await expect(part(page, "waiting")).toContainText("does not know the scope “site:NOWHERE”");
});

for (const theme of ["dark", "light"]) {
  test(`axe finds no fault on the ${theme} board`, async ({ page, demo }) => {
    await page.goto(`${demo.origin}/wall?theme=${theme}`);
    await expect(heroDays(page)).toBeVisible();
    await page.evaluate(axe);
    const result = await page.evaluate<AxeResult>("axe.run()");
    const faults = result.violations.map(({ id, nodes }) => [
      id,
      ...nodes.map((node) => node.failureSummary ?? node.html),
    ]);
    expect(faults).toEqual([]);
  });
}

test("fetches nothing from another host and nothing twice", async ({ page, demo }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${demo.origin}/wall`);
  await expect(heroDays(page)).toBeVisible();
  expect(asked.filter((url) => !url.startsWith(`${demo.origin}/`))).toEqual([]);
  expect(new Set(asked).size).toBe(asked.length);
});

test("fits one printed sheet", async ({ page, demo }) => {
  await page.goto(`${demo.origin}/wall`);
  await expect(heroDays(page)).toBeVisible();
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});
