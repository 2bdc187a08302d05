// The connection of one page to its server, for ever: a WebSocket, opened again whenever it ends, and polling while
// WebSockets do not get through. Hands on messages in the order in which they came and says how it stands.
//
// Browsers show pages neither pings nor a dead peer, so the server sends a heartbeat every 15 seconds; a socket on which
// none came for 40 is given up.

import type { HeartbeatMessage } from "../contract/heartbeat.ts";
import type { WallMessage } from "../contract/wall.ts";
import { type Held, liveAddress, viewAddress } from "./address.ts";
import { retryDelay } from "./backoff.ts";
import { errorField, parseMessage } from "./message.ts";

/** `refused`: the server answers and has no such scope. `unpaired`: it does not know this screen. */
export type ConnectionState = "connecting" | "live" | "polling" | "offline" | "refused" | "unpaired";

/** What a connection needs of a WebSocket once it is made. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  /** A string or an ArrayBuffer. */
  onMessage(data: unknown): void;
  /** The code with which it ended; 1006 when the connection broke. */
  onClose(code: number): void;
}

/** The answer to a poll. `edition` is null while there is none; `now` is null if the server did not say. */
export interface PollAnswer {
  status: number;
  now: number | null;
  text: string;
}

/** All that a connection touches outside itself. */
export interface Surroundings {
  origin: string;
  /** Reports nothing before it has returned. */
  openSocket(address: string, events: SocketEvents): Socket;
  fetchView(address: string): Promise<PollAnswer>;
  gunzip(bytes: ArrayBuffer): Promise<string>;
  random(): number;
  setTimer(work: () => void, milliseconds: number): number;
  clearTimer(timer: number): void;
}

export interface Listener {
  onState(state: ConnectionState): void;
  onHeartbeat(message: HeartbeatMessage): void;
  onEdition(message: WallMessage): void;
  /** The server was heard in another way; `now` is its time, if it said. */
  onHeard(now: number | null): void;
  /** Heard by polling; a socket tells it by its heartbeats. */
  onNothingPublished(): void;
  held(): Held | null;
}

const longestSilence = 40_000;
/** The first message follows the opening at once; what takes longer is a proxy that swallows WebSockets. */
const longestOpening = 10_000;
/** A short break, as a restart makes, is not shown: the figures are as good as they were. */
const patience = 2_000;
/** So many sockets in a row that never opened, and polling begins. */
const failuresBeforePolling = 4;
const pollPeriod = 15_000;
/** The server shows nothing to this audience any more. */
const audienceGone = 4404;
/** The screen is not paired any more; it may be again. */
const notAdmitted = 4401;
/** The server found fault with what this page sent, and would find it again: it is heard by polling from then on. */
const faultsOfThisPage: readonly number[] = [1002, 1003, 1007, 1008, 1009];

export class Connection {
  private socket: Socket | null = null;
  private socketHeard = false;
  private failures = 0;
  private state: ConnectionState = "connecting";
  private retryTimer = 0;
  private silenceTimer = 0;
  private patienceTimer = 0;
  private pollTimer = 0;
  private polling = false;
  /** The edition on the glass; 0: none. */
  private drawn = 0;
  /** Heartbeats in a row that named another edition than the one held. */
  private behind = 0;
  private inflating: Promise<void> = Promise.resolve();

  constructor(
    private readonly scope: string,
    private readonly around: Surroundings,
    private readonly listener: Listener,
  ) {}

  start(): void {
    this.patienceTimer = this.around.setTimer(() => this.enter("offline"), patience);
    this.open(this.listener.held());
  }

  /** Tells the server which edition stands on the glass, now and again on every later connection. */
  acknowledge(edition: number): void {
    this.drawn = edition;
    if (this.socketHeard) this.tellDrawn();
  }

  private tellDrawn(): void {
    if (this.drawn) this.socket?.send(JSON.stringify({ type: "shown", edition: this.drawn }));
  }

  private enter(state: ConnectionState): void {
    if (state !== "connecting") {
      this.around.clearTimer(this.patienceTimer);
      this.patienceTimer = 0;
    }
    if (state === this.state) return;
    this.state = state;
    this.listener.onState(state);
  }

  private open(held: Held | null): void {
    this.socketHeard = false;
    this.behind = 0;
    let socket: Socket | null = null;
    try {
      socket = this.around.openSocket(liveAddress(this.around.origin, this.scope, held), {
        onMessage: (data) => {
          if (socket === this.socket) this.receive(data);
        },
        onClose: (code) => {
          if (socket === this.socket) this.ended(code);
        },
      });
    } catch {
      this.lost();
      return;
    }
    this.socket = socket;
    this.awaitNext();
  }

  /** A socket that stays silent is left behind: its own end may never be told. */
  private awaitNext(): void {
    this.around.clearTimer(this.silenceTimer);
    this.silenceTimer = this.around.setTimer(() => this.reopen(), this.socketHeard ? longestSilence : longestOpening);
  }

  private reopen(): void {
    const socket = this.socket;
    this.lost();
    socket?.close();
  }

  /** The codes after which docs/api.md forbids to come back keep this page from opening another socket. */
  private ended(code: number): void {
    if (code === notAdmitted) {
      this.lost();
      this.enter("unpaired");
      return;
    }
    const gone = code === audienceGone;
    if (!gone && !faultsOfThisPage.includes(code)) {
      this.lost();
      return;
    }
    this.socket = null;
    this.socketHeard = false;
    this.around.clearTimer(this.silenceTimer);
    this.stopPolling();
    if (gone) this.enter("refused");
    else this.poll();
  }

  private lost(): void {
    this.socket = null;
    this.around.clearTimer(this.silenceTimer);
    this.failures = this.socketHeard ? 1 : this.failures + 1;
    this.socketHeard = false;
    if (this.state === "live" && !this.patienceTimer) {
      this.patienceTimer = this.around.setTimer(() => this.enter("offline"), patience);
    }
    if (this.failures >= failuresBeforePolling) this.poll();
    this.around.clearTimer(this.retryTimer);
    this.retryTimer = this.around.setTimer(
      () => this.open(this.listener.held()),
      retryDelay(this.failures, this.around.random()),
    );
  }

  private receive(data: unknown): void {
    const socket = this.socket;
    if (!this.socketHeard) {
      this.socketHeard = true;
      this.tellDrawn();
    }
    this.failures = 0;
    this.stopPolling();
    this.awaitNext();
    this.enter("live");
    // Opening takes its own time; a later message waits, so that the newest is taken last.
    this.inflating = this.inflating
      .then(() => (data instanceof ArrayBuffer ? this.around.gunzip(data) : String(data)))
      .then((text) => {
        if (socket === this.socket) this.take(text);
      })
      .catch(() => {
        // Bytes that do not open came damaged. The next connection says which edition is held and gets this one again.
        if (socket === this.socket) this.reopen();
      });
  }

  private take(text: string): void {
    const message = parseMessage(text);
    if (message?.type === "edition") {
      this.behind = 0;
      this.listener.onEdition(message);
    } else if (message) {
      this.listener.onHeartbeat(message);
      this.compare(message);
    }
  }

  /** A server that names another edition for two heartbeats and does not send it is asked for the whole again. */
  private compare({ epoch, edition }: HeartbeatMessage): void {
    const held = this.listener.held();
    const same = edition === 0 || (held !== null && held.edition === edition && held.epoch === epoch);
    this.behind = same ? 0 : this.behind + 1;
    if (this.behind < 3) return;
    const socket = this.socket;
    this.open(null);
    socket?.close();
  }

  private poll(): void {
    if (this.polling || this.pollTimer) return;
    this.polling = true;
    this.around
      .fetchView(viewAddress(this.scope))
      .then(({ status, now, text }) => {
        if (!this.polling) return;
        const message = status === 200 ? parseMessage(text) : null;
        if (message?.type === "edition") {
          this.listener.onHeard(now);
          this.listener.onEdition(message);
          this.enter("polling");
        } else if (status === 401) {
          this.listener.onHeard(now);
          this.enter("unpaired");
        } else if (status === 404) {
          this.listener.onHeard(now);
          this.refused(text);
        } else this.enter("offline");
      })
      .catch(() => {
        if (this.polling) this.enter("offline");
      })
      .then(() => {
        if (!this.polling) return;
        this.polling = false;
        this.pollTimer = this.around.setTimer(() => {
          this.pollTimer = 0;
          if (!this.socketHeard) this.poll();
        }, pollPeriod);
      });
  }

  /** The server has no wall of this scope, or none of any scope yet. */
  private refused(text: string): void {
    if (errorField(text) === "scope") {
      this.enter("refused");
      return;
    }
    this.listener.onNothingPublished();
    this.enter("polling");
  }

  private stopPolling(): void {
    this.polling = false;
    this.around.clearTimer(this.pollTimer);
    this.pollTimer = 0;
  }
}
