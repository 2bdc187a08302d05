// The steps of a violation, as the interface gives and takes them. docs/api.md says what each one does.

import { type RecordDocument, recordPath } from "./records.ts";
import { type Sent, send } from "./sending.ts";

export const stepKinds = [
  "assigned",
  "extension_asked",
  "extension_granted",
  "extension_refused",
  "fixed",
  "verified",
  "returned",
  "reopened",
  "cancelled",
  "commented",
] as const;
export type StepKind = (typeof stepKinds)[number];

export interface Step {
  change: number;
  step: StepKind;
  /** The date at the site. */
  on: string;
  recorded_at: string;
  who: string;
  text: string;
  assigned_to: string;
  until: string | null;
}

/** What is said with a step; what does not belong to its kind is left out. */
export interface SaidStep {
  step: StepKind;
  text: string;
  assigned_to?: string;
  until?: string;
}

export function takeStep(seen: RecordDocument, said: SaidStep, idempotencyKey: string): Promise<Sent<RecordDocument>> {
  return send("POST", `${recordPath("violations", seen.id)}/steps`, {
    body: said,
    headers: { "If-Match": `"${seen.change}"`, "Idempotency-Key": idempotencyKey },
  });
}
