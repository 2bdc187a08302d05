// What is wrong in a file, cell by cell: where, what stands there, and what was expected. A line of links leads to each.

import type { ImportFault } from "../../api/imports.ts";
import { Mark } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";

export function placeOf({ place, line }: ImportFault, say: DeskSpeaker): string {
  if (place) return say.t("import_fault_cell", { place });
  return line ? say.t("import_fault_line", { line }) : say.t("import_fault_file");
}

interface Props {
  faults: readonly ImportFault[];
  more: number;
  say: DeskSpeaker;
}

export function ImportFaults({ faults, more, say }: Props) {
  const { t } = say;
  return (
    <section data-part="import-faults" aria-labelledby="import-faults">
      <h2 id="import-faults">{t("import_faults", { n: faults.length + more })}</h2>
      {faults.length > 1 && (
        <ul class="inline">
          {faults.map((fault, index) => (
            <li key={`${index} ${fault.place ?? fault.line}`}>
              <a href={`#fault-${index}`}>{placeOf(fault, say)}</a>
            </li>
          ))}
        </ul>
      )}
      <FaultList faults={faults} say={say} named />
      {more > 0 && <p>{t("import_more_faults", { n: more })}</p>}
    </section>
  );
}

export function FaultList({ faults, say, named }: { faults: readonly ImportFault[]; say: DeskSpeaker; named?: true }) {
  const { t } = say;
  return (
    <ul class="cards faults">
      {faults.map((fault, index) => (
        <li
          key={`${index} ${fault.place ?? fault.line}`}
          id={named ? `fault-${index}` : undefined}
          tabIndex={named ? -1 : undefined}
        >
          <h3>
            <Mark kind={named ? "breach" : "attention"} /> {placeOf(fault, say)}
            {fault.column && `, ${t("import_fault_column", { column: fault.column })}`}
          </h3>
          {fault.value && (
            <p>
              <q>{fault.value}</q>
            </p>
          )}
          <p>
            {t("import_expected")}: <span lang="en">{fault.expected}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
