// One monthly form, line by line beside the single records of the same days, and beside the months before.

import { useDocument } from "../../api/asking.ts";
import type { Directory } from "../../api/directory.ts";
import type { Filing } from "../../api/documents.ts";
import { filingPath } from "../../api/paths.ts";
import { Marked } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { link } from "./address.ts";
import { formCounts } from "./filing_values.ts";
import type { PeopleProps } from "./page.ts";
import { Awaited, Table } from "./parts.tsx";
import { daysOf } from "./record_values.ts";
import { periodWords } from "./record_words.ts";

type Props = PeopleProps & { id: string; directory: Directory };

export function FilingComparison({ address, say, id, directory }: Props) {
  const { t } = say;
  const answer = useDocument<Filing>(filingPath(id));
  return (
    <Awaited answer={answer} say={say}>
      {(filing) => (
        <section data-part="filing">
          <h2>{`${filing.name}, ${periodWords({ first: filing.first, last: filing.last }, say)}`}</h2>
          <p>
            {filing.site ? directory.site(filing.site) : t("all_sites")}
            {". "}
            {t("filing_filed_by", { moment: say.moment(filing.filed_at), who: filing.who })}
          </p>
          <p>
            <Marked kind={filing.state === "filed" ? "within" : "attention"}>{t(`filing_${filing.state}`)}</Marked>
          </p>
          <Comparison filing={filing} say={say} />
          <p class="quiet">{t("filing_reading")}</p>
          {filing.before.length > 0 && <MonthsBefore filing={filing} say={say} />}
          <ul class="inline">
            <li>
              <a href={link(address, "record", { kind: "period_totals", id: filing.id })}>{t("filing_record")}</a>
            </li>
            <li>
              <a href={link(address, "filings", { month: filing.first.slice(0, 7) })}>{t("filings_of_month")}</a>
            </li>
          </ul>
        </section>
      )}
    </Awaited>
  );
}

interface Line {
  name: string;
  words: string;
  stated: number | null;
  in_records: number | null;
  difference: number | null;
  counts: "form" | "records";
}

function linesOf(filing: Filing, say: DeskSpeaker): Line[] {
  const byName = new Map(filing.lines.map((line) => [line.quantity as string, line]));
  const lines: Line[] = [{ name: "hours", words: say.t("field_hours"), ...filing.hours }];
  for (const name of formCounts) {
    const line = byName.get(name);
    if (line) lines.push({ ...line, name, words: say.named("class_", name) });
  }
  return lines;
}

function Comparison({ filing, say }: { filing: Filing; say: DeskSpeaker }) {
  const { t } = say;
  const number = (value: number | null): string => (value === null ? "–" : say.plain(value));
  return (
    <Table
      caption={t("filing_comparison")}
      head={[t("filing_line"), t("filing_form"), t("filing_records"), t("filing_difference"), t("filing_counts")]}
    >
      {linesOf(filing, say).map((line) => (
        <tr key={line.name}>
          <th scope="row">{line.words}</th>
          <td>{number(line.stated)}</td>
          <td>{number(line.in_records)}</td>
          <td>
            {line.difference ? (
              <Marked kind="attention">{`${line.difference > 0 ? "+" : ""}${say.plain(line.difference)}`}</Marked>
            ) : (
              "–"
            )}
          </td>
          <td>{t(line.counts === "form" ? "filing_counts_form" : "filing_counts_records")}</td>
        </tr>
      ))}
    </Table>
  );
}

function MonthsBefore({ filing, say }: { filing: Filing; say: DeskSpeaker }) {
  const { t } = say;
  const number = (value: number | null): string => (value === null ? "–" : say.plain(value));
  const marked = (name: "hours" | "headcount", value: number | null) =>
    filing.jumps.includes(name) ? <Marked kind="attention">{number(value)}</Marked> : number(value);
  const months = filing.before.map((each) => ({ ...each, words: periodWords(daysOf(each.month), say) }));
  return (
    <>
      <h3>{t("filing_before")}</h3>
      {filing.jumps.length > 0 && (
        <p>
          <Marked kind="attention">{t("filing_jumps")}</Marked>
        </p>
      )}
      <Table caption={t("filing_before")} head={[t("field_month"), t("field_hours"), t("field_headcount")]}>
        <tr>
          <th scope="row">{periodWords({ first: filing.first, last: filing.last }, say)}</th>
          <td>{marked("hours", filing.hours.stated)}</td>
          <td>{marked("headcount", filing.headcount)}</td>
        </tr>
        {months.map(({ month, words, hours, headcount }) => (
          <tr key={month}>
            <th scope="row">{words}</th>
            <td>{number(hours)}</td>
            <td>{number(headcount)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}
