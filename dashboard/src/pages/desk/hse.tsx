// For mentors and HSE: contractors from whom fewer reports come than chance explains.

import { useDocument } from "../../api/asking.ts";
import type { HseView } from "../../api/documents.ts";
import { hsePath } from "../../api/paths.ts";
import { Marked } from "../../charts/marks.tsx";
import { Exports } from "./exports.tsx";
import type { PageProps } from "./page.ts";
import { Awaited, Table } from "./parts.tsx";
import { quietWords } from "./quiet_words.ts";

export function Hse({ say }: PageProps) {
  const { t } = say;
  const answer = useDocument<HseView>(hsePath);
  return (
    <>
      <p>{t("quiet_reading")}</p>
      <p>{t("quiet_help")}</p>
      <Awaited answer={answer} say={say}>
        {({ quiet, as_of }) => {
          const silent = quiet.filter((each) => each.quiet);
          return (
            <>
              <h2>{t("quiet_title", { moment: say.moment(as_of) })}</h2>
              {silent.length === 0 ? (
                <p>{quiet.length === 0 ? t("quiet_unknown") : t("quiet_none")}</p>
              ) : (
                silent.map((each) => (
                  <article class="quiet-one" key={each.organization}>
                    <h3>
                      <Marked kind="attention">{say.organization(each.organization)}</Marked>
                    </h3>
                    <p>{quietWords(each, say)}</p>
                  </article>
                ))
              )}
              <h2>{t("quiet_all")}</h2>
              <Exports list="quiet" say={say} />
              <Table
                caption={t("quiet_all")}
                head={[t("contractor"), t("hours_name"), t("reports"), t("reports_expected"), t("probability")]}
              >
                {[...quiet]
                  .sort((a, b) => say.organization(a.organization).localeCompare(say.organization(b.organization)))
                  .map((each) => (
                    <tr key={each.organization}>
                      <th scope="row">{say.organization(each.organization)}</th>
                      <td class="number">{say.exactHours(each.hours)}</td>
                      <td class="number">{say.integer(each.reports)}</td>
                      <td class="number">{each.expected === null ? "–" : say.number(each.expected, 1)}</td>
                      <td class="number">{each.probability === null ? "–" : say.percent(each.probability)}</td>
                    </tr>
                  ))}
              </Table>
            </>
          );
        }}
      </Awaited>
    </>
  );
}
