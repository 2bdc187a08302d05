// Builds every page into one pack that the server carries inside its program:
//   node build.mjs OUTPUT
//
// A pack is a list of lines, one per file,
//   path <TAB> content-type <TAB> etag <TAB> cache-control <TAB> byte-size
// then an empty line, then the gzip bytes of the files one after another in that order. Equal sources give equal bytes.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

/** Engines of real televisions (Chromium 67 to 94), and browsers of the same age. */
const target = ["chrome67", "safari13", "firefox68"];

/**
 * One bundle per folder of src/pages with a main.tsx: the paths at which it is served, and what src/pages/page.html says
 * otherwise for it.
 */
const pages = {
  wall: { addresses: ["/wall"], root: "board", theme: "dark", schemes: "dark" },
  desk: {
    addresses: [
      "/overview",
      "/contractors",
      "/charts",
      "/effect",
      "/editions",
      "/edition",
      "/figures",
      "/figure",
      "/hse",
      "/records",
      "/record",
      "/new",
      "/filings",
      "/import",
      "/accounts",
      "/audit",
      "/settings",
      "/account",
      "/sign-in",
      "/setup",
    ],
    root: "desk",
    theme: "light",
    schemes: "light dark",
  },
};

const contentTypes = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".json": "application/json",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Scripts, styles, fonts and icons with hashed names, by path, and the text of each page. */
export async function buildPages() {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [
      ...Object.keys(pages).map((page) => ({ in: `src/pages/${page}/main.tsx`, out: page })),
      { in: "src/pages/docs/main.ts", out: "docs" },
      { in: "src/styles/icon.svg", out: "icon" },
    ],
    entryNames: "[dir]/[name]-[hash]",
    assetNames: "[name]-[hash]",
    outdir: resolve(here, "dist/assets"),
    publicPath: "/assets",
    bundle: true,
    format: "esm",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    target,
    // Safari 13 knows destructuring; esbuild counts it out over a fault in a form that is not used here.
    supported: { destructuring: true },
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".woff2": "file", ".svg": "copy" },
    metafile: true,
    write: false,
    logLevel: "warning",
  });

  const files = new Map();
  for (const file of result.outputFiles) files.set(`/assets/${basename(file.path)}`, Buffer.from(file.contents));

  const paths = [...files.keys()];
  const one = (pattern) => {
    const found = paths.filter((path) => pattern.test(path));
    if (found.length !== 1) throw new Error(`expected one asset like ${pattern}, found ${found.length}`);
    return found[0];
  };
  const template = await readFile(resolve(here, "src/pages/page.html"), "utf8");
  for (const [page, { addresses, ...settings }] of Object.entries(pages)) {
    const entry = Object.entries(result.metafile.outputs).find(
      ([, output]) => output.entryPoint === `src/pages/${page}/main.tsx`,
    );
    const values = {
      ...settings,
      icon: one(/^\/assets\/icon-\w+\.svg$/),
      latin_font: one(/^\/assets\/inter-latin-wght-normal-\w+\.woff2$/),
      script: `/assets/${basename(entry[0])}`,
      style: `/assets/${basename(entry[1].cssBundle)}`,
    };
    const html = template.replace(/\{\{(\w+)\}\}/g, (_, name) => {
      if (!(name in values)) throw new Error(`page.html asks for an unknown {{${name}}}`);
      return values[name];
    });
    for (const address of addresses) files.set(address, Buffer.from(html));
  }
  await addDocs(files, one);
  return files;
}

/** Named by its content, as esbuild names the others. */
function hashedName(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
  return `/assets/${name.replace(/\.\w+$/, "")}-${hash}${extname(name)}`;
}

/** The description of the interface as one file, and a page to browse it. */
async function addDocs(files, one) {
  const viewer = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  const add = async (name) => {
    const bytes = await readFile(join(viewer, name));
    const path = hashedName(name, bytes);
    files.set(path, bytes);
    return path;
  };
  const values = {
    icon: one(/^\/assets\/icon-\w+\.svg$/),
    script: one(/^\/assets\/docs-\w+\.js$/),
    viewer: await add("swagger-ui-bundle.js"),
    viewer_style: await add("swagger-ui.css"),
  };
  const template = await readFile(resolve(here, "src/pages/docs/page.html"), "utf8");
  files.set("/docs", Buffer.from(template.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name])));
  files.set("/api/v1/openapi.json", await bundledDescription());
}

/** schema/openapi.yaml with all messages that it refers to. */
async function bundledDescription() {
  const folder = await mkdtemp(join(tmpdir(), "safetycell-openapi-"));
  try {
    const output = join(folder, "openapi.json");
    const program = resolve(here, "node_modules/@redocly/cli/bin/cli.js");
    const schema = resolve(here, "../schema");
    await promisify(execFile)(
      process.execPath,
      [program, "bundle", join(schema, "openapi.yaml"), "--config", join(schema, "redocly.yaml"), "--output", output],
      { env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" } },
    );
    return Buffer.from(JSON.stringify(JSON.parse(await readFile(output, "utf8"))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The files as one pack, sorted by path so that the order of building does not show. */
export function packFiles(files) {
  const lines = [];
  const bodies = [];
  for (const path of [...files.keys()].sort()) {
    const bytes = files.get(path);
    const body = gzipSync(bytes, { level: 9 });
    const hashed = path.startsWith("/assets/");
    const type = contentTypes[extname(path) || ".html"];
    if (!type) throw new Error(`no content type is known for ${path}`);
    const etag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}"`;
    const caching = hashed ? "public, max-age=31536000, immutable" : "no-cache";
    lines.push([path, type, etag, caching, body.length].join("\t"));
    bodies.push(body);
  }
  return Buffer.concat([Buffer.from(`${lines.join("\n")}\n\n`), ...bodies]);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const output = process.argv[2];
  if (!output) {
    console.error("usage: node build.mjs OUTPUT");
    process.exit(2);
  }
  const files = await buildPages();
  await mkdir(dirname(resolve(output)), { recursive: true });
  // Renamed into place, so that an interrupted build never leaves half a pack.
  await writeFile(`${output}.part`, packFiles(files));
  await rename(`${output}.part`, output);
}
