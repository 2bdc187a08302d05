// Earlier imports, and undoing one.

import { useState } from "preact/hooks";
import { useDocument } from "../../api/asking.ts";
import { type DoneImport, type ImportListing, importsPath, undoImport } from "../../api/imports.ts";
import { link } from "./address.ts";
import { newIdempotencyKey } from "./drafts.ts";
import { GeneralTrouble, TextEntry } from "./entries.tsx";
import type { PeopleProps } from "./page.ts";
import { Awaited } from "./parts.tsx";
import { missing, useSubmission } from "./submission.ts";

export function ImportHistory(props: PeopleProps) {
  const { say } = props;
  const { t } = say;
  const [round, setRound] = useState(0);
  const answer = useDocument<ImportListing>(importsPath, round);
  return (
    <section data-part="import-history">
      <h2>{t("import_history")}</h2>
      <Awaited answer={answer} say={say}>
        {({ imports }) =>
          imports.length === 0 ? (
            <p>{t("import_no_history")}</p>
          ) : (
            <ul class="cards">
              {imports.map((one) => (
                <Import {...props} one={one} key={one.change} onUndone={() => setRound(round + 1)} />
              ))}
            </ul>
          )
        }
      </Awaited>
    </section>
  );
}

function Import({ address, say, one, onUndone }: PeopleProps & { one: DoneImport; onUndone: () => void }) {
  const { t } = say;
  const { change, counts, kind, undoes, undone_by } = one;
  return (
    <li>
      <h3>
        <a href={link(address, "records", { kind, order: "recorded" })}>
          {t("import_one", { kind: t(`kind_${kind}`), file: one.file_name })}
        </a>
      </h3>
      <p class="hint">{t("import_by", { moment: say.moment(one.recorded_at), who: one.who, change })}</p>
      <p>
        {t("import_counts", { created: counts.new, revised: counts.changed, unchanged: counts.unchanged })}{" "}
        {undoes && t("import_is_undo", { change: undoes })} {undone_by && t("import_undone", { change: undone_by })}
      </p>
      {!undone_by && !undoes && <Undo say={say} change={change} onUndone={onUndone} />}
    </li>
  );
}

function Undo({ say, change, onUndone }: Pick<PeopleProps, "say"> & { change: number; onUndone: () => void }) {
  const { t } = say;
  const [reason, setReason] = useState("");
  const [key] = useState(newIdempotencyKey);
  const submission = useSubmission(say);
  async function undo(): Promise<void> {
    const lacking = missing({ reason }, say);
    if (lacking) {
      submission.fail(lacking);
      return;
    }
    if (await submission.ask(() => undoImport(change, key, reason))) onUndone();
  }
  return (
    <details>
      <summary>{t("import_undo")}</summary>
      <form
        class="sheet"
        ref={submission.form}
        onSubmit={(event) => {
          event.preventDefault();
          undo();
        }}
      >
        <p class="hint">{t("import_undo_hint")}</p>
        <TextEntry
          name="reason"
          label={t("import_reason")}
          say={say}
          trouble={submission.trouble}
          maxLength={500}
          value={reason}
          onValue={setReason}
        />
        <GeneralTrouble trouble={submission.trouble} shown={["reason"]} />
        <button type="submit" class="main" disabled={submission.busy}>
          {t("import_undo_do")}
        </button>
      </form>
    </details>
  );
}
