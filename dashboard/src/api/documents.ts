// What the interface for desks answers, beside the edition itself. docs/api.md lists the paths.

import type { EditionDocument } from "../contract/edition.ts";

export type RateName = "ltifr" | "trifr";
export type Window = EditionDocument["figures"][number]["window"];
export type NoRateReason = EditionDocument["figures"][number]["reason"];
export type Definition = EditionDocument["definitions"][number];
export type Words = Definition["name"];
export type Cause = EditionDocument["changes"][number]["causes"][number];

export type Edition = EditionDocument;
export type Figure = Edition["figures"][number];
export type Ranking = NonNullable<Edition["rankings"]>[number];
export type RankedOrganization = Ranking["organizations"][number];
export type Rating = NonNullable<Edition["ratings"]>[number];
export type RatingComponent = Rating["components"][number];
export type Raise = RatingComponent["raise"][number];

export interface EditionListing {
  edition: number;
  kind: EditionDocument["kind"];
  as_of: string;
  published_at: string;
  published_by: string;
  reason: string;
}

export interface Lineage {
  edition: number;
  as_of: string;
  as_of_date: string;
  known_through: number;
  figure: Figure;
  definition: Definition;
  organizations: {
    code: string;
    name: string;
    first: string;
    last: string;
    included: boolean;
    reason: NoRateReason;
    numerator: number;
    hours: number;
    estimated_hours: number;
  }[];
  incidents: {
    reference: string;
    organization: string;
    site: string | null;
    occurred_on: string;
    class: string;
    provisional: boolean;
    lost_days: number | null;
    counts: number;
  }[];
  totals: {
    organization: string;
    site: string | null;
    first: string;
    last: string;
    hours: number | null;
    counts: number;
    quantities: Record<string, number | null>;
  }[];
  hours: {
    organization: string;
    site: string | null;
    first: string;
    last: string;
    counted_first: string;
    counted_last: string;
    hours: number;
    counted_hours: number;
    source: "record" | "totals" | "estimate";
    estimated: boolean;
  }[];
  left_out: { organization: string; reason: NoRateReason; numerator: number }[];
}

export interface KnownCause extends Cause {
  who: string | null;
  when: string | null;
  why: string | null;
}

export interface Restated {
  scope: string;
  id: string;
  window: Window;
  old_numerator: number;
  new_numerator: number;
  old_value: number | null;
  new_value: number | null;
  old_left_out: number;
  new_left_out: number;
  causes: KnownCause[];
  more_causes: number;
}

export interface Restatement {
  edition: number;
  as_of: string;
  known_through: number;
  known_now: number;
  changes: Restated[];
  counter_changes: {
    scope: string;
    class: "lti" | "tri";
    old_days: number | null;
    new_days: number | null;
    last_on: string | null;
  }[];
}

/** Why there is nothing to draw. */
export interface NoChart {
  none: string;
}

/** A point outside the limits, by its place in the list; `better`: longer without an injury, or fewer cases. */
export interface Signal {
  point: number;
  better: boolean;
}

export interface TimeBetween {
  class: "lti";
  points: { on: string; reference: string; days: number }[];
  open_days: number | null;
  center: number | null;
  lower: number | null;
  upper: number | null;
  signals: Signal[];
  streak_probability: number | null;
}

/** Violations found per inspection, or per hours where no inspections are recorded. */
export interface ViolationsFound {
  per: "inspections" | "hours";
  unit_hours: number | null;
  points: {
    first: string;
    last: string;
    count: number;
    hours: number | null;
    inspections: number | null;
    u: number;
    lower: number;
    upper: number;
  }[];
  mean: number;
  sigma_z: number | null;
  signals: Signal[];
}

export interface Funnel {
  id: RateName;
  mean: number;
  points: { code: string; name: string; numerator: number; hours: number; value: number }[];
  limits: { hours: number; lower95: number; upper95: number; lower998: number; upper998: number }[];
}

export interface Trend {
  id: RateName;
  points: {
    as_of: string;
    /** The day that it is the end of, where the enterprise is. */
    date: string;
    value: number | null;
    decimals: number | null;
    lower: number | null;
    upper: number | null;
    numerator: number;
    hours: number;
    reason: NoRateReason;
    published: number | null;
    published_edition: number | null;
    restated: boolean;
  }[];
}

export const severities = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof severities)[number];
export type Ageing = Record<Severity, readonly number[]>;

export interface Closing {
  points: { day: number; not_closed: number }[];
  median: number | null;
  found: number;
  closed: number;
}

export interface SafetyCross {
  month: string;
  days: { on: string; worst: string | null; count: number }[];
}

export interface Charts {
  edition: number;
  as_of_date: string;
  scope: string;
  time_between: TimeBetween | NoChart;
  violations_u: ViolationsFound | NoChart;
  funnel: Funnel | NoChart;
  trend: Trend[];
  ageing: Ageing;
  closing: Closing | NoChart;
  safety_cross: SafetyCross;
}

export interface ComparedSide {
  first: string;
  last: string;
  numerator: number;
  hours: number;
  value: number | null;
  interval: { lower: number; upper: number } | null;
}

export interface ComparedRate {
  id: RateName;
  before: ComparedSide;
  after: ComparedSide;
  ratio: number | null;
  change_percent: number | null;
  lower: number | null;
  upper: number | null;
  p: number | null;
  verdict: "shown" | "not_shown_yet" | "from_0" | "no_cases" | "no_hours";
  direction: "fell" | "rose" | "same" | null;
}

export interface Effect {
  scope: string;
  date: string;
  months: number;
  rates: ComparedRate[];
}

export interface DefinitionExplained extends Definition {
  good_for: Words;
  not_good_for: Words;
  formula: Words;
  source: Words;
}

export interface FigureExplained {
  id: string;
  name: Words;
  explanation: Words;
  formula: Words;
  source: Words;
  not_good_for: Words;
}

export interface Definitions {
  rates: DefinitionExplained[];
  figures: FigureExplained[];
}

export interface HseView {
  type: "hse";
  epoch: string;
  edition: number;
  as_of: string;
  as_of_date: string;
  quiet: {
    organization: string;
    reports: number;
    expected: number;
    probability: number;
    hours: number;
    quiet: boolean;
    peers_rate: number;
  }[];
}
