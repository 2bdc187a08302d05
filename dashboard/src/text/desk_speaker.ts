// Everything that turns what an edition holds into words at a desk: names of scopes, exact hours, rates at the decimals
// that their exposure allows.

import type { Edition } from "../api/documents.ts";
import { localZone, namedZoneClock, parseDate, writePeriod } from "./dates.ts";
import deskEn from "./desk.en.json";
import deskRu from "./desk.ru.json";
import en from "./en.json";
import filingsEn from "./filings.en.json";
import filingsRu from "./filings.ru.json";
import identityEn from "./identity.en.json";
import identityRu from "./identity.ru.json";
import importsEn from "./imports.en.json";
import importsRu from "./imports.ru.json";
import listsEn from "./lists.en.json";
import listsRu from "./lists.ru.json";
import { type Translate, translator } from "./messages.ts";
import { type Language, roundHalfUp, writeNumber } from "./numbers.ts";
import peopleEn from "./people.en.json";
import peopleRu from "./people.ru.json";
import recordsEn from "./records.en.json";
import recordsRu from "./records.ru.json";
import ru from "./ru.json";
import setupEn from "./setup.en.json";
import setupRu from "./setup.ru.json";
import { type Speaker, speaker } from "./speaker.ts";
import violationsEn from "./violations.en.json";
import violationsRu from "./violations.ru.json";

export const deskCatalogues = {
  en: {
    ...en,
    ...deskEn,
    ...filingsEn,
    ...importsEn,
    ...listsEn,
    ...peopleEn,
    ...recordsEn,
    ...violationsEn,
    ...identityEn,
    ...setupEn,
  },
  ru: {
    ...ru,
    ...deskRu,
    ...filingsRu,
    ...importsRu,
    ...listsRu,
    ...peopleRu,
    ...recordsRu,
    ...violationsRu,
    ...identityRu,
    ...setupRu,
  },
};
export type DeskKey = keyof typeof deskCatalogues.en;

export interface DeskSpeaker extends Speaker {
  t: Translate<DeskKey>;
  /** A rate at `decimals` digits after the point; at two significant ones where the edition states none. */
  number(value: number, decimals?: number | null): string;
  /** As it is, without rounding: ticks of axes. */
  plain(value: number): string;
  /** A period as people call it: "October 2026", or its first and last day. */
  period(first: string, last: string): string;
  /** "412,350 h": whole hours, because figures must add up for whoever checks them. */
  exactHours(value: number): string;
  /** What a scope is called: "All contractors", "Severny mine", "Arctic Drilling". */
  scope(scope: string): string;
  organization(code: string): string;
  /** `null` or a code: where an organization worked. */
  site(code: string | null): string;
  /** The words for a name of the interface, "gate_" + "critical_overdue"; without words the name itself. */
  named(prefix: string, name: string): string;
  /** The language of words that the server sends in both. */
  pick(words: { en: string; ru: string }): string;
}

export function deskSpeaker(language: Language, edition: Edition | null, now: number): DeskSpeaker {
  const catalogue = deskCatalogues[language];
  const t = translator<DeskKey>(language, catalogue);
  const base = speaker(t, language, namedZoneClock(edition ? edition.time_zone : localZone()), now);
  const names = new Map((edition?.organizations ?? []).map(({ code, name }) => [code, name]));
  const sites = new Map((edition?.sites ?? []).map(({ code, name }) => [code, name]));
  const organization = (code: string): string => names.get(code) || code;
  return {
    ...base,
    t,
    number: base.rate,
    plain: (value) => writeNumber(language, String(Number(value.toPrecision(12)))),
    period: (first, last) => writePeriod(t, parseDate(first), parseDate(last)),
    exactHours: (value) => t("hours_exact", { hours: writeNumber(language, roundHalfUp(value, 0)) }),
    scope: (scope) => {
      if (scope === "enterprise" || scope === "own" || scope === "contractors") return t(`scope_${scope}`);
      const [kind, ...rest] = scope.split(":");
      const code = rest.join(":");
      if (kind === "organization") return organization(code);
      return kind === "site" ? sites.get(code) || code : scope;
    },
    organization,
    site: (code) => (code ? sites.get(code) || code : t("all_sites")),
    named: (prefix, name) => {
      const key = prefix + name;
      return key in catalogue ? t(key as DeskKey) : name.replace(/_/g, " ");
    },
    pick: (words) => words[language],
  };
}

/** Every scope that there may be figures of: the whole, then sites, then organizations by name. */
export function scopesOf(edition: Edition): { group: DeskKey | null; scopes: string[] }[] {
  const contractors = edition.organizations
    .filter(({ kind }) => kind === "contractor")
    .sort((a, b) => a.name.localeCompare(b.name) || (a.code < b.code ? -1 : 1));
  return [
    { group: null, scopes: ["enterprise", "own", "contractors"] },
    { group: "group_sites", scopes: edition.sites.map(({ code }) => `site:${code}`) },
    { group: "group_contractors", scopes: contractors.map(({ code }) => `organization:${code}`) },
  ];
}
