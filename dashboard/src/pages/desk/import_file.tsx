// The first step of an import: a file, chosen or dropped, and those that wait from earlier.

import { useState } from "preact/hooks";
import { useDocument } from "../../api/asking.ts";
import { type ImportListing, importsPath, largestFile, uploadFile } from "../../api/imports.ts";
import { link } from "./address.ts";
import { GeneralTrouble } from "./entries.tsx";
import type { PeopleProps } from "./page.ts";
import { Awaited } from "./parts.tsx";
import { useSubmission } from "./submission.ts";

const megabytes = largestFile / (1024 * 1024);

export function ImportFile({ address, say }: PeopleProps) {
  const { t } = say;
  const [over, setOver] = useState(false);
  const submission = useSubmission(say);
  const listing = useDocument<ImportListing>(importsPath);

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    if (file.size > largestFile) {
      submission.fail({ field: "", message: t("import_too_large", { n: megabytes }) });
      return;
    }
    const draft = await submission.ask(() => uploadFile(file));
    if (draft) window.location.assign(link(address, "import", { id: draft.id }));
  }

  const follow = (event: DragEvent, isOver: boolean): void => {
    event.preventDefault();
    setOver(isOver);
  };
  return (
    <form class="sheet" ref={submission.form} data-part="import-file" onSubmit={(event) => event.preventDefault()}>
      <fieldset
        class={over ? "drop over" : "drop"}
        onDragOver={(event) => follow(event, true)}
        onDragLeave={(event) => follow(event, false)}
        onDrop={(event) => {
          follow(event, false);
          take(event.dataTransfer?.files[0]);
        }}
      >
        <label for="import-file">{t("import_choose")}</label>
        <input
          id="import-file"
          type="file"
          accept=".xlsx,.csv,.txt,.tsv"
          aria-describedby="import-file-hint"
          disabled={submission.busy}
          onChange={(event) => take(event.currentTarget.files?.[0])}
        />
        <p class="hint" id="import-file-hint">
          {t("import_choose_hint", { n: megabytes })}
        </p>
        {submission.busy && <p role="status">{t("import_uploading")}</p>}
      </fieldset>
      <GeneralTrouble trouble={submission.trouble} shown={[]} />
      <Awaited answer={listing} say={say}>
        {({ drafts }) =>
          drafts.length > 0 && (
            <section data-part="import-drafts">
              <h2>{t("import_waiting")}</h2>
              <ul>
                {drafts.map(({ id, file_name, uploaded_at }) => (
                  <li key={id}>
                    <a href={link(address, "import", { id })}>{t("import_go_on", { file: file_name })}</a>{" "}
                    <span class="hint">{say.moment(uploaded_at)}</span>
                  </li>
                ))}
              </ul>
            </section>
          )
        }
      </Awaited>
    </form>
  );
}
