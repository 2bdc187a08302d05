// Records as the interface gives and takes them. docs/api.md and docs/import.md say what they hold.

import type { Photo } from "./photos.ts";
import type { Step, StepKind } from "./steps.ts";

export const kinds = [
  "incidents",
  "violations",
  "obligations",
  "hours",
  "period_totals",
  "activities",
  "breaches",
  "disputes",
  "organizations",
  "sites",
] as const;
export type Kind = (typeof kinds)[number];

export function kindFrom(text: string | null): Kind | null {
  return kinds.find((kind) => kind === text) ?? null;
}

export type FieldValue = string | number | boolean | null;
export type FieldValues = Readonly<Record<string, FieldValue>>;

export interface RecordList {
  kind: Kind;
  records: { id: number; change: number; fields: FieldValues }[];
  next: string | null;
}

export interface Revision {
  change: number;
  recorded_at: string;
  who: string;
  why: string;
  source: string;
  fields: FieldValues;
}

export interface RecordDocument {
  kind: Kind;
  id: number;
  change: number;
  fields: FieldValues;
  /** The newest last. */
  revisions: Revision[];
  warnings: string[];
  /** Of a violation: what was done about it, the newest last. */
  steps?: Step[];
  /** Of a violation: what whoever asks may do next. */
  open_steps?: StepKind[];
  /** Of violations and incidents, the newest last. */
  photos?: Photo[];
  may_add_photos?: boolean;
}

export interface FormField {
  name: string;
  content: "text" | "number" | "whole_number" | "day" | "yes_or_no";
  required: boolean;
}

export interface RecordForm {
  kind: Kind;
  fields: FormField[];
}

type Parameters = Readonly<Record<string, string | number | null | undefined>>;

export function recordsPath(kind: Kind, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return `/api/v1/records/${kind}${text ? `?${text}` : ""}`;
}

export const recordPath = (kind: Kind, id: string | number): string =>
  `/api/v1/records/${kind}/${encodeURIComponent(id)}`;

export const formPath = (kind: Kind): string => `/api/v1/forms/${kind}`;
