// The second step of an import: what the file was read as, and which of its columns gives what.

import { useState } from "preact/hooks";
import { chooseFor, type ImportChoice, type ImportDraft, importPath } from "../../api/imports.ts";
import { type Kind, kinds } from "../../api/records.ts";
import { send } from "../../api/sending.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { link } from "./address.ts";
import { ChoiceEntry, GeneralTrouble, TextEntry } from "./entries.tsx";
import { ImportFaults } from "./import_faults.tsx";
import type { PeopleProps } from "./page.ts";
import { mayRecord } from "./record_words.ts";
import { useSubmission } from "./submission.ts";

/** Which field each header gives, turned round from what the interface keeps. */
function fieldsByHeader(choice: ImportChoice): Record<string, string> {
  return Object.fromEntries(Object.entries(choice.columns).map(([field, header]) => [header, field]));
}

function missingFields(draft: ImportDraft, chosen: readonly string[], say: DeskSpeaker): string[] {
  const missing = draft.fields
    .filter(({ name, required }) => required && !chosen.includes(name))
    .map(({ name }) => say.named("field_", name));
  const needsPeriod = draft.period_fields.length > 0 && !draft.period_fields.some((name) => chosen.includes(name));
  return needsPeriod ? [...missing, say.t("import_missing_period")] : missing;
}

export function ImportColumns(props: PeopleProps & { id: string; draft: ImportDraft }) {
  const { address, session, say, id } = props;
  const { t } = say;
  const [draft, setDraft] = useState(props.draft);
  const [choice, setChoice] = useState(props.draft.choice);
  const [byHeader, setByHeader] = useState(() => fieldsByHeader(props.draft.choice));
  const [saveAs, setSaveAs] = useState("");
  const submission = useSubmission(say);
  const chosen = Object.values(byHeader).filter(Boolean);
  const lacking = missingFields(draft, chosen, say);

  const set = (change: Partial<ImportChoice>): void => setChoice((held) => ({ ...held, ...change }));
  const columns = (): Record<string, string> =>
    Object.fromEntries(
      Object.entries(byHeader)
        .filter(([, field]) => field)
        .map(([header, field]) => [field, header]),
    );

  /** Another kind or another way of reading gives other columns, which are guessed anew. */
  async function reread(change: Partial<ImportChoice>): Promise<void> {
    const wanted = { ...choice, ...change, columns: {} };
    setChoice(wanted);
    const read = await submission.ask(() => chooseFor(id, wanted));
    if (!read) return;
    setDraft(read);
    setChoice(read.choice);
    setByHeader(fieldsByHeader(read.choice));
  }

  async function look(): Promise<void> {
    const taken = await submission.ask(() =>
      chooseFor(id, { ...choice, columns: columns(), save_as: saveAs.trim() || null }),
    );
    if (taken) window.location.assign(link(address, "import", { id, step: "preview" }));
  }

  async function drop(): Promise<void> {
    const gone = await submission.ask(async () => {
      const sent = await send<null>("DELETE", importPath(id));
      return sent.state === "done" ? { state: "done" as const, document: true } : sent;
    });
    if (gone) window.location.assign(link(address, "import"));
  }

  const entry = { say, trouble: submission.trouble };
  const offered = kinds.filter((kind) => mayRecord(session, kind) || kind === choice.kind);
  return (
    <form
      class="sheet import"
      ref={submission.form}
      data-part="import-columns"
      onSubmit={(event) => {
        event.preventDefault();
        look();
      }}
    >
      <h2>{draft.file_name}</h2>
      {draft.profile && <p>{t("import_profile", { name: draft.profile })}</p>}
      {draft.timesheet && <p>{t("import_timesheet")}</p>}
      <ReadAs draft={draft} say={say} />
      {draft.faults.length > 0 && <ImportFaults faults={draft.faults} more={0} say={say} />}
      <ChoiceEntry
        {...entry}
        name="kind"
        label={t("import_kind")}
        value={choice.kind}
        onValue={(kind) => reread({ kind: kind as Kind })}
        choices={offered.map((kind) => ({ value: kind, words: t(`kind_${kind}`) }))}
      />
      {draft.sheets.length > 1 && (
        <ChoiceEntry
          {...entry}
          name="sheet"
          label={t("import_sheet")}
          value={choice.sheet ?? draft.sheet ?? ""}
          onValue={(sheet) => reread({ sheet })}
          choices={draft.sheets.map((name) => ({ value: name, words: name }))}
        />
      )}
      <fieldset>
        <legend>{t("import_columns")}</legend>
        {draft.columns.map(({ header, samples }, index) => (
          <ChoiceEntry
            {...entry}
            key={`${index} ${header}`}
            name={`column-${index}`}
            label={header ? t("import_column", { header }) : t("import_column_unnamed", { n: index + 1 })}
            hint={samples.length > 0 ? t("import_samples", { samples: samples.join("; ") }) : undefined}
            none={t("import_leave_out")}
            value={byHeader[header] ?? ""}
            onValue={(field) => setByHeader((held) => without(held, field, header))}
            choices={draft.fields.map(({ name }) => ({ value: name, words: say.named("field_", name) }))}
          />
        ))}
      </fieldset>
      <details>
        <summary>{t("import_more")}</summary>
        <Reading {...{ choice, set, say }} onReread={() => reread({})} busy={submission.busy} />
      </details>
      <TextEntry
        {...entry}
        name="save_as"
        label={t("import_save_as")}
        optional
        maxLength={100}
        value={saveAs}
        onValue={setSaveAs}
      />
      {lacking.length > 0 && (
        <p role="status" class="wrong">
          {t("import_missing", { fields: lacking.join(", ") })}
        </p>
      )}
      <GeneralTrouble trouble={submission.trouble} shown={["kind", "sheet", "save_as"]} />
      <p class="buttons">
        <button type="submit" class="main" disabled={submission.busy}>
          {t("import_look")}
        </button>
        <button type="button" onClick={drop} disabled={submission.busy}>
          {t("import_drop")}
        </button>
      </p>
    </form>
  );
}

/** A field comes from one column: the one that was chosen last. */
function without(held: Record<string, string>, field: string, header: string): Record<string, string> {
  const others = Object.entries(held).filter(([, known]) => known !== field || !field);
  return { ...Object.fromEntries(others), [header]: field };
}

export function ReadAs({ draft, say }: { draft: { said_back: string[] }; say: DeskSpeaker }) {
  if (draft.said_back.length === 0) return null;
  return (
    <section data-part="said-back">
      <h3>{say.t("import_read_as")}</h3>
      <ul lang="en">
        {draft.said_back.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

interface ReadingProps {
  choice: ImportChoice;
  set: (change: Partial<ImportChoice>) => void;
  say: DeskSpeaker;
  onReread: () => void;
  busy: boolean;
}

function Reading({ choice, set, say, onReread, busy }: ReadingProps) {
  const { t } = say;
  const entry = { say, trouble: null, optional: true };
  return (
    <>
      <ChoiceEntry
        {...entry}
        name="encoding"
        label={t("import_encoding")}
        none={t("import_detected")}
        value={choice.encoding ?? ""}
        onValue={(encoding) => set({ encoding: encoding || null })}
        choices={["UTF-8", "Windows-1251", "Windows-1252"].map((name) => ({ value: name, words: name }))}
      />
      <ChoiceEntry
        {...entry}
        name="dates"
        label={t("import_dates")}
        none={t("import_detected")}
        value={choice.dates ?? ""}
        onValue={(dates) => set({ dates: dates || null })}
        choices={[
          { value: "DMY", words: t("import_dates_dmy") },
          { value: "MDY", words: t("import_dates_mdy") },
        ]}
      />
      <ChoiceEntry
        {...entry}
        name="decimal_mark"
        label={t("import_decimal_mark")}
        none={t("import_detected")}
        value={choice.decimal_mark ?? ""}
        onValue={(mark) => set({ decimal_mark: mark || null })}
        choices={[
          { value: ".", words: t("import_point") },
          { value: ",", words: t("import_comma") },
        ]}
      />
      <TextEntry
        {...entry}
        name="header_line"
        label={t("import_header_line")}
        inputMode="numeric"
        maxLength={7}
        value={choice.header_line ? String(choice.header_line) : ""}
        onValue={(line) => set({ header_line: Number(line.replace(/\D/g, "")) || null })}
      />
      <button type="button" onClick={onReread} disabled={busy}>
        {t("import_reread")}
      </button>
    </>
  );
}
