// Asking the server for a document, and what can come of it.

import { useEffect, useState } from "preact/hooks";
import { leadToSignIn } from "./session.ts";

export type Fault =
  /** No answer at all. */
  | { kind: "unreachable" }
  /** Not for whoever is signed in. */
  | { kind: "forbidden" }
  | { kind: "not_found"; message: string }
  | { kind: "refused"; message: string };

export type Answer<T> = { state: "waiting" } | { state: "failed"; fault: Fault } | { state: "here"; document: T };

async function ask<T>(path: string): Promise<Answer<T>> {
  try {
    const reply = await fetch(path, { cache: "no-cache", headers: { Accept: "application/json" } });
    if (reply.ok) return { state: "here", document: await reply.json() };
    if (reply.status === 401) {
      leadToSignIn();
      return { state: "waiting" };
    }
    return { state: "failed", fault: await faultOf(reply) };
  } catch {
    return { state: "failed", fault: { kind: "unreachable" } };
  }
}

async function faultOf(reply: Response): Promise<Fault> {
  if (reply.status === 403) return { kind: "forbidden" };
  let message = `${reply.status} ${reply.statusText}`;
  try {
    message = (await reply.json()).error.message || message;
  } catch {
    // A proxy's own page: its status says enough.
  }
  return { kind: reply.status === 404 ? "not_found" : "refused", message };
}

/**
 * The document at the path, asked for when the path changes, and again in another `round`; `null` asks for nothing. What
 * was there is shown until the answer of the next round is here.
 */
export function useDocument<T>(path: string | null, round = 0): Answer<T> {
  const [held, setHeld] = useState<{ path: string | null; answer: Answer<T> }>({ path, answer: { state: "waiting" } });
  useEffect(() => {
    if (path === null) return;
    let wanted = true;
    ask<T>(path).then((answer) => {
      if (wanted) setHeld({ path, answer });
    });
    return () => {
      wanted = false;
    };
  }, [path, round]);
  return held.path === path ? held.answer : { state: "waiting" };
}
