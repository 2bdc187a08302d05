// What the address of the page asks for, and the addresses of the server that follow from it. A paired screen will get
// its scope from its token instead; then only `scope` changes its source.

export interface PageAddress {
  /** "enterprise", "own", "contractors", "site:CODE". */
  scope: string;
  /** None: the browser decides. */
  language: string | null;
  theme: "dark" | "light";
}

export function readPageAddress(search: string): PageAddress {
  const asked = new URLSearchParams(search);
  return {
    scope: asked.get("scope") || "enterprise",
    language: asked.get("lang"),
    theme: asked.get("theme") === "light" ? "light" : "dark",
  };
}

/** The edition that a page holds, as the server is told: "EPOCH.NUMBER". */
export interface Held {
  epoch: string;
  edition: number;
}

/** `origin` is that of the page: http becomes ws, https wss. */
export function liveAddress(origin: string, scope: string, held: Held | null): string {
  const query = new URLSearchParams({ audience: `wall/${scope}` });
  if (held) query.set("have", `${held.epoch}.${held.edition}`);
  query.set("encoding", "gzip");
  return `${origin.replace(/^http/, "ws")}/api/v1/live?${query}`;
}

export function viewAddress(scope: string): string {
  return `/api/v1/views/wall?${new URLSearchParams({ scope })}`;
}
