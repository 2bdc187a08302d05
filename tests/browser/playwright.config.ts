// Tests of the pages in a real Chromium, against the real program, SAFETYCELL_BINARY. From the root of the repository:
//   SAFETYCELL_BINARY=build/dev/bin/safetycell NODE_PATH=dashboard/node_modules \
//     dashboard/node_modules/.bin/playwright test --config tests/browser/playwright.config.ts

import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const candidates = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];
const chromium = candidates.find((path) => path && existsSync(path));
if (!chromium) throw new Error("There is no Chromium here; CHROMIUM=$(scripts/find-chromium) gets one.");

export default defineConfig({
  testDir: ".",
  outputDir: "results",
  fullyParallel: false,
  workers: 2,
  // A machine that is busy with something else must not stop a change; what passes only then is called flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    viewport: { width: 1920, height: 1080 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--js-flags=--expose-gc",
      ],
    },
  },
});
