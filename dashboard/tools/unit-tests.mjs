// Runs the unit tests, tests/**/*.test.ts, with the test runner of node: each is bundled for it first, because the oldest
// node that is supported reads no TypeScript. Arguments choose files: node tools/unit-tests.mjs numbers connection

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const dashboard = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const wanted = process.argv.slice(2);

async function testsIn(folder) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await testsIn(path)));
    else if (entry.name.endsWith(".test.ts")) found.push(path);
  }
  return found.sort();
}

const tests = (await testsIn(join(dashboard, "tests"))).filter(
  (path) => wanted.length === 0 || wanted.some((part) => path.includes(part)),
);
if (tests.length === 0) {
  console.error("no test has such a name");
  process.exit(1);
}

// Inside the dashboard, so that the packages are found from there.
await mkdir(join(dashboard, "dist"), { recursive: true });
const bundles = await mkdtemp(join(dashboard, "dist/tests-"));
try {
  await build({
    absWorkingDir: dashboard,
    entryPoints: tests,
    outdir: bundles,
    outbase: join(dashboard, "tests"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node18",
    jsx: "automatic",
    jsxImportSource: "preact",
    sourcemap: "inline",
  });
  const files = tests.map((path) => join(bundles, relative(join(dashboard, "tests"), path).replace(/\.ts$/, ".mjs")));
  const child = spawn(process.execPath, ["--enable-source-maps", "--test", ...files], {
    stdio: "inherit",
    env: { ...process.env, SAFETYCELL_DASHBOARD: dashboard },
  });
  process.exitCode = await new Promise((done) => child.on("exit", (code) => done(code ?? 1)));
} finally {
  await rm(bundles, { recursive: true, force: true });
}
