// Timers on a clock that the test moves.

interface Timer {
  id: number;
  at: number;
  work: () => void;
}

export class Timers {
  now: number;
  private timers: Timer[] = [];
  private last = 0;

  constructor(now = 0) {
    this.now = now;
  }

  readonly set = (work: () => void, milliseconds: number): number => {
    this.timers.push({ id: ++this.last, at: this.now + milliseconds, work });
    return this.last;
  };

  readonly clear = (id: number): void => {
    this.timers = this.timers.filter((timer) => timer.id !== id);
  };

  get pending(): number {
    return this.timers.length;
  }

  /** Runs what falls due, in order, letting promises settle in between. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    await settle();
    for (;;) {
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!next) break;
      this.clear(next.id);
      this.now = next.at;
      next.work();
      await settle();
    }
    this.now = end;
  }
}

/** Enough turns for every chain of promises in this program. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
