// What a monthly form starts from: the figures of the time before, shown beside the fields and never taken by themselves.

import type { FieldValues, RecordList } from "../../api/records.ts";
import { incidentClasses } from "./record_words.ts";

/** The counts of a form, from near misses to fatalities, then lost days. */
export const formCounts: readonly string[] = [...incidentClasses, "lost_days"];

/** The last that is known of an organization before the month of a form. */
export interface Before {
  first: string;
  last: string;
  /** Null where it was of more than one site, or of none. */
  site: string | null;
  /** By field; only what was stated. */
  figures: Readonly<Record<string, number>>;
}

const stated = [...formCounts, "hours", "headcount"];

function figuresOf(fields: FieldValues): Record<string, number> {
  const figures: Record<string, number> = {};
  for (const name of stated) {
    const value = fields[name];
    if (typeof value === "number") figures[name] = value;
  }
  return figures;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * The latest of the forms and the records of hours, both newest first. Records of hours at several sites are added up when
 * they are of one period.
 */
export function figuresBefore(forms: RecordList["records"], hours: RecordList["records"]): Before | null {
  const form = forms[0]?.fields;
  const latest = hours[0]?.fields;
  if (form && (!latest || text(form.last) >= text(latest.last))) {
    return { first: text(form.first), last: text(form.last), site: text(form.site) || null, figures: figuresOf(form) };
  }
  if (!latest) return null;
  const same = hours.filter(({ fields }) => fields.first === latest.first && fields.last === latest.last);
  const figures: Record<string, number> = {};
  for (const name of ["hours", "headcount"]) {
    const values = same.map(({ fields }) => fields[name]);
    if (values.every((value) => typeof value === "number")) figures[name] = values.reduce((a, b) => a + b, 0);
  }
  const site = same.length === 1 ? text(latest.site) || null : null;
  return { first: text(latest.first), last: text(latest.last), site, figures };
}

/** As the server marks it: more than twice, or less than half. */
export const absurdRatio = 2;

export function isJump(typed: string, before: number | undefined): boolean {
  const value = Number(typed);
  if (!before || before <= 0 || typed.trim() === "" || !Number.isFinite(value)) return false;
  return value > absurdRatio * before || value * absurdRatio < before;
}

/** The month that lies so many months later. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const at = new Date(Date.UTC(year, number - 1 + months, 1));
  return at.toISOString().slice(0, 7);
}
