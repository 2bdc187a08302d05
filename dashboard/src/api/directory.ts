// Organizations and sites that whoever is signed in may know of, with their names.

import { useEffect, useState } from "preact/hooks";
import type { Answer } from "./asking.ts";
import { type RecordList, recordsPath } from "./records.ts";
import { type Refusal, type Sent, send } from "./sending.ts";

export interface Directory {
  organizations: { code: string; name: string; kind: string }[];
  sites: { code: string; name: string; zone: string }[];
  /** Its name; the code of one that is not known any more. */
  organization(code: string): string;
  site(code: string): string;
}

async function loadAll(kind: "organizations" | "sites"): Promise<RecordList["records"] | Refusal | null> {
  const records: RecordList["records"] = [];
  let after: string | null = null;
  do {
    const sent: Sent<RecordList> = await send("GET", recordsPath(kind, { limit: 500, after }));
    if (sent.state === "unreachable") return null;
    if (sent.state === "refused") return sent.refusal;
    records.push(...sent.document.records);
    after = sent.document.next;
  } while (after);
  return records;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

async function loadDirectory(): Promise<Answer<Directory>> {
  const [organizations, sites] = await Promise.all([loadAll("organizations"), loadAll("sites")]);
  for (const loaded of [organizations, sites]) {
    if (loaded === null) return { state: "failed", fault: { kind: "unreachable" } };
    if (!Array.isArray(loaded)) return { state: "failed", fault: { kind: "refused", message: loaded.message } };
  }
  if (!Array.isArray(organizations) || !Array.isArray(sites)) throw new Error("unreachable");
  const byName = <T extends { name: string }>(a: T, b: T): number => a.name.localeCompare(b.name);
  const known = {
    organizations: organizations
      .map(({ fields }) => ({ code: text(fields.code), name: text(fields.name), kind: text(fields.kind) }))
      .sort(byName),
    sites: sites
      .map(({ fields }) => ({ code: text(fields.code), name: text(fields.name), zone: text(fields.time_zone) }))
      .sort(byName),
  };
  const named = (list: readonly { code: string; name: string }[]): ((code: string) => string) => {
    const names = new Map(list.map(({ code, name }) => [code, name]));
    return (code) => names.get(code) || code;
  };
  return {
    state: "here",
    document: { ...known, organization: named(known.organizations), site: named(known.sites) },
  };
}

export function useDirectory(): Answer<Directory> {
  const [answer, setAnswer] = useState<Answer<Directory>>({ state: "waiting" });
  useEffect(() => {
    let wanted = true;
    loadDirectory().then((loaded) => {
      if (wanted) setAnswer(loaded);
    });
    return () => {
      wanted = false;
    };
  }, []);
  return answer;
}
