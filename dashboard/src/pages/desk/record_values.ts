// What stands in the fields of a form: texts, from what a record holds or from what is likely, and back.

import type { Directory } from "../../api/directory.ts";
import type { FieldValue, FieldValues, FormField, Kind } from "../../api/records.ts";
import type { Session } from "../../api/session.ts";
import { localZone, namedZoneClock } from "../../text/dates.ts";
import type { Language } from "../../text/numbers.ts";
import type { Fields, LastUsed } from "./drafts.ts";
import { allowedChoices, hasPeriod } from "./record_words.ts";

const two = (n: number): string => String(n).padStart(2, "0");

/** The day that it is in a zone. */
export function todayIn(zone: string, now: number): string {
  const { year, month, day } = namedZoneClock(zone)(now);
  return `${year}-${two(month)}-${two(day)}`;
}

export function zoneOf(site: string, directory: Directory): string {
  return directory.sites.find(({ code }) => code === site)?.zone || localZone();
}

/** First and last day of a month, "2026-11". */
export function daysOf(month: string): { first: string; last: string } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { first: `${month}-01`, last: `${month}-${two(last)}` };
}

/** The months that have ended, and the one that it is; the newest first. */
export function monthsBefore(today: string, count: number): string[] {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return Array.from({ length: count }, (_, back) => {
    const at = new Date(Date.UTC(year, month - 1 - back, 1));
    return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}`;
  });
}

/** The letter that a made reference begins with. */
const letters: Partial<Record<Kind, string>> = {
  incidents: "N",
  violations: "V",
  obligations: "M",
  activities: "A",
  breaches: "B",
  disputes: "D",
};

/** "N-20261122-4821": unlikely to be anybody else's, and short enough to be said by radio. */
export function madeReference(kind: Kind, today: string, random: number): string {
  return `${letters[kind] ?? "R"}-${today.replace(/-/g, "")}-${String(1000 + (random % 9000))}`;
}

const todays: readonly string[] = ["date", "found_on", "submitted_on", "reported_on"];

interface Known {
  kind: Kind;
  names: readonly string[];
  session: Session;
  directory: Directory;
  lastUsed: LastUsed | null;
  /** Of obligations and activities, where the address says which. */
  type: string | null;
  now: number;
  random: number;
}

/** What a new record most likely says. */
export function likelyFields({ kind, names, session, directory, lastUsed, type, now, random }: Known): Fields {
  const { account } = session;
  const fields: Record<string, string> = {};
  for (const name of names) fields[name] = "";
  const set = (name: string, value: string | undefined): void => {
    if (name in fields && value) fields[name] = value;
  };
  const oneOf = <T extends { code: string }>(list: readonly T[], assigned: readonly string[], last?: string) => {
    const known = assigned.length > 0 ? list.filter(({ code }) => assigned.includes(code)) : list;
    return known.length === 1 ? known[0]?.code : known.find(({ code }) => code === last)?.code;
  };
  set("organization", oneOf(directory.organizations, account.organizations, lastUsed?.organization));
  set("site", oneOf(directory.sites, account.sites, lastUsed?.site));
  const today = todayIn(zoneOf(fields.site ?? "", directory), now);
  for (const name of todays) set(name, today);
  set("reference", madeReference(kind, today, random));
  set("class", "NEAR_MISS");
  set("severity", "medium");
  const choices = allowedChoices(session, kind, "kind") ?? [];
  if ("kind" in fields) set("kind", choices.find((choice) => choice === type) ?? choices[0]);
  if ("disputed" in fields) set("disputed", "violation");
  if (kind === "activities") set("started_by", account.role === "contractor_supervisor" ? "contractor" : "enterprise");
  if (kind === "obligations" && fields.kind === "meeting") {
    const { first, last } = daysOf(today.slice(0, 7));
    set("first", first);
    set("due_on", last);
    set("done_on", today);
    set("owner", account.name);
  }
  if (hasPeriod(kind)) {
    const { first, last } = daysOf(monthsBefore(today, 2)[1] ?? "");
    set("first", first);
    set("last", last);
  }
  return fields;
}

/** Another site may be another day: what said today there says today here. */
export function withSite(fields: Fields, site: string, directory: Directory, now: number): Fields {
  const before = todayIn(zoneOf(fields.site ?? "", directory), now);
  const after = todayIn(zoneOf(site, directory), now);
  const moved = Object.entries(fields).map(([name, value]) => [
    name,
    value === before && (todays.includes(name) || name === "done_on") ? after : value,
  ]);
  return { ...Object.fromEntries(moved), site };
}

export function textOf(value: FieldValue | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

export function textsOf(values: FieldValues): Fields {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
}

/** A number as it was typed, with a decimal point and nothing between thousands. What is no number stays as it is. */
export function plainNumber(text: string, language: Language): string {
  const dense = text.replace(/[\s\u00a0\u202f']/g, "");
  if (language === "en" && /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(dense)) return dense.replace(/,/g, "");
  return language === "ru" && /^\d+,\d+$/.test(dense) ? dense.replace(",", ".") : dense;
}

/** What is sent: only fields of the form, and null for what says nothing. */
export function sentFields(
  fields: Fields,
  form: readonly FormField[],
  language: Language,
): Record<string, string | null> {
  const sent: Record<string, string | null> = {};
  for (const { name, content } of form) {
    if (!(name in fields)) continue;
    const text = fields[name] ?? "";
    const value = content === "number" || content === "whole_number" ? plainNumber(text, language) : text.trim();
    sent[name] = value === "" ? null : value;
  }
  return sent;
}
