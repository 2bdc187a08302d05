// Importing a file in steps, each with an address of its own: the file, its columns, what it would do, and done.

import { useDocument } from "../../api/asking.ts";
import { type ImportDraft, type ImportListing, importPath, importsPath } from "../../api/imports.ts";
import { type Address, link } from "./address.ts";
import { ImportColumns } from "./import_columns.tsx";
import { ImportFile } from "./import_file.tsx";
import { ImportHistory } from "./import_history.tsx";
import { ImportPreviewPage } from "./import_preview.tsx";
import type { PeopleProps } from "./page.ts";
import { Awaited } from "./parts.tsx";

const steps = ["file", "columns", "preview", "done"] as const;
type Step = (typeof steps)[number];

function stepOf(address: Address): Step {
  if (address.asked.get("done")) return "done";
  if (!address.asked.get("id")) return "file";
  return address.asked.get("step") === "preview" ? "preview" : "columns";
}

export function ImportPage(props: PeopleProps) {
  const { address, say } = props;
  const step = stepOf(address);
  const id = address.asked.get("id");
  return (
    <>
      <nav aria-label={say.t("import_steps")}>
        <ol class="steps">
          {steps.map((each) => (
            <li key={each} aria-current={each === step ? "step" : undefined}>
              {id && step === "preview" && each === "columns" ? (
                <a href={link(address, "import", { id })}>{say.t("import_step_columns")}</a>
              ) : (
                say.t(`import_step_${each}`)
              )}
            </li>
          ))}
        </ol>
      </nav>
      {step === "file" && <ImportFile {...props} />}
      {step === "columns" && id && <Columns {...props} id={id} />}
      {step === "preview" && id && <ImportPreviewPage {...props} id={id} />}
      {step === "done" && <Done {...props} change={address.asked.get("done") ?? ""} />}
      {(step === "file" || step === "done") && <ImportHistory {...props} />}
    </>
  );
}

function Columns(props: PeopleProps & { id: string }) {
  const answer = useDocument<ImportDraft>(importPath(props.id));
  return (
    <Awaited answer={answer} say={props.say}>
      {(draft) => <ImportColumns {...props} draft={draft} />}
    </Awaited>
  );
}

function Done({ address, say, change }: PeopleProps & { change: string }) {
  const { t } = say;
  const answer = useDocument<ImportListing>(importsPath);
  return (
    <Awaited answer={answer} say={say}>
      {({ imports }) => {
        const made = imports.find((each) => String(each.change) === change);
        return (
          <section data-part="import-done">
            <p role="status">
              <b>{made ? t("import_done", { change: made.change }) : t("import_nothing_new")}</b>{" "}
              {made &&
                t("import_counts", {
                  created: made.counts.new,
                  revised: made.counts.changed,
                  unchanged: made.counts.unchanged,
                })}
            </p>
            <p class="buttons">
              {made && (
                <a class="button" href={link(address, "records", { kind: made.kind, order: "recorded" })}>
                  {t("import_see_records")}
                </a>
              )}
              <a class="button" href={link(address, "import")}>
                {t("import_another_file")}
              </a>
            </p>
          </section>
        );
      }}
    </Awaited>
  );
}
