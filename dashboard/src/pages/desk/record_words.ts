// Records in words: their kinds, fields and choices, and who may record which. The words of the choices are those that
// docs/import.md gives for files.

import type { Directory } from "../../api/directory.ts";
import type { FieldValue, FieldValues, Kind } from "../../api/records.ts";
import { may, type Session } from "../../api/session.ts";
import { parseDate, writePeriod } from "../../text/dates.ts";
import type { DeskKey, DeskSpeaker } from "../../text/desk_speaker.ts";

export const incidentClasses = ["NEAR_MISS", "HAZARD", "MICRO", "FAC", "MTC", "RWC", "LWC", "PTD", "FAT"] as const;
/** What anybody at work reports; the others are for whoever records injuries. */
export const reportedClasses: readonly string[] = ["NEAR_MISS", "HAZARD", "MICRO"];

const severities = ["critical", "high", "medium", "low"] as const;

/** The words that a field takes, where it takes only some. */
export function choicesOf(kind: Kind, field: string): readonly string[] | null {
  switch (field) {
    case "class":
      return incidentClasses;
    case "severity":
      return severities;
    case "counts_from":
      return ["records", "totals"];
    case "started_by":
      return ["contractor", "enterprise"];
    case "disputed":
      return ["violation", "incident", "obligation", "breach"];
    case "kind":
      if (kind === "organizations") return ["contractor", "own"];
      if (kind === "obligations") return ["meeting", "measure", "commitment", "onboarding_step"];
      if (kind === "activities") return ["inspection", "joint_inspection", "proposal"];
      return ["cardinal_rule", "concealment"];
    default:
      return null;
  }
}

/** Those of them that whoever is signed in may choose for a record. */
export function allowedChoices(session: Session, kind: Kind, field: string): readonly string[] | null {
  const choices = choicesOf(kind, field);
  if (field === "class" && !may(session, "record_incident")) return reportedClasses;
  if (kind === "activities" && field === "kind" && choices) {
    return choices.filter((choice) => may(session, choice === "inspection" ? "record_activity" : "propose"));
  }
  return choices;
}

/** Whether there may be records of the kind that the actor may make. */
export function mayRecord(session: Session, kind: Kind): boolean {
  switch (kind) {
    case "organizations":
    case "sites":
      return may(session, "record_directory");
    case "hours":
    case "period_totals":
      return may(session, "record_hours");
    case "incidents":
      return may(session, "record_incident") || may(session, "report_event");
    case "violations":
      return may(session, "record_violation");
    case "obligations":
      return may(session, "record_mentorship");
    case "activities":
      return may(session, "record_activity") || may(session, "propose");
    case "breaches":
      return may(session, "record_breach");
    case "disputes":
      return may(session, "dispute");
  }
}

/** Whether this record may be revised as a whole; fixing and verifying a violation are asked about by themselves. */
export function mayRevise(session: Session, kind: Kind, fields: FieldValues): boolean {
  if (kind === "incidents" && !may(session, "record_incident")) {
    return may(session, "report_event") && reportedClasses.includes(String(fields.class));
  }
  if (kind === "activities") {
    return may(session, fields.kind === "inspection" ? "record_activity" : "propose");
  }
  if (kind === "disputes") return may(session, "dispute") || may(session, "decide_dispute");
  return mayRecord(session, kind);
}

export function maySee(session: Session, kind: Kind): boolean {
  if (kind === "sites") return true;
  return may(session, kind === "organizations" ? "see_directory" : "see_records");
}

/** What a record is known by; it never changes. */
export function keysOf(kind: Kind): readonly string[] {
  switch (kind) {
    case "organizations":
    case "sites":
      return ["code"];
    case "hours":
    case "period_totals":
      return ["organization", "site", "first", "last"];
    case "disputes":
      return ["reference", "disputed", "record"];
    default:
      return ["reference"];
  }
}

export const hasPeriod = (kind: Kind): boolean => kind === "hours" || kind === "period_totals";

export function fieldLabel(kind: Kind, field: string, say: DeskSpeaker): string {
  if (/^[A-Z_]+$/.test(field)) return say.named("class_", field);
  const special = specialLabels[`${kind}.${field}`];
  return special ? say.t(special) : say.named("field_", field);
}

const specialLabels: Readonly<Record<string, DeskKey>> = {
  "incidents.organization": "field_employer",
  "violations.organization": "field_who_fixes",
  "incidents.description": "field_what_happened",
  "violations.description": "field_what_was_found",
  "obligations.description": "field_what_was_agreed",
  "obligations.first": "field_rotation_first",
};

const hints: Readonly<Record<string, DeskKey>> = {
  "incidents.provisional": "hint_provisional",
  "incidents.event": "hint_event",
  "violations.due_on": "hint_due_on",
  "violations.requirement": "hint_requirement",
  "violations.self_found": "hint_self_found",
  "obligations.due_on": "hint_obligation_due_on",
  "obligations.confirmed_by": "hint_confirmed_by",
  "hours.hours": "hint_hours",
  "sites.time_zone": "hint_time_zone",
  "disputes.record": "hint_disputed_record",
  "breaches.established_on": "hint_established_on",
  "organizations.counts_from": "hint_counts_from",
};

export function hintOf(kind: Kind, field: string, say: DeskSpeaker): string | undefined {
  const key = hints[`${kind}.${field}`];
  return key && say.t(key);
}

export function choiceWords(field: string, value: string, say: DeskSpeaker): string {
  return say.named(field === "class" ? "class_" : "choice_", value);
}

/** What a field holds, in words; a dash where it says nothing. */
export function valueWords(
  kind: Kind,
  field: string,
  value: FieldValue | undefined,
  say: DeskSpeaker,
  names: Pick<Directory, "organization" | "site">,
): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return say.t(value ? "yes" : "no");
  if (typeof value === "number") return say.plain(value);
  if (field === "organization") return names.organization(value);
  if (field === "site") return names.site(value);
  if (choicesOf(kind, field)) return choiceWords(field, value, say);
  return /^\d{4}-\d\d-\d\d$/.test(value) ? say.date(value) : value;
}

/** What people call the record. */
export function recordTitle(
  kind: Kind,
  fields: FieldValues,
  say: DeskSpeaker,
  names: Pick<Directory, "organization" | "site">,
): string {
  if (hasPeriod(kind)) return `${names.organization(String(fields.organization))}, ${periodWords(fields, say)}`;
  return String(fields.reference ?? fields.code ?? "");
}

export function periodWords(fields: FieldValues, say: DeskSpeaker): string {
  return writePeriod(say.t, parseDate(String(fields.first)), parseDate(String(fields.last)));
}

export type ViolationState = "voided" | "cancelled" | "closed" | "awaiting" | "overdue" | "open";

/** Overdue: the due day has ended; `today` is the day at the site. */
export function violationState(fields: FieldValues, today: string): ViolationState {
  if (fields.voided === true) return "voided";
  if (fields.cancelled_on) return "cancelled";
  if (fields.verified_on) return "closed";
  if (fields.fixed_on) return "awaiting";
  const due = String(fields.extended_due_on ?? fields.due_on ?? "");
  return /^\d{4}/.test(due) && due < today ? "overdue" : "open";
}
