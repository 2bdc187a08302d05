// Where a figure comes from: its definition, the formula with the numbers put in, how sure one may be, and every record
// and every hour in it.

import { useDocument } from "../../api/asking.ts";
import type { Lineage, Restatement } from "../../api/documents.ts";
import { lineagePath, restatementPath } from "../../api/paths.ts";
import { IntervalBar } from "../../charts/interval_bar.tsx";
import { Mark, Marked } from "../../charts/marks.tsx";
import { link } from "./address.ts";
import { causeLines } from "./cause_lines.tsx";
import { countWords, findRestated, formulaWords, intervalWords, notes, sixDigits, valueWords } from "./figure_words.ts";
import type { PageProps } from "./page.ts";
import { Awaited, Notes, Table } from "./parts.tsx";

export function FigurePage(props: PageProps) {
  const { edition, address, say } = props;
  const id = address.asked.get("id") ?? "ltifr";
  const scope = address.scope ?? "enterprise";
  const window = address.asked.get("window") ?? "rolling_12_months";
  const lineage = useDocument<Lineage>(lineagePath(String(edition.edition), id, scope, window));
  return (
    <Awaited answer={lineage} say={say}>
      {(document) => <Made {...props} lineage={document} />}
    </Awaited>
  );
}

function Made({ edition, address, say, lineage }: PageProps & { lineage: Lineage }) {
  const { t } = say;
  const { figure, definition } = lineage;
  const { scope, window } = figure;
  const restatement = useDocument<Restatement>(restatementPath(String(edition.edition)));
  const restated = restatement.state === "here" ? findRestated(restatement.document.changes, figure) : null;
  const { value, reason } = valueWords(figure, say);
  const interval = intervalWords(figure, say);
  const formula = formulaWords(figure, definition, say);
  const kinds = edition.definitions.map(({ id }) => id);
  return (
    <>
      <section class="lead" data-part="figure">
        <h2>
          {say.pick(definition.name)} · {say.scope(scope)}
        </h2>
        <p>
          {t(`window_${window}`)}: {say.period(figure.first, figure.last)}
        </p>
        {value === null ? (
          <p class="figure-none">
            <Mark kind="missing" />
            <span>
              <b>{t("no_rate")}</b>: {reason}. {countWords(figure, definition, say)}.
            </span>
          </p>
        ) : (
          <p class="figure-value">{value}</p>
        )}
        {figure.interval && figure.value !== null && (
          <>
            <IntervalBar {...figure.interval} value={figure.value} />
            <p data-part="interval">{t("interval_95", { between: interval ?? "" })}</p>
          </>
        )}
        <Notes notes={notes(figure, restated, link(address, "edition", { number: edition.edition, scope }), say)} />
        {restated && (
          <div class="restated">
            <p>{t("restated_because")}</p>
            {causeLines(restated.causes, restated.more_causes, say)}
            <p>
              <a href={link(address, "edition", { number: edition.edition, scope })}>{t("restated_all")}</a>
            </p>
          </div>
        )}
      </section>

      <section data-part="formula">
        <h2>{t("how_computed")}</h2>
        <p>{say.pick(definition.explanation)}</p>
        {formula && <p class="formula">{formula}</p>}
        {figure.value !== null && typeof figure.decimals === "number" && (
          <p>{t("printed_as", { value: value ?? "", decimals: figure.decimals })}</p>
        )}
        {figure.interval && (
          <p>
            {t("interval_made", {
              cases: figure.numerator,
              lower: sixDigits(figure.interval.lower, say),
              upper: sixDigits(figure.interval.upper, say),
            })}
          </p>
        )}
        <p class="quiet">
          {t("definition_version", { id: definition.id, version: definition.version })}{" "}
          {t("classes_counted", { classes: definition.classes.map((name) => say.named("class_", name)).join(", ") })}{" "}
          <a href={`${link(address, "figures")}#${definition.id}`}>{t("to_explained")}</a>
        </p>
      </section>

      {lineage.hidden > 0 && (
        <p data-part="hidden">
          <Marked kind="missing">{t("lines_hidden", { n: lineage.hidden })}</Marked>
        </p>
      )}

      <section data-part="incidents">
        <h2>{t("incidents_title", { count: lineage.incidents.length })}</h2>
        {lineage.incidents.length === 0 ? (
          <p>{t("incidents_none")}</p>
        ) : (
          <Table
            caption={t("incidents_caption")}
            head={[
              t("record_name"),
              t("organization"),
              t("site"),
              t("occurred_on"),
              t("class"),
              t("lost_days"),
              t("counts"),
            ]}
          >
            {lineage.incidents.map((incident) => (
              <tr key={incident.reference}>
                <th scope="row">{incident.reference}</th>
                <td>{say.organization(incident.organization)}</td>
                <td>{incident.site ? say.site(incident.site) : "–"}</td>
                <td>{say.date(incident.occurred_on)}</td>
                <td>
                  {say.named("class_", incident.class)}
                  {incident.provisional && ` (${t("provisional").toLowerCase()})`}
                </td>
                <td class="number">{incident.lost_days === null ? "–" : say.integer(incident.lost_days)}</td>
                <td class="number">{say.integer(incident.counts)}</td>
              </tr>
            ))}
          </Table>
        )}
      </section>

      {lineage.totals.length > 0 && (
        <section data-part="totals">
          <h2>{t("totals_title")}</h2>
          <p>{t("totals_reading")}</p>
          <Table
            caption={t("totals_title")}
            head={[
              t("organization"),
              t("site"),
              t("period_name"),
              t("hours_name"),
              t("totals_quantities"),
              t("counts"),
            ]}
          >
            {lineage.totals.map((total) => (
              <tr key={`${total.organization} ${total.site} ${total.first}`}>
                <th scope="row">{say.organization(total.organization)}</th>
                <td>{say.site(total.site)}</td>
                <td>{say.period(total.first, total.last)}</td>
                <td class="number">{total.hours === null ? "–" : say.exactHours(total.hours)}</td>
                <td>
                  {Object.entries(total.quantities)
                    .map(
                      ([name, count]) =>
                        `${say.named("class_", name)}: ${count === null ? t("unknown") : say.integer(count)}`,
                    )
                    .join(", ")}
                </td>
                <td class="number">{say.integer(total.counts)}</td>
              </tr>
            ))}
          </Table>
        </section>
      )}

      <section data-part="organizations">
        <h2>{t("organizations_title")}</h2>
        <Table
          caption={t("organizations_title")}
          head={[t("organization"), t("cases"), t("hours_name"), t("hours_estimated"), t("included")]}
        >
          {lineage.organizations.map((organization) => (
            <tr key={organization.code}>
              <th scope="row">
                {kinds.includes(figure.id) && scope !== `organization:${organization.code}` ? (
                  <a
                    href={link(address, "figure", {
                      edition: edition.edition,
                      id: figure.id,
                      scope: `organization:${organization.code}`,
                      window,
                    })}
                  >
                    {organization.name}
                  </a>
                ) : (
                  organization.name
                )}
              </th>
              <td class="number">{say.integer(organization.numerator)}</td>
              <td class="number">{say.exactHours(organization.hours)}</td>
              <td class="number">
                {organization.estimated_hours > 0 ? say.exactHours(organization.estimated_hours) : "–"}
              </td>
              <td>
                {organization.included
                  ? t("included_yes")
                  : t("included_no", { reason: say.named("reason_", organization.reason ?? "hours_missing") })}
              </td>
            </tr>
          ))}
        </Table>
      </section>

      {lineage.left_out.length > 0 && (
        <section data-part="left-out">
          <h2>{t("left_out_title")}</h2>
          <p>{t("left_out_reading")}</p>
          <ul>
            {lineage.left_out.map((each) => (
              <li key={each.organization}>
                {t("left_out_line", {
                  organization: say.organization(each.organization),
                  reason: say.named("reason_", each.reason ?? "hours_missing"),
                  count: each.numerator,
                })}
              </li>
            ))}
          </ul>
        </section>
      )}

      <section data-part="hours">
        <h2>{t("hours_title")}</h2>
        <p>
          {t("hours_reading", {
            counted: say.exactHours(figure.hours),
            estimated: say.exactHours(figure.estimated_hours),
          })}
        </p>
        {lineage.hours.length > 0 && (
          <Table
            caption={t("hours_title")}
            head={[
              t("organization"),
              t("site"),
              t("period_name"),
              t("hours_reported"),
              t("hours_counted"),
              t("hours_source"),
            ]}
          >
            {lineage.hours.map((row) => (
              <tr
                key={`${row.organization} ${row.site} ${row.first} ${row.source}`}
                class={row.estimated ? "estimated" : undefined}
              >
                <th scope="row">{say.organization(row.organization)}</th>
                <td>{say.site(row.site)}</td>
                <td>
                  {say.period(row.first, row.last)}
                  {(row.counted_first !== row.first || row.counted_last !== row.last) && (
                    <span class="cut">
                      {t("counted_part", { period: say.period(row.counted_first, row.counted_last) })}
                    </span>
                  )}
                </td>
                <td class="number">{say.exactHours(row.hours)}</td>
                <td class="number">{say.exactHours(row.counted_hours)}</td>
                <td>
                  {row.estimated && <Mark kind="missing" />} {t(`source_${row.source}`)}
                  {row.estimated && row.source !== "estimate" && `, ${t("estimated_mark")}`}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </section>
    </>
  );
}
