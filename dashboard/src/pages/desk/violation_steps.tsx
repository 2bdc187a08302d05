// What one does about a violation: large buttons for the steps that one may take now, each with the little that it asks
// for. What was typed stays on this device until the step is taken.

import { useEffect, useRef, useState } from "preact/hooks";
import { type RecordDocument, recordPath } from "../../api/records.ts";
import { type Refusal, send } from "../../api/sending.ts";
import type { Session } from "../../api/session.ts";
import { may } from "../../api/session.ts";
import { type SaidStep, type StepKind, takeStep } from "../../api/steps.ts";
import { Marked } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { type Address, link } from "./address.ts";
import { type Draft, dropDraft, findDraft, keepDraft, newIdempotencyKey } from "./drafts.ts";
import { GeneralTrouble, TextEntry } from "./entries.tsx";
import { textOf } from "./record_values.ts";
import { violationState } from "./record_words.ts";
import { missing, type Trouble, useSubmission } from "./submission.ts";

interface Props {
  address: Address;
  session: Session;
  say: DeskSpeaker;
  record: RecordDocument;
  /** The day at the site. */
  today: string;
  onRecord: (record: RecordDocument) => void;
}

/** The steps that are likely next: their form is open already. */
const likely: readonly StepKind[] = ["verified", "fixed"];
/** Steps that say something by themselves. */
const needNoWords: readonly StepKind[] = ["fixed", "verified", "assigned"];

const draftName = (id: number): string => `step.${id}`;

function freshDraft(step: StepKind | undefined): Draft {
  return { idempotencyKey: newIdempotencyKey(), fields: { step: step ?? "" }, reason: "", keptAt: Date.now() };
}

/** What was kept of a step that can still be taken; anything else is forgotten. */
function keptDraft(login: string, id: number, open: readonly StepKind[]): Draft | null {
  const kept = findDraft(login, draftName(id));
  if (!kept || open.some((step) => step === kept.fields.step)) return kept;
  dropDraft(login, draftName(id));
  return null;
}

export function ViolationSteps({ address, session, say, record, today, onRecord }: Props) {
  const { t } = say;
  const { login } = session.account;
  const open = record.open_steps ?? [];
  const expected = likely.find((step) => open.includes(step));
  const [draft, setDraft] = useState<Draft>(() => keptDraft(login, record.id, open) ?? freshDraft(expected));
  const submission = useSubmission(say);
  const focusing = useRef(false);
  const { trouble } = submission;
  const chosen = open.find((step) => step === draft.fields.step);
  const state = violationState(record.fields, today);
  const words = draft.fields.text ?? "";

  function change(fields: Draft["fields"]): void {
    const changed = { ...draft, fields: { ...draft.fields, ...fields }, keptAt: Date.now() };
    keepDraft(login, draftName(record.id), changed);
    setDraft(changed);
  }

  function choose(step: StepKind): void {
    submission.clear();
    change({ step });
    focusing.current = true;
  }
  // Whoever chose a step types next.
  useEffect(() => {
    if (focusing.current) submission.form.current?.querySelector<HTMLElement>("input, textarea")?.focus();
    focusing.current = false;
  }, [chosen]);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (!chosen) return;
    const empty = missing(neededFor(chosen, draft), say);
    if (empty) return submission.fail(empty);
    let overtaken = false;
    const clash = (refusal: Refusal): Trouble | null => {
      // The key is that of an earlier try, which was taken although its answer never came.
      overtaken = refusal.status === 412 || refusal.field === "Idempotency-Key";
      return overtaken ? { field: "", message: t("step_clash") } : null;
    };
    const taken = await submission.ask(() => takeStep(record, saidWith(chosen, draft), draft.idempotencyKey), clash);
    if (taken) {
      dropDraft(login, draftName(record.id));
      setDraft(freshDraft(likely.find((step) => taken.open_steps?.includes(step))));
      onRecord(taken);
    } else if (overtaken) {
      // What the step answered to has changed: it is another request now.
      setDraft({ ...draft, idempotencyKey: newIdempotencyKey() });
      const now = await send<RecordDocument>("GET", recordPath("violations", record.id));
      if (now.state === "done") onRecord(now.document);
    }
  }

  const due = record.fields.extended_due_on ?? record.fields.due_on;
  const fixedByMe = state === "awaiting" && may(session, "fix_violation") && !open.includes("verified");
  return (
    <section class="life-cycle" data-part="life-cycle">
      <p>
        <Marked kind={state === "overdue" ? "breach" : state === "open" ? "attention" : "within"}>
          {t(`state_${state}`)}
        </Marked>
        {(state === "open" || state === "overdue") && due && ` ${t("due_until", { date: say.date(textOf(due)) })}`}
      </p>
      <form ref={submission.form} noValidate onSubmit={submit}>
        <GeneralTrouble trouble={trouble} shown={chosen ? ["text", "assigned_to", "until"] : []} />
        {trouble?.field === "" && words && <p class="quiet">{t("draft_safe")}</p>}
        {chosen && (
          <>
            {chosen === "assigned" && (
              <TextEntry
                name="assigned_to"
                label={t("step_assigned_to")}
                value={draft.fields.assigned_to ?? ""}
                onValue={(assigned_to) => change({ assigned_to })}
                maxLength={300}
                {...{ trouble, say }}
              />
            )}
            {chosen === "extension_asked" && (
              <TextEntry
                name="until"
                type="date"
                label={t("step_until")}
                value={draft.fields.until ?? ""}
                onValue={(until) => change({ until })}
                {...{ trouble, say }}
              />
            )}
            <TextEntry
              name="text"
              label={say.named("say_", chosen)}
              value={words}
              onValue={(text) => change({ text })}
              maxLength={2000}
              optional={needNoWords.includes(chosen)}
              {...{ trouble, say }}
            />
            <button type="submit" class="main large" disabled={submission.busy}>
              {t(`do_${chosen}`)}
            </button>
          </>
        )}
      </form>
      {fixedByMe && <p class="quiet">{t("verified_by_another")}</p>}
      <div class="buttons" data-part="other-steps">
        {open
          .filter((step) => step !== chosen)
          .map((step) => (
            <button type="button" key={step} onClick={() => choose(step)}>
              {t(`do_${step}`)}
            </button>
          ))}
        {may(session, "dispute") && state !== "voided" && (
          <a
            class="button-like"
            href={link(address, "new", {
              kind: "disputes",
              with_disputed: "violation",
              with_record: textOf(record.fields.reference),
            })}
          >
            {t("do_dispute")}
          </a>
        )}
      </div>
    </section>
  );
}

function neededFor(step: StepKind, { fields }: Draft): Record<string, string> {
  const needed: Record<string, string> = {};
  if (step === "assigned") needed.assigned_to = fields.assigned_to ?? "";
  if (step === "extension_asked") needed.until = fields.until ?? "";
  if (!needNoWords.includes(step)) needed.text = fields.text ?? "";
  return needed;
}

function saidWith(step: StepKind, { fields }: Draft): SaidStep {
  const said: SaidStep = { step, text: (fields.text ?? "").trim() };
  if (step === "assigned") said.assigned_to = (fields.assigned_to ?? "").trim();
  if (step === "extension_asked") said.until = fields.until ?? "";
  return said;
}

/** What was done so far, the oldest first. */
export function Timeline({ record, say }: { record: RecordDocument; say: DeskSpeaker }) {
  const { t } = say;
  const found = record.revisions[0];
  return (
    <ol class="timeline" data-part="timeline">
      <li>
        <p>
          <b>{t("step_found")}</b> <span class="quiet">{say.date(textOf(record.fields.found_on))}</span>
        </p>
        {found && (
          <p class="quiet">{t("step_recorded_by", { who: found.who, moment: say.moment(found.recorded_at) })}</p>
        )}
      </li>
      {(record.steps ?? []).map((step) => (
        <li key={step.change} data-step={step.step}>
          <p>
            <b>{t(`step_${step.step}`)}</b>
            {step.assigned_to && <span class="as-written">{t("step_to", { whom: step.assigned_to })}</span>}
            {step.until && t("step_to_day", { date: say.date(step.until) })}
          </p>
          {step.text && <p class="as-written">{step.text}</p>}
          <p class="quiet">{t("step_by", { who: step.who, moment: say.moment(step.recorded_at) })}</p>
        </li>
      ))}
    </ol>
  );
}
