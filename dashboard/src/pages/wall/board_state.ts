// What one wall page knows, as signals: the edition it holds and how it stands with its server. All that the page shows
// follows from these.

import { batch, signal } from "@preact/signals";
import type { WallMessage } from "../../contract/wall.ts";
import type { Held } from "../../live/address.ts";
import type { ConnectionState, Listener } from "../../live/connection.ts";
import type { KeptEdition } from "../../live/kept_edition.ts";
import type { ServerClock } from "../../live/server_clock.ts";

export class BoardState implements Listener {
  readonly edition = signal<WallMessage | null>(null);
  readonly connection = signal<ConnectionState>("connecting");
  /** The server said that it has published nothing yet. */
  readonly nothingPublished = signal(false);
  /** The server said that it has no enterprise yet. */
  readonly waitsForSetup = signal(false);
  /** The server's time when it was last heard; null: not by this page. */
  readonly heardAt = signal<number | null>(null);
  /** The server's time to the minute: finer would only keep the screen busy. */
  readonly minute = signal(0);
  /** The clock of this screen against the server's, as ServerClock.skew. */
  readonly skew = signal(0);
  /** By this screen's clock, for the watch that depends on nothing else. */
  lastHeardLocally = 0;

  private build: string | null = null;
  private heard = 0;

  constructor(
    private readonly clock: ServerClock,
    private readonly kept: KeptEdition,
    private readonly localNow: () => number,
    private readonly reload: () => void,
  ) {
    this.edition.value = kept.load();
    this.tick();
  }

  tick(): void {
    const minute = Math.floor(this.clock.now() / 60_000) * 60_000;
    if (minute !== this.minute.value) this.minute.value = minute;
  }

  held(): Held | null {
    return this.edition.value;
  }

  onState(state: ConnectionState): void {
    batch(() => {
      if (this.heard) this.heardAt.value = this.heard;
      this.connection.value = state;
      if (state === "unpaired") this.hide();
    });
  }

  onHeard(now: number | null): void {
    if (now !== null) this.clock.hear(now);
    this.lastHeardLocally = this.localNow();
    this.heard = this.clock.now();
    batch(() => {
      this.skew.value = Math.floor(this.clock.skew() / 60_000) * 60_000;
      this.tick();
    });
  }

  onHeartbeat({ now, edition, build }: { now: string; edition: number; build: string }): void {
    this.onHeard(Date.parse(now));
    if (edition === 0) this.onNothingPublished();
    if (this.build !== null && this.build !== build) this.reload();
    this.build = build;
  }

  onEdition(message: WallMessage): void {
    this.onHeard(null);
    batch(() => {
      this.nothingPublished.value = false;
      this.edition.value = message;
    });
    this.kept.save(message);
  }

  /** What was kept belongs to a database that is gone, and is not shown as if it were live. */
  onNothingPublished(): void {
    this.nothingPublished.value = true;
    this.hide();
  }

  private hide(): void {
    if (!this.edition.value) return;
    this.kept.forget();
    this.edition.value = null;
  }
}
