// Who is signed in, how far each action reaches for them, and the way to signing in and back.

import { useEffect } from "preact/hooks";

export const roles = [
  "viewer",
  "contractor_supervisor",
  "mentor",
  "ambassador",
  "hse_specialist",
  "director",
  "admin",
  "screen",
] as const;
export type Role = (typeof roles)[number];

/** The actions of the table in docs/security.md. */
export type Action =
  | "see_enterprise"
  | "see_figures"
  | "see_contractors"
  | "see_rating_table"
  | "see_signals"
  | "see_directory"
  | "see_records"
  | "record_directory"
  | "record_hours"
  | "record_incident"
  | "report_event"
  | "record_violation"
  | "fix_violation"
  | "verify_violation"
  | "record_mentorship"
  | "record_activity"
  | "propose"
  | "record_breach"
  | "dispute"
  | "decide_dispute"
  | "import_records"
  | "manage_accounts"
  | "see_audit"
  | "see_personal_detail"
  | "erase_personal_detail"
  | "change_settings";

export interface Account {
  login: string;
  name: string;
  role: Role;
  organizations: string[];
  sites: string[];
  all_sites: boolean;
  disabled: boolean;
  has_password: boolean;
  has_second_factor: boolean;
  by_provider: boolean;
  change: number;
}

export interface Session {
  signed_in: true;
  account: Account;
  may: Partial<Record<Action, "nothing" | "assigned" | "everything">>;
}

/** There is nobody yet who could sign in. */
export interface SetupNeeded {
  signed_in: false;
  setup_needed: true;
  /** Its name; null: there is none yet, and the setup page asks for it. */
  enterprise: string | null;
  /** Times of publication, until others are set. */
  slots: string[];
}

export type SessionAnswer = Session | SetupNeeded | { signed_in: false; setup_needed: false; provider?: string };

export const sessionPath = "/api/v1/session";

/** Whether the action may be asked for at all; the server decides about each record. */
export function may(session: Session | null, action: Action): boolean {
  const reach = session?.may[action];
  return reach === "assigned" || reach === "everything";
}

/** A page of this server that the address names, or the overview. Nothing else is ever led to. */
export function safeNext(next: string | null, origin: string): string {
  const home = "/overview";
  if (!next?.startsWith("/")) return home;
  try {
    const url = new URL(next, origin);
    if (url.origin !== origin || url.pathname === "/sign-in" || url.pathname === "/setup") return home;
    return url.pathname + url.search;
  } catch {
    return home;
  }
}

/** The page for signing in, which leads back to where one is. */
export function signInAddress(place: { pathname: string; search: string }): string {
  const query = new URLSearchParams({ next: place.pathname + place.search });
  const asked = new URLSearchParams(place.search);
  for (const name of ["lang", "theme"]) {
    const value = asked.get(name);
    if (value) query.set(name, value);
  }
  return `/sign-in?${query}`;
}

export function leadToSignIn(): void {
  window.location.replace(signInAddress(window.location));
}

const renewEvery = 10 * 60_000;
const renewedKey = "safetycell.renewed";

/** Keeps the session from idling out while somebody uses the page; all tabs together ask at most every 10 minutes. */
export function useRenewal(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const renew = (): void => {
      const now = Date.now();
      const last = Number(localStorage.getItem(renewedKey)) || 0;
      if (now >= last && now - last < renewEvery) return;
      localStorage.setItem(renewedKey, String(now));
      fetch(`${sessionPath}/renew`, { method: "POST" }).catch(() => undefined);
    };
    const signs = ["pointerdown", "keydown"] as const;
    for (const sign of signs) document.addEventListener(sign, renew);
    return () => {
      for (const sign of signs) document.removeEventListener(sign, renew);
    };
  }, [active]);
}
