// The audit as the interface gives it. docs/api.md says what it holds.

export interface ChangeEntry {
  number: number;
  recorded_at: string;
  who: string;
  why: string;
  source: string;
  sha256: string;
  records: { kind: string; id: number }[];
  more_records: number;
  /** What was done to an account. */
  event: string | null;
  /** Incidents whose personal detail was recorded, read or erased. */
  personal_detail_of: number[];
}

type Value = string | number | boolean | null;

export interface ChangedRecord {
  kind: string;
  id: number;
  name: string;
  is_new: boolean;
  /** Whoever asks may not see such records: which fields changed, and not their values. */
  withheld: boolean;
  fields: { name: string; before: Value; after: Value }[];
}

export interface ChangeDetail extends ChangeEntry {
  changed: ChangedRecord[];
  account: { login: string; event: string; detail: string } | null;
}

export interface ChainAnswer {
  checked_through: number;
  sha256: string;
  faults: { what: string; change: number | null; message: string }[];
}

type Parameters = Readonly<Record<string, string | number | null | undefined>>;

export function changesPath(parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `/api/v1/changes?${text}` : "/api/v1/changes";
}

export const changePath = (number: string): string => `/api/v1/changes/${encodeURIComponent(number)}`;
