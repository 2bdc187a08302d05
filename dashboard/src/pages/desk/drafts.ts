// What a form keeps on this device until it was sent: fields only, and of one account, so that a lost connection or an
// ended session costs nothing. Signing out forgets all of it.

import { send } from "../../api/sending.ts";
import { link, readAddress } from "./address.ts";

export type Fields = Readonly<Record<string, string>>;

export interface Draft {
  /** Made once, so that sending again makes no second record. */
  idempotencyKey: string;
  fields: Fields;
  reason: string;
  /** Milliseconds since 1970. */
  keptAt: number;
}

/** Where this account was last recording for. */
export interface LastUsed {
  organization: string;
  site: string;
}

const prefix = "safetycell.";

function read<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(prefix + key) ?? "null");
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // A full or closed store: the form works, and keeps nothing.
  }
}

const draftKey = (login: string, kind: string): string => `draft.${login}.${kind}`;

export const findDraft = (login: string, kind: string): Draft | null => read<Draft>(draftKey(login, kind));
export const keepDraft = (login: string, kind: string, draft: Draft): void => write(draftKey(login, kind), draft);
export const dropDraft = (login: string, kind: string): void => localStorage.removeItem(prefix + draftKey(login, kind));

export const findLastUsed = (login: string): LastUsed | null => read<LastUsed>(`last.${login}`);
export const keepLastUsed = (login: string, used: LastUsed): void => write(`last.${login}`, used);

export function forgetDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(`${prefix}draft.`)) localStorage.removeItem(key);
}

/** Random, also where a page over plain HTTP is refused crypto.randomUUID. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Signs out here, or everywhere, and leads to signing in. */
export async function endSession(path: string): Promise<void> {
  const sent = await send("DELETE", path, { signedOut: true });
  if (sent.state === "unreachable") return;
  forgetDrafts();
  window.location.assign(link(readAddress(window.location.pathname, window.location.search), "sign-in"));
}
