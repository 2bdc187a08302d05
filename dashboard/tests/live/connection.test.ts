import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { HeartbeatMessage } from "../../src/contract/heartbeat.ts";
import type { WallMessage } from "../../src/contract/wall.ts";
import type { Held } from "../../src/live/address.ts";
import { Connection, type PollAnswer, type SocketEvents } from "../../src/live/connection.ts";
import { settle, Timers } from "./timers.ts";

const examples = `${process.env.SAFETYCELL_DASHBOARD}/../schema/messages/examples`;
const wall: WallMessage = JSON.parse(readFileSync(`${examples}/wall.json`, "utf8"));
const heartbeat: HeartbeatMessage = JSON.parse(readFileSync(`${examples}/heartbeat.json`, "utf8"));

/** A page with its server, both in the hands of the test. */
class Scene {
  readonly timers = new Timers();
  readonly sockets: { address: string; events: SocketEvents; sent: string[]; closed: boolean }[] = [];
  readonly states: string[] = [];
  readonly editions: number[] = [];
  readonly polls: string[] = [];
  heartbeats = 0;
  nothingPublished = 0;
  held: Held | null = null;
  poll: () => Promise<PollAnswer> = () => Promise.reject(new Error("unreachable"));
  gunzip: (bytes: ArrayBuffer) => Promise<string> = async (bytes) => new TextDecoder().decode(bytes);
  readonly connection: Connection;

  constructor() {
    this.connection = new Connection(
      "enterprise",
      {
        origin: "http://server",
        openSocket: (address, events) => {
          const socket = { address, events, sent: [] as string[], closed: false };
          this.sockets.push(socket);
          return { send: (text) => socket.sent.push(text), close: () => (socket.closed = true) };
        },
        fetchView: (address) => {
          this.polls.push(address);
          return this.poll();
        },
        gunzip: (bytes) => this.gunzip(bytes),
        random: () => 1 - Number.EPSILON,
        setTimer: this.timers.set,
        clearTimer: this.timers.clear,
      },
      {
        onState: (state) => this.states.push(state),
        onHeartbeat: () => this.heartbeats++,
        onEdition: (message) => {
          this.editions.push(message.edition);
          this.held = message;
        },
        onHeard: () => undefined,
        onNothingPublished: () => this.nothingPublished++,
        held: () => this.held,
      },
    );
    this.connection.start();
  }

  get socket() {
    const last = this.sockets[this.sockets.length - 1];
    assert.ok(last);
    return last;
  }

  async receive(message: object | ArrayBuffer): Promise<void> {
    this.socket.events.onMessage(message instanceof ArrayBuffer ? message : JSON.stringify(message));
    await settle();
  }
}

test("connects, takes an edition, and acknowledges what was drawn", async () => {
  const scene = new Scene();
  assert.equal(scene.socket.address, "ws://server/api/v1/live?audience=wall%2Fenterprise&encoding=gzip");
  await scene.receive(heartbeat);
  await scene.receive(wall);
  assert.deepEqual(scene.states, ["live"]);
  assert.deepEqual(scene.editions, [231]);
  scene.connection.acknowledge(231);
  assert.deepEqual(scene.socket.sent, ['{"type":"shown","edition":231}']);
});

test("says which edition it holds when it comes back", async () => {
  const scene = new Scene();
  await scene.receive(wall);
  scene.socket.events.onClose(1006);
  scene.connection.acknowledge(231);
  await scene.timers.advance(500);
  assert.match(scene.socket.address, /have=7f3c2a1e9b604d58\.231&/);
  // The server, perhaps another process by now, learns again what stands on the glass.
  await scene.receive(heartbeat);
  assert.deepEqual(scene.socket.sent, ['{"type":"shown","edition":231}']);
});

test("a short break is not shown; a longer one is, once; coming back is shown at once", async () => {
  const scene = new Scene();
  await scene.receive(heartbeat);
  scene.socket.events.onClose(1006);
  await scene.timers.advance(300);
  await scene.receive(heartbeat);
  assert.deepEqual(scene.states, ["live"]);

  scene.socket.events.onClose(1006);
  for (let second = 0; second < 60; second++) {
    if (!scene.socket.closed) scene.socket.events.onClose(1006);
    await scene.timers.advance(1000);
  }
  assert.deepEqual(scene.states, ["live", "offline"]);
  await scene.timers.advance(10_000);
  await scene.receive(heartbeat);
  assert.deepEqual(scene.states, ["live", "offline", "live"]);
});

test("keeps trying for ever, never more than ten seconds apart, and never piles up timers", async () => {
  const scene = new Scene();
  const opened: number[] = [];
  let seen = 0;
  for (let step = 0; step < 24 * 3600; step++) {
    if (scene.sockets.length > seen) {
      seen = scene.sockets.length;
      opened.push(scene.timers.now);
      scene.socket.events.onClose(1006);
    }
    await scene.timers.advance(step < 100 ? 50 : 1000);
    if (step > 3000) break;
  }
  const pauses = opened.slice(1).map((at, index) => at - (opened[index] || 0));
  assert.ok((pauses[0] || 0) <= 300, "the first retry is quick");
  assert.ok(Math.max(...pauses) <= 11_000, `longest pause ${Math.max(...pauses)}`);
  assert.ok(pauses.length > 250, `${pauses.length} attempts in about 3000 s`);
  assert.ok(scene.timers.pending <= 4, `${scene.timers.pending} timers`);
});

test("gives up a socket that falls silent, though nobody closed it", async () => {
  const scene = new Scene();
  await scene.receive(heartbeat);
  const first = scene.socket;
  await scene.timers.advance(39_000);
  assert.equal(first.closed, false);
  await scene.timers.advance(1500);
  assert.equal(first.closed, true);
  assert.equal(scene.sockets.length, 2);
  await scene.timers.advance(2000);
  assert.deepEqual(scene.states, ["live", "offline"]);
  // What the old socket still brings is not taken.
  first.events.onMessage(JSON.stringify(wall));
  await settle();
  assert.deepEqual(scene.editions, []);
});

test("polls when sockets do not get through, says so, and stops when one does", async () => {
  const scene = new Scene();
  scene.poll = async () => ({ status: 200, now: 0, text: JSON.stringify(wall) });
  for (let attempt = 0; attempt < 4; attempt++) {
    scene.socket.events.onClose(1006);
    await scene.timers.advance(2100);
  }
  assert.deepEqual(scene.polls, ["/api/v1/views/wall?scope=enterprise"]);
  assert.equal(scene.states.at(-1), "polling");
  assert.deepEqual(scene.editions, [231]);
  await scene.timers.advance(31_000);
  assert.ok(scene.polls.length >= 2);

  while (scene.socket.closed) await scene.timers.advance(500);
  await scene.receive(heartbeat);
  assert.equal(scene.states.at(-1), "live");
  const polls = scene.polls.length;
  for (let beat = 0; beat < 4; beat++) {
    await scene.timers.advance(15_000);
    await scene.receive(heartbeat);
  }
  assert.equal(scene.polls.length, polls);
});

test("a screen that is not paired any more says so, and comes back when it is again", async () => {
  const scene = new Scene();
  await scene.receive(heartbeat);
  scene.socket.events.onClose(4401);
  assert.equal(scene.states.at(-1), "unpaired");
  scene.poll = async () => ({ status: 401, now: 0, text: "{}" });
  await scene.timers.advance(2100);
  for (let attempt = 0; attempt < 3; attempt++) {
    scene.socket.events.onClose(1006);
    assert.equal(scene.states.at(-1), "unpaired");
    await scene.timers.advance(2100);
  }
  await scene.receive(heartbeat);
  assert.equal(scene.states.at(-1), "live");
});

test("a scope that the server does not know is told from a server that has published nothing", async () => {
  const poll = async (field: string): Promise<Scene> => {
    const scene = new Scene();
    scene.poll = async () => ({ status: 404, now: 0, text: JSON.stringify({ error: { code: "not_found", field } }) });
    for (let attempt = 0; attempt < 4; attempt++) {
      scene.socket.events.onClose(1006);
      await scene.timers.advance(2100);
    }
    return scene;
  };
  const unknown = await poll("scope");
  assert.equal(unknown.states.at(-1), "refused");
  assert.equal(unknown.nothingPublished, 0);
  const empty = await poll("");
  assert.equal(empty.states.at(-1), "polling");
  assert.equal(empty.nothingPublished, 1);
});

test("messages are taken in the order in which they came, however long opening takes", async () => {
  const scene = new Scene();
  const open: (() => void)[] = [];
  scene.gunzip = (bytes) =>
    new Promise((done) => {
      open.push(() => done(new TextDecoder().decode(bytes)));
    });
  const bytes = (message: object): ArrayBuffer =>
    new TextEncoder().encode(JSON.stringify(message)).buffer as ArrayBuffer;
  await scene.receive(bytes({ ...wall, edition: 232 }));
  await scene.receive(bytes({ ...wall, edition: 233 }));
  open[0]?.();
  await settle();
  open[1]?.();
  await settle();
  assert.deepEqual(scene.editions, [232, 233]);
});

test("damaged bytes cost one connection, not the page", async () => {
  const scene = new Scene();
  scene.gunzip = async () => {
    throw new Error("damaged");
  };
  await scene.receive(new ArrayBuffer(8));
  assert.equal(scene.sockets[0]?.closed, true);
  await scene.timers.advance(500);
  assert.equal(scene.sockets.length, 2);
  scene.gunzip = async () => JSON.stringify(wall);
  await scene.receive(new ArrayBuffer(8));
  assert.deepEqual(scene.editions, [231]);
});

test("unknown and broken messages are left alone", async () => {
  const scene = new Scene();
  for (const text of ["", "{", "null", "[]", '{"type":"later"}', '{"type":"edition"}', '{"type":"heartbeat"}']) {
    scene.socket.events.onMessage(text);
    await settle();
  }
  assert.equal(scene.heartbeats, 0);
  assert.deepEqual(scene.editions, []);
  await scene.receive(heartbeat);
  assert.equal(scene.heartbeats, 1);
});

test("asks for the whole when the server keeps naming an edition that never came", async () => {
  const scene = new Scene();
  await scene.receive(wall);
  const first = scene.socket;
  for (let beat = 0; beat < 3; beat++) await scene.receive({ ...heartbeat, edition: 240 });
  assert.equal(first.closed, true);
  assert.equal(scene.sockets.length, 2);
  assert.doesNotMatch(scene.socket.address, /have=/);
});

test("an audience that is gone ends the attempts, as the server asks", async () => {
  const scene = new Scene();
  await scene.receive(wall);
  scene.socket.events.onClose(4404);
  await scene.timers.advance(3_600_000);
  assert.equal(scene.sockets.length, 1);
  assert.deepEqual(scene.polls, []);
  assert.deepEqual(scene.states, ["live", "refused"]);
  assert.equal(scene.timers.pending, 0);
});

test("a page at fault opens no other socket and is kept up to date by polling", async () => {
  for (const code of [1002, 1003, 1007, 1008, 1009]) {
    const scene = new Scene();
    scene.poll = async () => ({ status: 200, now: 0, text: JSON.stringify({ ...wall, edition: 232 }) });
    await scene.receive(wall);
    scene.socket.events.onClose(code);
    await scene.timers.advance(60_000);
    assert.equal(scene.sockets.length, 1, String(code));
    assert.deepEqual(scene.states, ["live", "polling"]);
    assert.equal(scene.editions.at(-1), 232);
    assert.ok(scene.polls.length >= 3, "polling goes on");
  }
});

test("any other end is followed by another attempt", async () => {
  for (const code of [1000, 1001, 1005, 1006, 1011, 1012]) {
    const scene = new Scene();
    await scene.receive(heartbeat);
    scene.socket.events.onClose(code);
    await scene.timers.advance(500);
    assert.equal(scene.sockets.length, 2, String(code));
  }
});
