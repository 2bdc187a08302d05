// The server's clock as this page knows it: its own clock and the difference last seen. Screens are often wrong by
// minutes, after a power cut by years, and ages must not be.

/** From this difference on a screen says that its clock is wrong. */
export const tolerated = 60_000;

export class ServerClock {
  private offset: number | null = null;

  constructor(private readonly localNow: () => number) {}

  /** Takes the server's time as it arrives; the way here is counted as nothing. */
  hear(serverNow: number): void {
    if (Number.isFinite(serverNow)) this.offset = serverNow - this.localNow();
  }

  /** The server's time; this screen's own until the server was heard. */
  now(): number {
    return this.localNow() + (this.offset || 0);
  }

  /** How far this screen is ahead of the server (negative: behind); 0 while within what is tolerated. */
  skew(): number {
    return this.offset !== null && Math.abs(this.offset) > tolerated ? -this.offset : 0;
  }
}
