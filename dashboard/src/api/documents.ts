// What the interface for desks answers: the documents as their schemas say, and names for their parts.

import type { Ageing } from "../contract/charts.ts";
import type { EditionDocument } from "../contract/edition.ts";
import type { KnownCause, Restatement } from "../contract/restatement.ts";

export type {
  Ageing,
  Charts,
  Closing,
  Funnel,
  NoFunnel,
  NoTimeBetween,
  NoViolationsFound,
  SafetyCross,
  Signal,
  TimeBetween,
  Trend,
  ViolationsFound,
} from "../contract/charts.ts";
export type { Comparison } from "../contract/comparison.ts";
export type { DefinitionExplained, Definitions, FigureExplained } from "../contract/definitions.ts";
export type { EditionList, EditionListing } from "../contract/edition_list.ts";
export type { ComparedRate, ComparedSide, Effect } from "../contract/effect.ts";
export type { Filing } from "../contract/filing.ts";
export type { FiledForm, Filings, OrganizationFilings } from "../contract/filings.ts";
export type { HseView } from "../contract/hse.ts";
export type { Lineage } from "../contract/lineage.ts";
export type { KnownCause, Restatement };

export type RateName = "ltifr" | "trifr";

export type Edition = EditionDocument;
export type Figure = Edition["figures"][number];
export type Window = Figure["window"];
export type NoRateReason = Figure["reason"];
export type Definition = Edition["definitions"][number];
export type Words = Definition["name"];
export type Ranking = NonNullable<Edition["rankings"]>[number];
export type RankedOrganization = Ranking["organizations"][number];
export type Rating = NonNullable<Edition["ratings"]>[number];
export type RatingComponent = Rating["components"][number];
export type Raise = RatingComponent["raise"][number];

export type Restated = Restatement["changes"][number];
export type RestatedViolations = Restatement["violations"][number];
export type RestatedRating = Restatement["ratings"][number];
export type RestatedRank = Restatement["ranks"][number];

export const severities = ["critical", "high", "medium", "low"] as const;
export type Severity = keyof Ageing & (typeof severities)[number];
