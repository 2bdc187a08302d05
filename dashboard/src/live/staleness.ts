// Whether what stands on the glass may still be believed. An edition is good until the slot after it; the board says so
// when one slot was missed, and takes its figures back when two were.

import type { WallMessage } from "../contract/wall.ts";

export type Freshness =
  | { kind: "fresh" }
  /** One slot was missed. `by`: since when it should have been there, in milliseconds. */
  | { kind: "stale"; by: number }
  /** Two slots were missed: the figures are dimmed and the board says of when they are. */
  | { kind: "old"; by: number }
  /** Published about a moment that was long over, so no next slot will follow on it. `age`: how long it is over. */
  | { kind: "past"; age: number }
  /** The clock stands before the edition was made, so no age can be told. */
  | { kind: "unknown" };

/** Computing and sending take seconds; a late edition is not called late before this. */
export const grace = 120_000;

/** Where clocks are put back, the time between two slots is longer by so much. */
const clockChange = 3_600_000;

type Timing = Pick<WallMessage, "as_of" | "published_at" | "next_slot_at" | "slot_seconds">;

export function freshness(edition: Timing, now: number): Freshness {
  if (now < Date.parse(edition.published_at) - grace) return { kind: "unknown" };
  const slot = edition.slot_seconds * 1000;
  const asOf = Date.parse(edition.as_of);
  const due = edition.next_slot_at ? Date.parse(edition.next_slot_at) : asOf + slot;
  // The next slot is counted from the publication. Where it does not follow on the moment that the figures are about,
  // waiting for it says nothing about them: their own age does.
  if (due - asOf > slot + clockChange) return { kind: "past", age: now - asOf };
  const by = now - due;
  if (by < grace) return { kind: "fresh" };
  return by < slot + grace ? { kind: "stale", by } : { kind: "old", by };
}
