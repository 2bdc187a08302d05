// Filing the form of a month, in under half a minute on a phone: hours, people, and either one press for a month in which
// nothing happened, or the counts. What was last filed stands beside each field; taking it is somebody's decision.

import { useState } from "preact/hooks";
import { useDocument } from "../../api/asking.ts";
import type { Directory } from "../../api/directory.ts";
import { type RecordDocument, type RecordList, recordsPath } from "../../api/records.ts";
import { send } from "../../api/sending.ts";
import { may } from "../../api/session.ts";
import { Marked } from "../../charts/marks.tsx";
import { type Draft, dropDraft, findDraft, keepDraft, newIdempotencyKey } from "./drafts.ts";
import { ChoiceEntry, GeneralTrouble, TextEntry } from "./entries.tsx";
import { FilingComparison } from "./filing_comparison.tsx";
import { type Before, figuresBefore, formCounts, isJump, monthAfter } from "./filing_values.ts";
import { Warnings } from "./new_record.tsx";
import type { PeopleProps } from "./page.ts";
import { Awaited } from "./parts.tsx";
import { daysOf, plainNumber } from "./record_values.ts";
import { periodWords } from "./record_words.ts";
import { missing, useSubmission } from "./submission.ts";

interface Props extends PeopleProps {
  directory: Directory;
  organization: string;
  month: string;
}

const entries = ["hours", "headcount", ...formCounts];

export function FilingForm(props: Props) {
  const { organization, month, session, say } = props;
  const to = daysOf(monthAfter(month, -1)).last;
  const forms = useDocument<RecordList>(recordsPath("period_totals", { organization, to, limit: 1 }));
  const hours = useDocument<RecordList>(recordsPath("hours", { organization, to, limit: 20 }));
  if (!may(session, "record_hours")) return <p>{say.t("may_not_record")}</p>;
  return (
    <Awaited answer={forms} say={say}>
      {(filed) => (
        <Awaited answer={hours} say={say}>
          {(worked) => <Sheet {...props} before={figuresBefore(filed.records, worked.records)} />}
        </Awaited>
      )}
    </Awaited>
  );
}

function freshDraft(before: Before | null, reason: string): Draft {
  const fields = Object.fromEntries(entries.map((name) => [name, ""]));
  return {
    idempotencyKey: newIdempotencyKey(),
    fields: { ...fields, site: before?.site ?? "" },
    reason,
    keptAt: Date.now(),
  };
}

function Sheet(props: Props & { before: Before | null }) {
  const { address, session, directory, say, organization, month, before } = props;
  const { t } = say;
  const { login } = session.account;
  const name = `filing.${organization}.${month}`;
  const period = periodWords(daysOf(month), say);
  const [draft, setDraft] = useState(
    () => findDraft(login, name) ?? freshDraft(before, t("filing_reason", { period })),
  );
  const [made, setMade] = useState<RecordDocument | null>(null);
  const submission = useSubmission(say);
  const { trouble } = submission;
  const change = (fields: Record<string, string>): void =>
    setDraft((held) => {
      const changed = { ...held, fields: { ...held.fields, ...fields }, keptAt: Date.now() };
      keepDraft(login, name, changed);
      return changed;
    });

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const needed = entries.filter((each) => each !== "lost_days");
    const empty = missing(Object.fromEntries(needed.map((each) => [each, draft.fields[each] ?? ""])), say);
    if (empty) return submission.fail(empty);
    const numbers = Object.fromEntries(
      entries.map((each) => [each, plainNumber(draft.fields[each] ?? "", say.language) || null]),
    );
    const filed = await submission.ask(() =>
      send<RecordDocument>("POST", recordsPath("period_totals"), {
        body: {
          fields: { organization, site: draft.fields.site || null, ...daysOf(month), ...numbers },
          reason: draft.reason,
        },
        headers: { "Idempotency-Key": draft.idempotencyKey },
      }),
    );
    if (!filed) return;
    dropDraft(login, name);
    setMade(filed);
  }

  if (made) {
    return (
      <>
        <section class="done" data-part="filed" role="status">
          <h2>
            <Marked kind="within">{t("filing_done", { period })}</Marked>
          </h2>
          <Warnings warnings={made.warnings} say={say} />
        </section>
        <FilingComparison {...{ address, session, say, directory }} id={String(made.id)} />
      </>
    );
  }
  const nothingHappened = (): void => change(Object.fromEntries(formCounts.map((each) => [each, "0"])));
  return (
    <form class="sheet" data-part="filing-form" ref={submission.form} onSubmit={submit} noValidate>
      <h2>{`${directory.organization(organization)}, ${period}`}</h2>
      <GeneralTrouble trouble={trouble} shown={[...entries, "site"]} />
      <ChoiceEntry
        name="site"
        label={t("field_site")}
        value={draft.fields.site ?? ""}
        onValue={(site) => change({ site })}
        none={t("all_sites")}
        choices={directory.sites.map(({ code, name: words }) => ({ value: code, words }))}
        optional
        {...{ trouble, say }}
      />
      {(["hours", "headcount"] as const).map((each) => (
        <FigureEntry key={each} name={each} label={t(`field_${each}`)} {...props} {...{ draft, change, trouble }} />
      ))}
      <fieldset>
        <legend>{t("filing_happened")}</legend>
        <p>
          <button type="button" onClick={nothingHappened}>
            {t("filing_nothing")}
          </button>
        </p>
        {formCounts.map((each) => (
          <TextEntry
            key={each}
            name={each}
            label={say.named("class_", each)}
            hint={lastTime(each, before, say)}
            value={draft.fields[each] ?? ""}
            onValue={(value) => change({ [each]: value })}
            inputMode="numeric"
            maxLength={9}
            optional={each === "lost_days"}
            {...{ trouble, say }}
          />
        ))}
      </fieldset>
      <button type="submit" class="main" disabled={submission.busy}>
        {t("filing_do")}
      </button>
    </form>
  );
}

function lastTime(name: string, before: Before | null, say: PeopleProps["say"]): string | undefined {
  const value = before?.figures[name];
  if (!before || value === undefined) return undefined;
  return say.t("filing_last_time", {
    period: periodWords({ first: before.first, last: before.last }, say),
    value: say.plain(value),
  });
}

interface FigureProps extends Props {
  name: "hours" | "headcount";
  label: string;
  before: Before | null;
  draft: Draft;
  change: (fields: Record<string, string>) => void;
  trouble: ReturnType<typeof useSubmission>["trouble"];
}

/** Hours or people, with what it was the time before, a way to take that, and a mark where it is far from it. */
function FigureEntry({ name, label, before, draft, change, trouble, say }: FigureProps) {
  const value = draft.fields[name] ?? "";
  const last = before?.figures[name];
  const isFarOff = isJump(plainNumber(value, say.language), last);
  return (
    <div class="entry">
      <TextEntry
        name={name}
        label={label}
        hint={lastTime(name, before, say)}
        value={value}
        onValue={(typed) => change({ [name]: typed })}
        inputMode={name === "hours" ? "decimal" : "numeric"}
        maxLength={30}
        {...{ trouble, say }}
      />
      <p role="status" class="far-off">
        {isFarOff && <Marked kind="attention">{say.t("filing_far_off")}</Marked>}
      </p>
      {last !== undefined && (
        <p>
          <button type="button" onClick={() => change({ [name]: String(last) })}>
            {say.t(name === "hours" ? "filing_take_hours" : "filing_take_headcount", { value: say.plain(last) })}
          </button>
        </p>
      )}
    </div>
  );
}
