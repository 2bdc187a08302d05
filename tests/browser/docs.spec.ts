// The description of the interface as a page, without any other host.

import { expect, test } from "./support/test";

for (const size of [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
]) {
  test(`the interface can be browsed offline, ${size.width} wide`, async ({ page, demo }) => {
    const refused: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") refused.push(message.text());
    });
    const outside: string[] = [];
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== demo.origin) outside.push(request.url());
    });
    await page.setViewportSize(size);
    await page.goto(`${demo.origin}/docs`);
    const filings = page.locator(".opblock", { hasText: "/api/v1/filings/{id}" });
    await expect(filings).toBeVisible();
    await filings.getByRole("button").first().click();
    await expect(filings).toContainText("One form beside the single records of its days");
    await expect(page.locator(".opblock")).toHaveCount(await operations(demo.origin));
    expect(refused).toEqual([]);
    expect(outside).toEqual([]);
  });
}

async function operations(origin: string): Promise<number> {
  const { paths } = (await (await fetch(`${origin}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const methods = ["get", "post", "put", "patch", "delete"];
  return Object.values(paths).flatMap((item) => Object.keys(item).filter((key) => methods.includes(key))).length;
}
