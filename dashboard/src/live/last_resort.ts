// Reloads the page when nothing was heard for ten minutes, whatever the reason: a fault in this program must not freeze
// a screen that nobody can reach. Depends on nothing but the clock. Asks the server first, because reloading while it is
// down would trade the last edition for the browser's error page.

const longestSilence = 10 * 60_000;
const period = 30_000;

export interface LastResort {
  now: () => number;
  heardAt: () => number;
  serverAnswers: () => Promise<boolean>;
  reload: () => void;
  setInterval: (work: () => void, milliseconds: number) => unknown;
}

export function watchSilence({ now, heardAt, serverAnswers, reload, setInterval }: LastResort): void {
  let asking = false;
  const startedAt = now();
  setInterval(() => {
    // A clock that was set back would otherwise silence this watch for as long.
    const silence = Math.abs(now() - Math.max(heardAt(), startedAt));
    if (silence < longestSilence || asking) return;
    asking = true;
    serverAnswers()
      .then((answers) => {
        if (answers) reload();
      })
      .catch(() => undefined)
      .then(() => {
        asking = false;
      });
  }, period);
}

export async function healthzAnswers(): Promise<boolean> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 10_000);
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: stop.signal })).ok;
  } finally {
    clearTimeout(timer);
  }
}
