// The third step of an import: what it would do, row by row and cell by cell, and doing it.

import { useEffect, useState } from "preact/hooks";
import { commitImport, type ImportPreview, type ImportRow, previewOf, type RowStatus } from "../../api/imports.ts";
import type { Refusal } from "../../api/sending.ts";
import { Scrolls } from "../../charts/data_table.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { link } from "./address.ts";
import { newIdempotencyKey } from "./drafts.ts";
import { GeneralTrouble, TextEntry } from "./entries.tsx";
import { ReadAs } from "./import_columns.tsx";
import { FaultList, ImportFaults } from "./import_faults.tsx";
import type { PeopleProps } from "./page.ts";
import { missing, useSubmission } from "./submission.ts";

const statuses: readonly RowStatus[] = ["new", "changed", "unchanged"];

export function ImportPreviewPage({ address, say, id }: PeopleProps & { id: string }) {
  const { t } = say;
  const status = statuses.find((each) => each === address.asked.get("status")) ?? null;
  const from = Number(address.asked.get("from")) || 0;
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [key] = useState(newIdempotencyKey);
  const [reason, setReason] = useState(t("import_reason_usual"));
  const submission = useSubmission(say);

  const look = async (): Promise<void> => {
    const seen = await submission.ask(() => previewOf(id, status, from));
    if (seen) setPreview(seen);
  };
  useEffect(() => {
    look();
  }, []);

  async function commit(version: string): Promise<void> {
    const lacking = missing({ reason }, say);
    if (lacking) {
      submission.fail(lacking);
      return;
    }
    let stale = false;
    const done = await submission.ask(
      () => commitImport(id, version, key, reason),
      (refusal: Refusal) => {
        stale = refusal.status === 412;
        return stale ? { field: "", message: t("import_stale") } : null;
      },
    );
    if (stale) {
      const again = await previewOf(id, status, from);
      if (again.state === "done") setPreview(again.document);
    }
    if (done) window.location.assign(link(address, "import", { done: done.change ?? "none" }));
  }

  const back = (
    <a class="button" href={link(address, "import", { id })}>
      {t("import_back_to_columns")}
    </a>
  );
  if (!preview) {
    return (
      <form ref={submission.form} onSubmit={(event) => event.preventDefault()}>
        {submission.trouble ? (
          <>
            <GeneralTrouble trouble={submission.trouble} shown={[]} />
            {back}
          </>
        ) : (
          <p role="status">{t("import_preview_waiting")}</p>
        )}
      </form>
    );
  }
  const { counts, faults, more_faults, warnings, more_warnings } = preview;
  const faulty = faults.length > 0;
  return (
    <div data-part="import-preview">
      <Counts {...{ address, say, id, preview, status }} />
      {faulty && <ImportFaults faults={faults} more={more_faults} say={say} />}
      {warnings.length > 0 && (
        <section data-part="import-warnings">
          <h2>{t("import_warnings", { n: warnings.length + more_warnings })}</h2>
          <FaultList faults={warnings} say={say} />
        </section>
      )}
      <Rows rows={preview.records} say={say} />
      <ul class="inline">
        {from > 0 && (
          <li>
            <a href={link(address, "import", { id, step: "preview", status })}>{t("import_first_rows")}</a>
          </li>
        )}
        {preview.next !== null && (
          <li>
            <a href={link(address, "import", { id, step: "preview", status, from: preview.next })} rel="next">
              {t("import_next_rows")}
            </a>
          </li>
        )}
      </ul>
      <ReadAs draft={preview} say={say} />
      <form
        class="sheet"
        ref={submission.form}
        onSubmit={(event) => {
          event.preventDefault();
          commit(preview.version);
        }}
      >
        {!faulty && (
          <TextEntry
            name="reason"
            label={t("import_reason")}
            say={say}
            trouble={submission.trouble}
            maxLength={500}
            value={reason}
            onValue={setReason}
          />
        )}
        <GeneralTrouble trouble={submission.trouble} shown={["reason"]} />
        <p class="buttons">
          {!faulty && counts.rows > 0 && (
            <button type="submit" class="main" disabled={submission.busy}>
              {t("import_commit")}
            </button>
          )}
          {back}
          <a class="button" href={link(address, "import")}>
            {t("import_another_file")}
          </a>
        </p>
      </form>
    </div>
  );
}

interface CountsProps extends Pick<PeopleProps, "address" | "say"> {
  id: string;
  preview: ImportPreview;
  status: RowStatus | null;
}

function Counts({ address, say, id, preview, status }: CountsProps) {
  const { t } = say;
  const { counts } = preview;
  const way = (each: RowStatus | null, n: number) => (
    <li key={each ?? "all"}>
      <a
        href={link(address, "import", { id, step: "preview", status: each })}
        aria-current={each === status ? "true" : undefined}
      >
        {t(`import_status_${each ?? "all"}`)} {say.integer(n)}
      </a>
    </li>
  );
  return (
    <nav aria-label={t("import_rows", { n: counts.rows })} data-part="import-counts">
      <ul class="inline">
        {way(null, counts.rows)}
        {statuses.map((each) => way(each, counts[each]))}
        {counts.faulty > 0 && (
          <li>
            <a href="#import-faults">
              {t("import_status_faulty")} {say.integer(counts.faulty)}
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Rows({ rows, say }: { rows: readonly ImportRow[]; say: DeskSpeaker }) {
  const { t } = say;
  if (rows.length === 0) return <p>{t("import_none_of_these")}</p>;
  const names = [...new Set(rows.flatMap(({ cells }) => cells.map(({ name }) => name)))];
  return (
    <Scrolls name={t("import_step_preview")}>
      <table data-part="import-rows">
        <caption>{t("import_step_preview")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("import_line")}</th>
            <th scope="col">{t("import_becomes")}</th>
            {names.map((name) => (
              <th scope="col" key={name}>
                {say.named("field_", name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.line} ${row.key}`} class={`import-${row.status}`}>
              <th scope="row">{row.line}</th>
              <td>{t(`import_status_${row.status}`)}</td>
              {names.map((name) => (
                <Cell cell={row.cells.find((each) => each.name === name)} row={row} say={say} key={name} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

function Cell({ cell, row, say }: { cell: ImportRow["cells"][number] | undefined; row: ImportRow; say: DeskSpeaker }) {
  if (!cell) return <td />;
  if (row.status !== "changed" || cell.before === cell.after) return <td>{cell.after}</td>;
  const { t } = say;
  return (
    <td class="import-differs">
      <ins>{cell.after ?? t("import_nothing")}</ins>{" "}
      <del>{t("import_was", { value: cell.before ?? t("import_nothing") })}</del>
    </td>
  );
}
