// What the address of a page asks for, and the addresses of the pages it leads to. Language, theme and a pinned edition
// are carried along.

export const pageNames = [
  "overview",
  "contractors",
  "charts",
  "effect",
  "editions",
  "edition",
  "figures",
  "figure",
  "hse",
  "records",
  "record",
  "new",
  "filings",
  "import",
  "accounts",
  "audit",
  "settings",
  "account",
  "sign-in",
  "setup",
] as const;
export type PageName = (typeof pageNames)[number];

export interface Address {
  page: PageName;
  asked: URLSearchParams;
  /** The number that the address asks for, or "current". */
  edition: string;
  /** What the figures are about, if the address says so. */
  scope: string | null;
}

type Parameters = Readonly<Record<string, string | number | null>>;

const carried = ["lang", "theme"];

/** Pages that a pinned edition goes along with. */
const ofAnEdition: readonly PageName[] = ["overview", "contractors", "charts", "effect", "figures", "figure", "hse"];

export function readAddress(path: string, search: string): Address {
  const asked = new URLSearchParams(search);
  const page = pageNames.find((name) => path === `/${name}`) ?? "overview";
  const number = page === "edition" ? asked.get("number") : asked.get("edition");
  return { page, asked, edition: number || "current", scope: asked.get("scope") };
}

/** The address of a page of the desk, or of the wall. */
export function link(from: Address, page: PageName | "wall", parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== null) query.set(name, String(value));
  const carry =
    ofAnEdition.includes(from.page) && ofAnEdition.includes(page as PageName) ? [...carried, "edition"] : carried;
  for (const name of carry) {
    const value = from.asked.get(name);
    if (value && !query.has(name) && page !== "wall") query.set(name, value);
  }
  const text = query.toString();
  return text ? `/${page}?${text}` : `/${page}`;
}

/** This very page in another language or theme. */
export function variant(from: Address, name: "lang" | "theme", value: string): string {
  const query = new URLSearchParams(from.asked);
  query.set(name, value);
  return `/${from.page}?${query}`;
}
