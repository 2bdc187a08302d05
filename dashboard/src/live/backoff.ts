// How long to wait before the next attempt. A restarted server is found within a second; a server that is down for
// hours is asked every ten seconds; the jitter keeps a thousand screens from asking in the same moment.

export const firstDelay = 250;
export const longestDelay = 10_000;

/** `failures` counts the attempts that failed in a row, from 1; `random` is in [0, 1). Milliseconds. */
export function retryDelay(failures: number, random: number): number {
  const full = Math.min(longestDelay, firstDelay * 2 ** Math.min(failures - 1, 10));
  return full * (0.5 + random / 2);
}
