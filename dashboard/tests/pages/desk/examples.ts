// Figures, definitions and speakers for the tests of the desk's words; the numbers are worked ones of public statistics
// texts, so that the words can be checked against them.

import type {
  ComparedRate,
  ComparedSide,
  Definition,
  Edition,
  Figure,
  RankedOrganization,
  Ranking,
} from "../../../src/api/documents.ts";
import { type DeskSpeaker, deskSpeaker } from "../../../src/text/desk_speaker.ts";
import type { Language } from "../../../src/text/numbers.ts";

export const now = Date.parse("2026-11-22T05:00:00Z");

const edition = {
  time_zone: "Asia/Krasnoyarsk",
  organizations: [
    { code: "SCAFF", name: "Northern Scaffolding", kind: "contractor" },
    { code: "OWN", name: "Polar Star, own people", kind: "own" },
    { code: "BLAST", name: "Blast Technology", kind: "contractor" },
  ],
  sites: [{ code: "MINE", name: "Severny mine", time_zone: "Asia/Krasnoyarsk" }],
} as unknown as Edition;

export { edition };

export function speakAtDesk(language: Language): DeskSpeaker {
  return deskSpeaker(language, edition, now);
}

export const ltifr: Definition = {
  id: "ltifr",
  version: 1,
  numerator: "cases",
  classes: ["FAT", "PTD", "LWC"],
  denominator: "hours",
  base: 1_000_000,
  name: { en: "LTIFR: lost time injury frequency rate", ru: "LTIFR: коэффициент частоты травм" },
  explanation: { en: "Lost time injuries per million hours.", ru: "Травмы на миллион часов." },
};

/** 3 cases in 412,350 hours. */
export const figure: Figure = {
  scope: "organization:SCAFF",
  id: "ltifr",
  version: 1,
  window: "rolling_12_months",
  first: "2025-11-23",
  last: "2026-11-22",
  reaches_back: false,
  base: 1_000_000,
  numerator: 3,
  hours: 412_350,
  value: 7.275373,
  reason: null,
  interval: { lower: 1.500357, upper: 21.261727 },
  estimated_hours: 0,
  provisional: 0,
  left_out_organizations: 0,
  left_out_numerator: 0,
  denominator: 412_350,
  decimals: 0,
};

function ranked(
  code: string,
  numerator: number,
  million: number,
  shrunk: number,
  ranks: [number, number],
): RankedOrganization {
  return {
    code,
    numerator,
    hours: million * 1_000_000,
    raw: numerator / million,
    shrunk,
    lower: shrunk / 3,
    upper: shrunk * 2,
    p_above_mean: 0.5,
    rank_from: ranks[0],
    rank_to: ranks[1],
  };
}

/** Some of ten contractors: by the raw rate B is the worst with one case, by the shrunk one G with nine. */
export const ranking: Ranking = {
  id: "ltifr",
  version: 1,
  window: "rolling_12_months",
  population: "contractors",
  base: 1_000_000,
  mean: 2.3969319271,
  pooled: false,
  between_variance: 2.7700012185,
  alpha: 2.0741083523,
  beta: 0.8653180046,
  no_ranking: null,
  organizations: [
    ranked("G", 9, 1.6, 4.49195939, [1, 4]),
    ranked("E", 5, 0.9, 4.0072714, [1, 6]),
    ranked("B", 1, 0.08, 3.2519304, [1, 10]),
    ranked("A", 0, 0.05, 2.26599755, [2, 10]),
    ranked("I", 0, 0.75, 1.28402478, [4, 10]),
  ],
  left_out: [],
};

function side(stated: Pick<ComparedSide, "first" | "last" | "numerator" | "hours" | "value">): ComparedSide {
  return {
    scope: "enterprise",
    version: 1,
    base: 1_000_000,
    reaches_back: false,
    reason: null,
    interval: null,
    decimals: 2,
    estimated_hours: 0,
    provisional: 0,
    left_out_organizations: 0,
    left_out_numerator: 0,
    ...stated,
  };
}

/** 17 cases, then 8, in equal hours: "fell by 53 %". */
export const halved: ComparedRate = {
  id: "ltifr",
  before: side({ first: "2024-11-22", last: "2025-11-21", numerator: 17, hours: 8e6, value: 2.125 }),
  after: side({ first: "2025-11-22", last: "2026-11-21", numerator: 8, hours: 8e6, value: 1 }),
  ratio: 0.470588235,
  change_percent: -52.9411765,
  lower: 0.175772626,
  upper: 1.150540953,
  p: 0.1077521443,
  verdict: "not_shown_yet",
  direction: "fell",
};

/** Without the spaces that do not break, which only the layout cares for. */
export function plain(text: string | null | undefined): string {
  return (text ?? "").replace(/\u00a0/g, " ");
}
