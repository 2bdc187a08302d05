// Lists as files, and the audit.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";
import { part } from "./support/wall";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const result = await page.evaluate(
    () => (window as unknown as { axe: { run(): Promise<AxeResult> } }).axe.run() as Promise<AxeResult>,
  );
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

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

test("the audit tells who changed what, old and new side by side, and checks the chain", async ({
  page,
  ownServer,
}) => {
  await ownServer.ask("admin", "POST", "/api/v1/accounts", {
    login: "boris",
    name: "<b>Boris</b>",
    role: "mentor",
    organizations: ["DRILL"],
  });
  const { accounts } = await ownServer.ask<{ accounts: { login: string; change: number }[] }>(
    "admin",
    "GET",
    "/api/v1/accounts",
  );
  await ownServer.ask("admin", "PUT", "/api/v1/accounts/boris", {
    name: "<b>Boris</b>",
    role: "viewer",
    change: accounts.find(({ login }) => login === "boris")?.change,
    reason: "=1 <script>alert(1)</script> moved",
  });
  await ownServer.signIn(page.context(), "admin");
  for (const size of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    await page.goto(`${ownServer.origin}/audit?lang=ru`);
    await page.getByLabel("Почему", { exact: true }).fill("MOVED");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/why=MOVED/);
    const changes = page.locator(".changes > li");
    await expect(changes).toHaveCount(1);
    await expect(changes).toContainText("=1 <script>alert(1)</script> moved");
    await expect(changes).toContainText("со страницы, 127.0.0.1");
    expect(await violationsOn(page)).toEqual([]);
    await changes.getByRole("link").click();
    await expect(part(page, "changed").getByRole("row", { name: /^Роль/ })).toHaveText("РольНаставникНаблюдатель");
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole("link", { name: "Все изменения этой записи" }).click();
    await expect(changes).toHaveCount(2);
  }
  await page.goto(`${ownServer.origin}/audit?lang=en&kind=sign_ins`);
  await expect(page.locator(".changes")).toContainText("password set");

  await page.getByRole("button", { name: "Check the chain" }).focus();
  await page.keyboard.press("Enter");
  await expect(part(page, "chain")).toContainText(/The chain is whole: \d+ changes, checked in [\d.]+ s\./);

  // Somebody alters the file by hand.
  execFileSync("python3", [
    "-c",
    "import sqlite3, sys\n" +
      "db = sqlite3.connect(sys.argv[1])\n" +
      "db.execute('DROP TRIGGER account_revision_is_not_updated')\n" +
      "db.execute(\"UPDATE account_revision SET role = 'admin' WHERE role = 'viewer'\")\n" +
      "db.commit()",
    ownServer.database,
  ]);
  await page.getByRole("button", { name: "Check the chain" }).click();
  await expect(part(page, "chain")).toContainText("The chain is broken: 1 fault.");
  await part(page, "chain-faults").getByRole("link").click();
  await expect(part(page, "change")).toContainText("moved");
});
