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

test("personal detail is written, looked at and erased on the page of the incident", async ({ page, ownServer }) => {
  const { id } = await ownServer.ask<{ id: number }>(
    "hse",
    "POST",
    "/api/v1/records/incidents",
    {
      fields: { reference: "N-77", organization: "DRILL", site: "MINE", date: "2026-01-15", class: "LWC" },
      reason: "Reported by radio",
    },
    { "Idempotency-Key": "personal" },
  );
  await ownServer.signIn(page.context(), "hse");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${ownServer.origin}/record?kind=incidents&id=${id}&lang=ru`);
  const section = part(page, "personal-detail");
  await expect(section).toContainText("Не хранятся.");
  await section.getByRole("button", { name: "Записать" }).click();
  await section.getByLabel("Пострадавший").fill("<b>Иван</b> =Петров");
  await section.getByLabel("Медицинские сведения").fill("Перелом\nзапястья");
  expect(await violationsOn(page)).toEqual([]);
  await section.getByRole("button", { name: "Сохранить" }).click();
  await expect(section).toContainText("Хранятся с");

  await page.reload();
  await expect(section).toContainText("записал(а) hse");
  await expect(section).not.toContainText("Петров");
  await section.getByRole("button", { name: "Показать" }).click();
  await expect(section).toContainText("<b>Иван</b> =Петров");

  await section.getByRole("button", { name: "Стереть" }).click();
  await section.getByRole("button", { name: "Стереть навсегда" }).click();
  await expect(section.getByText("Это нужно заполнить.").first()).toBeVisible();
  await section.getByLabel("Причина").fill("Попросил пострадавший");
  await page.keyboard.press("Enter");
  await expect(section).toContainText(/Стёрты .* hse: Попросил пострадавший/);
  await expect(section).not.toContainText("Иван");

  const supervisor = await page.context().browser()?.newContext({ locale: "en-GB" });
  if (!supervisor) throw new Error("there is no browser");
  await ownServer.signIn(supervisor, "supervisor");
  const other = await supervisor.newPage();
  await other.goto(`${ownServer.origin}/record?kind=incidents&id=${id}`);
  await expect(part(other, "record-title")).toContainText("N-77");
  await expect(part(other, "personal-detail")).toHaveCount(0);
  await supervisor.close();

  await ownServer.signIn(page.context(), "admin");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${ownServer.origin}/audit?kind=personal_detail&record=N-77&lang=en`);
  const changes = page.locator(".changes > li");
  await expect(changes).toHaveCount(3);
  await expect(changes.nth(0)).toContainText("personal detail erased");
  await expect(changes.nth(1)).toContainText("personal detail read");
  await expect(changes.nth(2)).toContainText("personal detail recorded");
});
