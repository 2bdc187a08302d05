import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";

interface Builder {
  buildPages(): Promise<Map<string, Buffer>>;
  packFiles(files: Map<string, Buffer>): Buffer;
}
const builder: Builder = await import(`${process.env.SAFETYCELL_DASHBOARD}/build.mjs`);
const files = await builder.buildPages();
const pack = builder.packFiles(files);

interface Entry {
  path: string;
  type: string;
  etag: string;
  caching: string;
  gzip: Buffer;
}

function read(bytes: Buffer): Entry[] {
  const end = bytes.indexOf("\n\n");
  let at = end + 2;
  const entries = bytes
    .subarray(0, end)
    .toString()
    .split("\n")
    .map((line) => {
      const [path = "", type = "", etag = "", caching = "", size = ""] = line.split("\t");
      const gzip = bytes.subarray(at, at + Number(size));
      at += Number(size);
      return { path, type, etag, caching, gzip };
    });
  assert.equal(at, bytes.length, "every byte belongs to a file");
  return entries;
}

const entries = read(pack);

test("the pack gives back every file", () => {
  assert.deepEqual(
    entries.map(({ path }) => path),
    [...files.keys()].sort(),
  );
  for (const { path, gzip } of entries) assert.deepEqual(gunzipSync(gzip), files.get(path), path);
});

test("pages are asked for each time, hashed files never again", () => {
  for (const { path, caching, etag, type } of entries) {
    assert.match(etag, /^"[0-9a-f]{32}"$/, path);
    assert.notEqual(type, "", path);
    const hashed = /^\/assets\/[\w-]+-[A-Z0-9]{8}\.\w+$/.test(path);
    assert.equal(hashed, path.startsWith("/assets/"), path);
    assert.equal(caching, hashed ? "public, max-age=31536000, immutable" : "no-cache", path);
  }
  assert.ok(entries.some(({ path }) => path === "/wall"));
});

test("the same sources give the same bytes", async () => {
  assert.ok(builder.packFiles(await builder.buildPages()).equals(pack));
});

test("the wall's script and style are at most 40 kB compressed", () => {
  const size = entries
    .filter(({ path }) => /^\/assets\/wall-.*\.(js|css)$/.test(path))
    .map(({ gzip }) => gzip.length)
    .reduce((sum, bytes) => sum + bytes, 0);
  console.log(`# wall: ${(size / 1000).toFixed(1)} kB of script and style, compressed`);
  assert.ok(size > 0 && size <= 40_000, `${size} bytes`);
});

test("nothing is fetched from another host", () => {
  for (const [path, bytes] of files) {
    // The viewer of the description names hosts that it asks only when told to; the pages' policy forbids it anyway.
    if (!/\.(js|css)$|^\/\w+$/.test(path) || path.startsWith("/assets/swagger-ui")) continue;
    const hosts = bytes.toString().match(/\b(?:https?|wss?):\/\/[\w.-]+/g) || [];
    // Names of namespaces, never fetched.
    const outside = hosts.filter((host) => host !== "http://www.w3.org");
    assert.deepEqual(outside, [], path);
  }
});

test("the description of the interface is one file, with every message in it", () => {
  const text = files.get("/api/v1/openapi.json")?.toString() ?? "";
  const description = JSON.parse(text);
  assert.equal(description.openapi, "3.1.0");
  assert.ok(Object.keys(description.paths).length > 20);
  assert.doesNotMatch(text, /\$ref":"(?!#\/)/);
  assert.equal(entries.find(({ path }) => path === "/api/v1/openapi.json")?.type, "application/json");
});

test("every file that a page or a style names is in the pack", () => {
  for (const [path, bytes] of files) {
    if (!/\.css$|^\/\w+$/.test(path)) continue;
    for (const named of bytes.toString().match(/\/assets\/[\w.-]+/g) || [])
      assert.ok(files.has(named), `${path}: ${named}`);
  }
});
