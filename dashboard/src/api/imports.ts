// Importing a file, as the interface gives and takes it. docs/api.md says how the steps follow on one another.

import type { FormField, Kind } from "./records.ts";
import { type Sent, send } from "./sending.ts";

export interface ImportChoice {
  kind: Kind;
  sheet: string | null;
  encoding: string | null;
  dates: string | null;
  decimal_mark: string | null;
  header_line: number | null;
  /** Of the kind, and the header that gives it. */
  columns: Readonly<Record<string, string>>;
  save_as?: string | null;
}

export interface ImportFault {
  line: number | null;
  /** Of a sheet, as "C7". */
  place: string | null;
  column: string | null;
  value: string;
  expected: string;
}

export interface ImportDraft {
  id: number;
  file_name: string;
  choice: ImportChoice;
  /** The saved layout that was found to fit. */
  profile: string | null;
  said_back: string[];
  sheets: string[];
  sheet: string | null;
  header_line: number | null;
  rows: number;
  timesheet: boolean;
  columns: { header: string; samples: string[]; guess: string | null }[];
  fields: FormField[];
  period_fields: string[];
  faults: ImportFault[];
}

export interface ImportCounts {
  rows: number;
  new: number;
  changed: number;
  unchanged: number;
  faulty: number;
}

export type RowStatus = "new" | "changed" | "unchanged";

export interface ImportRow {
  line: number;
  status: RowStatus;
  key: string;
  cells: { name: string; before: string | null; after: string | null }[];
}

export interface ImportPreview {
  version: string;
  counts: ImportCounts;
  said_back: string[];
  warnings: ImportFault[];
  more_warnings: number;
  faults: ImportFault[];
  more_faults: number;
  records: ImportRow[];
  next: number | null;
}

export interface DoneImport {
  change: number;
  undoes: number | null;
  undone_by: number | null;
  recorded_at: string;
  who: string;
  kind: Kind;
  file_name: string;
  counts: ImportCounts;
}

export interface ImportListing {
  drafts: { id: number; file_name: string; kind: Kind; uploaded_at: string }[];
  profiles: { name: string; kind: Kind }[];
  imports: DoneImport[];
}

/** Bytes: what the server takes. */
export const largestFile = 20 * 1024 * 1024;

export const importsPath = "/api/v1/imports";
export const importPath = (id: string): string => `${importsPath}/${encodeURIComponent(id)}`;

export const uploadFile = (file: File): Promise<Sent<ImportDraft>> =>
  send("POST", `${importsPath}?name=${encodeURIComponent(file.name.slice(-200))}`, { file });

export const chooseFor = (id: string, choice: ImportChoice): Promise<Sent<ImportDraft>> =>
  send("PUT", importPath(id), { body: choice });

export const previewOf = (id: string, status: RowStatus | null, from: number): Promise<Sent<ImportPreview>> => {
  const query = new URLSearchParams();
  if (status) query.set("status", status);
  if (from > 0) query.set("from", String(from));
  const text = query.toString();
  return send("POST", `${importPath(id)}/preview${text ? `?${text}` : ""}`);
};

export const commitImport = (
  id: string,
  version: string,
  key: string,
  reason: string,
): Promise<Sent<{ change: number | null }>> =>
  send("POST", `${importPath(id)}/commit`, {
    body: { reason },
    headers: { "If-Match": `"${version}"`, "Idempotency-Key": key },
  });

export const undoImport = (change: number, key: string, reason: string): Promise<Sent<unknown>> =>
  send("POST", `/api/v1/changes/${change}/undo`, { body: { reason }, headers: { "Idempotency-Key": key } });
