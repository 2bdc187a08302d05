// The paths of the interface for desks.

type Parameters = Readonly<Record<string, string | number | null | undefined>>;

function path(base: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${base}?${text}` : base;
}

/** The number of an edition, or "current". */
export type EditionName = string;

const edition = (name: EditionName): string => `/api/v1/editions/${encodeURIComponent(name)}`;

export const editionsPath = (before: number | null): string => path("/api/v1/editions", { limit: 50, before });

export const editionPath = (name: EditionName, scope: string | null): string => path(edition(name), { scope });

export const lineagePath = (name: EditionName, id: string, scope: string, window: string): string =>
  path(`${edition(name)}/figures/${encodeURIComponent(id)}/lineage`, { scope, window });

export const restatementPath = (name: EditionName): string => `${edition(name)}/restatement`;

export const chartsPath = (name: EditionName, scope: string): string => path(`${edition(name)}/charts`, { scope });

export const effectPath = (name: EditionName, scope: string, date: string, months: number): string =>
  path(`${edition(name)}/effect`, { scope, date, months });

export const comparisonPath = (name: EditionName, id: string, scope: string, other: string, window: string): string =>
  path(`${edition(name)}/comparison`, { id, scope, other, window });

export const definitionsPath = "/api/v1/definitions";
export const hsePath = "/api/v1/views/hse";

/** The last month that has ended, unless another is asked for. */
export const filingsPath = (month: string | null): string => path("/api/v1/filings", { month });

export const filingPath = (id: string): string => `/api/v1/filings/${encodeURIComponent(id)}`;
