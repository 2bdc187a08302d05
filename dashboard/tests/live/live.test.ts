import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { liveAddress, readPageAddress, viewAddress } from "../../src/live/address.ts";
import { longestDelay, retryDelay } from "../../src/live/backoff.ts";
import { gunzip } from "../../src/live/gunzip.ts";
import { KeptEdition } from "../../src/live/kept_edition.ts";
import { watchSilence } from "../../src/live/last_resort.ts";
import { ServerClock } from "../../src/live/server_clock.ts";
import { settle } from "./timers.ts";

const example = `${process.env.SAFETYCELL_DASHBOARD}/../schema/messages/examples/wall.json`;

test("addresses carry scope and language as they are, encoded", () => {
  assert.deepEqual(readPageAddress(""), { scope: "enterprise", language: null, theme: "dark" });
  assert.deepEqual(readPageAddress("?scope=site:Р-1&lang=ru&theme=light"), {
    scope: "site:Р-1",
    language: "ru",
    theme: "light",
  });
  assert.equal(
    liveAddress("https://wall.example", "site:Р-1", { epoch: "e", edition: 7 }),
    "wss://wall.example/api/v1/live?audience=wall%2Fsite%3A%D0%A0-1&have=e.7&encoding=gzip",
  );
  assert.equal(viewAddress("site:a&b"), "/api/v1/views/wall?scope=site%3Aa%26b");
});

test("delays double from a quarter of a second to ten, half of each by chance", () => {
  const slowest = [1, 2, 3, 4, 5, 6, 7, 8, 1000].map((failures) => retryDelay(failures, 1));
  assert.deepEqual(slowest, [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, longestDelay]);
  assert.equal(retryDelay(1, 0), 125);
  assert.equal(retryDelay(50, 0), longestDelay / 2);
});

test("both inflaters open what zlib compressed", async () => {
  const text = readFileSync(example, "utf8").repeat(20);
  const bytes = gzipSync(text, { level: 9 });
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  assert.equal(await gunzip(buffer), text);

  const native = globalThis.DecompressionStream;
  assert.equal(typeof native, "function", "this node has the engine's own inflater");
  try {
    Reflect.deleteProperty(globalThis, "DecompressionStream");
    assert.equal(await gunzip(buffer), text);
    await assert.rejects(gunzip(buffer.slice(0, 40)));
    await assert.rejects(gunzip(new ArrayBuffer(0)));
  } finally {
    globalThis.DecompressionStream = native;
  }
});

test("the server's clock is kept by its difference, and a wrong screen is told", () => {
  let local = 1_000_000;
  const clock = new ServerClock(() => local);
  assert.equal(clock.now(), 1_000_000);
  assert.equal(clock.skew(), 0);
  clock.hear(1_300_000);
  local += 5_000;
  assert.equal(clock.now(), 1_305_000);
  assert.equal(clock.skew(), -300_000);
  clock.hear(local + 30_000);
  assert.equal(clock.skew(), 0);
  clock.hear(Number.NaN);
  assert.equal(clock.now(), local + 30_000);
});

test("an edition is kept over a power cut, and what cannot be read is thrown away", () => {
  const store = new Map<string, string>();
  const shelf = {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
    removeItem: (key: string) => void store.delete(key),
  };
  const wall = JSON.parse(readFileSync(example, "utf8"));
  new KeptEdition(shelf, "enterprise").save(wall);
  assert.deepEqual(new KeptEdition(shelf, "enterprise").load(), wall);
  assert.equal(new KeptEdition(shelf, "own").load(), null);

  store.set("safetycell.wall.enterprise", '{"layout":1,"mess');
  assert.equal(new KeptEdition(shelf, "enterprise").load(), null);
  assert.equal(store.size, 0);
  store.set("safetycell.wall.enterprise", JSON.stringify({ layout: 2, message: wall }));
  assert.equal(new KeptEdition(shelf, "enterprise").load(), null);

  const full = {
    ...shelf,
    setItem: () => {
      throw new Error("full");
    },
  };
  new KeptEdition(full, "enterprise").save(wall);
  assert.equal(new KeptEdition(null, "enterprise").load(), null);
});

test("ten silent minutes reload the page, but only while the server answers", async () => {
  let now = 0;
  let heardAt = 0;
  let answers = false;
  let asked = 0;
  let reloads = 0;
  let tick = (): void => assert.fail("no timer was set");
  watchSilence({
    now: () => now,
    heardAt: () => heardAt,
    serverAnswers: async () => {
      asked++;
      return answers;
    },
    reload: () => reloads++,
    setInterval: (work) => {
      tick = work;
    },
  });
  const at = async (minutes: number): Promise<void> => {
    now = minutes * 60_000;
    tick();
    await settle();
  };
  await at(9.5);
  assert.equal(asked, 0);
  heardAt = now;
  await at(19);
  assert.equal(asked, 0);
  await at(20);
  assert.deepEqual([asked, reloads], [1, 0]);
  answers = true;
  await at(20.5);
  assert.deepEqual([asked, reloads], [2, 1]);
  // A clock that is set back must not silence the watch.
  await at(-600);
  assert.equal(reloads, 2);
});
