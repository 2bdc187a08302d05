// Importing a workbook with three planted faults: told by cell, mended by hand and by another upload, taken whole, seen
// among the records, and undone. At a desk in English, on a phone in Russian.

import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { deskCatalogues } from "../../dashboard/src/text/desk_speaker";
import { expect, test } from "./support/test";
import { part } from "./support/wall";
import { workbookOf } from "./support/workbook_file";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface Listed {
  records: { fields: Record<string, unknown> }[];
}

const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const header = ["Reference", "Firm", "Site", "Date", "Class", "Description"];
const good = ["X-1", "DRILL", "MINE", "2025-01-10", "FAC", "a cut <b>finger</b>"];
const faulty = [
  header,
  good,
  ["X-2", "DRILLL", "MINE", "2025-01-11", "FAC", "an unknown firm"],
  ["X-3", "DRILL", "MINE", "2025-02-30", "FAC", "no such day"],
  ["X-4", "DRILL", "MINE", "2025-01-12", "scratch", "no such class"],
];
const mended = [
  header,
  good,
  ["X-2", "DRILL", "MINE", "2025-01-11", "FAC", "a known firm"],
  ["X-3", "DRILL", "MINE", "2025-02-28", "FAC", "a day"],
  ["X-4", "DRILL", "MINE", "2025-01-12", "MTC", "a class"],
];

async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await (
      window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
  expect(found).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, "what stands beyond the edge").toBeLessThanOrEqual(0);
}

const sizes = [
  { language: "en", viewport: { width: 1280, height: 800 } },
  { language: "ru", viewport: { width: 390, height: 844 } },
] as const;

for (const { language, viewport } of sizes) {
  const words = deskCatalogues[language];
  test(`a workbook with three faults, mended, imported and undone, in ${language}`, async ({ page, ownServer }) => {
    await page.setViewportSize(viewport);
    await ownServer.signIn(page.context(), "hse");
    const upload = async (name: string, rows: string[][]): Promise<void> => {
      await page.getByLabel(words.import_choose).setInputFiles({ name, mimeType, buffer: workbookOf(rows) });
      await expect(part(page, "import-columns")).toBeVisible();
    };
    await page.goto(`${ownServer.origin}/import?lang=${language}`);
    await expectAccessible(page);
    await upload("first.xlsx", faulty);
    await expect(part(page, "said-back")).toContainText('Excel workbook, sheet "Sheet1".');

    // One column is not known by its header, and is mapped by hand. The page is the same when it is loaded anew.
    await expect(page.getByText(words.import_missing.replace("{fields}", words.field_organization))).toBeVisible();
    await expectAccessible(page);
    await page.reload();
    await page
      .getByLabel(words.import_column.replace("{header}", "Firm"))
      .selectOption({ label: words.field_organization });
    await page.getByLabel(words.import_save_as).fill("Firms");
    await page.getByRole("button", { name: words.import_look }).press("Enter");

    const faults = part(page, "import-faults");
    await expect(faults.locator("li[id]")).toHaveCount(3);
    const cells = [
      ["B3", "DRILLL", '"DRILL"'],
      ["D4", "2025-02-30", "A date as 2025-03-31"],
      ["E5", "scratch", "A class: FAT"],
    ];
    for (const [index, [place = "", value = "", expected = ""]] of cells.entries()) {
      const fault = faults.locator("li[id]").nth(index);
      await expect(fault).toContainText(words.import_fault_cell.replace("{place}", place));
      await expect(fault).toContainText(value);
      await expect(fault).toContainText(expected);
    }
    // A link leads to each.
    await faults.getByRole("link", { name: words.import_fault_cell.replace("{place}", "E5") }).press("Enter");
    await expect(faults.locator("li[id]").nth(2)).toBeInViewport();
    await expect(part(page, "import-rows").getByRole("row")).toHaveCount(2);
    await expect(page.getByRole("button", { name: words.import_commit })).toHaveCount(0);
    await expectAccessible(page);
    await page.reload();
    await expect(faults.locator("li[id]")).toHaveCount(3);

    // Another upload of the mended file: the columns are known by now.
    await page.getByRole("link", { name: words.import_another_file }).click();
    await upload("second.xlsx", mended);
    await expect(page.getByText(words.import_profile.replace("{name}", "Firms"))).toBeVisible();
    await page.getByRole("button", { name: words.import_look }).click();
    await expect(part(page, "import-counts")).toContainText(`${words.import_status_new} 4`);
    await expect(part(page, "import-rows")).toContainText("a cut <b>finger</b>");
    await expect(faults).toHaveCount(0);
    await page.getByRole("button", { name: words.import_commit }).click();
    await expect(part(page, "import-done")).toBeVisible();
    await expectAccessible(page);

    const list = await ownServer.ask<Listed>("hse", "GET", "/api/v1/records/incidents?order=recorded&limit=4");
    expect(list.records.map(({ fields }) => fields.reference)).toEqual(["X-4", "X-3", "X-2", "X-1"]);
    await page.getByRole("link", { name: words.import_see_records }).click();
    await expect(page.getByText("X-4").first()).toBeVisible();

    // The same file again changes nothing.
    await page.goto(`${ownServer.origin}/import?lang=${language}`);
    await upload("again.xlsx", mended);
    await page.getByRole("button", { name: words.import_look }).click();
    await expect(part(page, "import-counts")).toContainText(`${words.import_status_unchanged} 4`);

    await page.goto(`${ownServer.origin}/import?lang=${language}`);
    const history = part(page, "import-history");
    await history.getByText(words.import_undo, { exact: true }).click();
    await history.getByLabel(words.import_reason).fill("the wrong file");
    await history.getByRole("button", { name: words.import_undo_do, exact: true }).click();
    await expect(history.locator("li").first()).toContainText(/second\.xlsx/);
    await expect(history.getByRole("button", { name: words.import_undo_do, exact: true })).toHaveCount(0);
    const after = await ownServer.ask<Listed>("hse", "GET", "/api/v1/records/incidents?order=recorded&limit=4");
    expect(after.records.map(({ fields }) => fields.reference)).not.toContain("X-1");
  });
}

test("a file that is no table is refused with a sentence, and a drop is taken like a choice", async ({
  page,
  ownServer,
}) => {
  await ownServer.signIn(page.context(), "hse");
  await page.goto(`${ownServer.origin}/import`);
  await page
    .getByLabel("Choose a file, or drop it here")
    .setInputFiles({ name: "cut.xlsx", mimeType, buffer: workbookOf([header, good]).subarray(0, 300) });
  await expect(page.getByRole("alert")).toContainText("The workbook is broken");
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["reference,organization,date,class\nY-1,DRILL,2025-01-10,FAC\n"], "dropped.csv"));
    return transfer;
  });
  await page.dispatchEvent(".drop", "drop", { dataTransfer: data });
  await expect(page.getByRole("heading", { name: "dropped.csv" })).toBeVisible();
});
