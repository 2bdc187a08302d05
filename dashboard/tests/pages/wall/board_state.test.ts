import assert from "node:assert/strict";
import { test } from "node:test";
import { KeptEdition } from "../../../src/live/kept_edition.ts";
import { ServerClock } from "../../../src/live/server_clock.ts";
import { BoardState } from "../../../src/pages/wall/board_state.ts";
import { driftAt } from "../../../src/pages/wall/drift.ts";
import { example } from "./examples.ts";

class Scene {
  local = Date.parse("2026-11-12T13:05:00Z");
  reloads = 0;
  readonly store = new Map<string, string>();
  private readonly shelf = {
    getItem: (key: string) => this.store.get(key) ?? null,
    setItem: (key: string, value: string) => void this.store.set(key, value),
    removeItem: (key: string) => void this.store.delete(key),
  };

  open(): BoardState {
    const now = (): number => this.local;
    return new BoardState(new ServerClock(now), new KeptEdition(this.shelf, "enterprise"), now, () => this.reloads++);
  }
}

const beat = { now: "2026-11-12T13:05:00Z", edition: 231, build: "a" };

test("an edition is shown, held and kept for the next start", () => {
  const scene = new Scene();
  const state = scene.open();
  assert.equal(state.held(), null);
  state.onEdition(example("wall"));
  assert.equal(state.held()?.edition, 231);
  assert.equal(scene.open().edition.value?.edition, 231);
});

test("a new build of the pages reloads the page, the same one does not", () => {
  const scene = new Scene();
  const state = scene.open();
  state.onHeartbeat(beat);
  state.onHeartbeat(beat);
  assert.equal(scene.reloads, 0);
  state.onHeartbeat({ ...beat, build: "b" });
  assert.equal(scene.reloads, 1);
});

test("a database without editions takes the kept one off the glass", () => {
  const scene = new Scene();
  scene.open().onEdition(example("wall"));
  const state = scene.open();
  state.onHeartbeat({ ...beat, edition: 0 });
  assert.equal(state.edition.value, null);
  assert.equal(state.nothingPublished.value, true);
  assert.equal(scene.store.size, 0);
});

test("time is the server's, to the minute, and a wrong clock is told", () => {
  const scene = new Scene();
  const state = scene.open();
  scene.local += 7 * 60_000 + 30_000;
  state.onHeartbeat(beat);
  assert.equal(state.minute.value, Date.parse("2026-11-12T13:05:00Z"));
  assert.equal(state.skew.value, 7 * 60_000);
  scene.local += 45_000;
  state.tick();
  assert.equal(state.minute.value, Date.parse("2026-11-12T13:05:00Z"));
  scene.local += 15_000;
  state.tick();
  assert.equal(state.minute.value, Date.parse("2026-11-12T13:06:00Z"));
});

test("losing the server remembers when it was last heard", () => {
  const scene = new Scene();
  const state = scene.open();
  state.onState("offline");
  assert.equal(state.heardAt.value, null);
  state.onHeartbeat(beat);
  state.onState("live");
  scene.local += 10 * 60_000;
  state.onState("offline");
  assert.equal(state.heardAt.value, Date.parse(beat.now));
});

test("the drift stays within the margin, moves every minute and comes back only after hours", () => {
  const places = Array.from({ length: 420 }, (_, minute) => driftAt(minute));
  for (const { x, y } of places) assert.ok(Math.abs(x) <= 1 && Math.abs(y) <= 1);
  for (let minute = 1; minute < places.length; minute++) assert.notDeepEqual(places[minute], places[minute - 1]);
  assert.ok(new Set(places.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`)).size > 150);
});
