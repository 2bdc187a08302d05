// Lists as files, and the audit.

import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";
import { part } from "./support/wall";

async function downloaded(page: Page, format: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    part(page, "exports").getByRole("button", { name: format }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("the list on a page is saved with its filter as CSV and as a workbook, in English and Russian", async ({
  page,
  ownServer,
}) => {
  await ownServer.signIn(page.context(), "hse");
  await page.goto(`${ownServer.origin}/records?kind=organizations&lang=ru`);
  const csv = await downloaded(page, "CSV");
  expect(csv.name).toMatch(/^safetycell-organizations-\d{4}-\d\d-\d\d\.csv$/);
  expect(csv.bytes.toString("utf8")).toMatch(/^\uFEFF"Код";"Наименование";/);
  expect(csv.bytes.toString("utf8")).toContain('"DRILL"');
  await expect(part(page, "exports")).toContainText(`Сохранено: ${csv.name}`);

  await page.goto(`${ownServer.origin}/records?kind=hours&organization=NOBODY&lang=en`);
  const none = await downloaded(page, "CSV");
  expect(none.bytes.toString("utf8").trimEnd().split("\r\n")).toHaveLength(1);
  const book = await downloaded(page, "XLSX");
  expect(book.name).toMatch(/\.xlsx$/);
  expect(book.bytes.subarray(0, 4).toString("latin1")).toBe("PK\x03\x04");
});
