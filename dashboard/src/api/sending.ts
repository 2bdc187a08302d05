// Sending something to the server: what it answered, or what it refused and why.

import { leadToSignIn } from "./session.ts";

/** The server's own sentence, and the part of the request it is about; the part may be empty. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
  field: string;
  /** Seconds until asking again makes sense. */
  retryAfter: number | null;
}

export type Sent<T> =
  | { state: "done"; document: T }
  | { state: "refused"; refusal: Refusal }
  | { state: "unreachable" };

export type Method = "GET" | "POST" | "PUT" | "DELETE";

interface Letter {
  body?: unknown;
  /** Sent as its bytes, instead of a body. */
  file?: Blob;
  headers?: Readonly<Record<string, string>>;
  /** Somebody who is not signed in may ask this; a 401 is then an ordinary refusal. */
  signedOut?: boolean;
}

export async function send<T>(method: Method, path: string, letter: Letter = {}): Promise<Sent<T>> {
  const { body, file, headers, signedOut } = letter;
  let reply: Response;
  let text: string;
  try {
    const request: RequestInit = { method, cache: "no-cache", headers: { Accept: "application/json", ...headers } };
    if (body !== undefined) {
      request.headers = { ...request.headers, "Content-Type": "application/json" };
      request.body = JSON.stringify(body);
    }
    if (file) {
      request.headers = { ...request.headers, "Content-Type": "application/octet-stream" };
      request.body = file;
    }
    reply = await fetch(path, request);
    text = await reply.text();
  } catch {
    return { state: "unreachable" };
  }
  if (reply.ok) return { state: "done", document: (text ? JSON.parse(text) : null) as T };
  if (reply.status === 401 && !signedOut) {
    leadToSignIn();
    return new Promise(() => undefined); // The page is being left.
  }
  const retryAfter = Number(reply.headers.get("Retry-After")) || null;
  return {
    state: "refused",
    refusal: refusalOf({ status: reply.status, statusText: reply.statusText, retryAfter }, text),
  };
}

export function refusalOf(
  { status, statusText, retryAfter }: { status: number; statusText: string; retryAfter: number | null },
  text: string,
): Refusal {
  const refusal: Refusal = { status, code: "", message: `${status} ${statusText}`, field: "", retryAfter };
  try {
    const { code, message, field } = JSON.parse(text).error;
    return { ...refusal, code, message: message || refusal.message, field };
  } catch {
    return refusal; // A proxy's own page: its status says enough.
  }
}
