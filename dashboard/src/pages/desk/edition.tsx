// One edition: as it was published, as it would be with what is known now, and what changed between.

import type { ComponentChildren } from "preact";
import { useDocument } from "../../api/asking.ts";
import type { Figure, Restated, Restatement } from "../../api/documents.ts";
import { restatementPath } from "../../api/paths.ts";
import { Marked } from "../../charts/marks.tsx";
import { link } from "./address.ts";
import { causeLines } from "./cause_lines.tsx";
import { countWords, findRestated } from "./figure_words.ts";
import { figureName } from "./overview.tsx";
import type { PageProps } from "./page.ts";
import { Awaited, ScopeForm, Table } from "./parts.tsx";
import { rankSides, ratingSides, type Sides, violationSides } from "./restated_words.ts";

export function EditionPage(props: PageProps) {
  const { edition, address, say } = props;
  const { t } = say;
  const scope = address.scope ?? "enterprise";
  const answer = useDocument<Restatement>(restatementPath(String(edition.edition)));
  return (
    <>
      <p>
        {t("edition_sentence", {
          edition: edition.edition,
          as_of: say.moment(edition.as_of),
          change: edition.known_through,
          who: edition.published_by,
          when: say.moment(edition.published_at),
        })}{" "}
        {edition.reason && t("edition_reason", { reason: edition.reason })}
      </p>
      <p>
        <a href={link(address, "overview", { edition: edition.edition, scope })}>{t("edition_whole")}</a>
      </p>
      <ScopeForm edition={edition} address={address} say={say} chosen={scope} />
      <Awaited answer={answer} say={say}>
        {(restatement) => <Compared {...props} restatement={restatement} scope={scope} />}
      </Awaited>
    </>
  );
}

function Compared({
  edition,
  address,
  say,
  restatement,
  scope,
}: PageProps & { restatement: Restatement; scope: string }) {
  const { t } = say;
  const figures = edition.figures.filter((figure) => figure.scope === scope);
  const changes = restatement.changes.filter((change) => change.scope === scope);
  const elsewhere = [
    ...new Set(
      [...restatement.changes, ...restatement.counter_changes, ...restatement.violations].map((each) => each.scope),
    ),
  ].filter((each) => each !== scope);
  const counters = restatement.counter_changes.filter((change) => change.scope === scope);
  const violations = restatement.violations.filter((change) => change.scope === scope);
  const ofScope = ({ organization }: { organization: string }): boolean =>
    scope === `organization:${organization}` || scope === "contractors" || scope === "enterprise";
  const ratings = restatement.ratings.filter(ofScope);
  const ranks = restatement.ranks.filter(ofScope);
  const unchanged = [changes, counters, violations, ratings, ranks].every((list) => list.length === 0);
  const named = (change: Restated): string =>
    `${figureName(edition.definitions, change.id, say)}, ${t(`window_${change.window}`)}`;
  return (
    <>
      <h2>{t("between_title", { scope: say.scope(scope) })}</h2>
      <p>
        {restatement.known_now > restatement.known_through
          ? t("known_more", { from: restatement.known_through, to: restatement.known_now })
          : t("known_same")}
      </p>
      {unchanged ? (
        <p data-part="unchanged">{t("restated_none")}</p>
      ) : (
        <Table caption={t("between_caption")} head={[t("figure"), t("as_published"), t("known_now"), t("causes")]}>
          {changes.map((change) => (
            <tr key={`${change.id} ${change.window}`}>
              <th scope="row">{named(change)}</th>
              <td>
                {sideWords(
                  change.id,
                  change.old_value,
                  change.old_numerator,
                  change.old_left_out,
                  decimalsOf(figures, change),
                )}
              </td>
              <td>
                {sideWords(
                  change.id,
                  change.new_value,
                  change.new_numerator,
                  change.new_left_out,
                  decimalsOf(figures, change),
                )}
              </td>
              <td>{causeLines(change.causes, change.more_causes, say)}</td>
            </tr>
          ))}
          {counters.map((change) => (
            <tr key={change.class}>
              <th scope="row">{t(`days_${change.class}`)}</th>
              <td>{change.old_days === null ? "–" : t("record_days", { days: change.old_days })}</td>
              <td>{change.new_days === null ? "–" : t("record_days", { days: change.new_days })}</td>
              <td>
                {change.last_on ? t("counter_last_on", { date: say.date(change.last_on) }) : t("counter_no_last")}
                {causeLines(change.causes, change.more_causes, say)}
              </td>
            </tr>
          ))}
          {violations.map(({ figures, causes, more_causes }) =>
            figures.map((each, index) => (
              <Row
                key={each.figure}
                name={t("restated_violations", { figure: t(`violation_${each.figure}`) })}
                sides={violationSides(each, say)}
              >
                {/* All differences of a scope have the same causes: told once. */}
                {index === 0 && <td rowSpan={figures.length}>{causeLines(causes, more_causes, say)}</td>}
              </Row>
            )),
          )}
          {ratings.map((each) => (
            <Row
              key={each.organization}
              name={t("restated_rating", { name: say.organization(each.organization) })}
              sides={ratingSides(each, say)}
            >
              <td>{causeLines(each.causes, each.more_causes, say)}</td>
            </Row>
          ))}
          {ranks.map((each) => (
            <Row
              key={`${each.id} ${each.organization}`}
              name={t("restated_rank", {
                rate: figureName(edition.definitions, each.id, say),
                name: say.organization(each.organization),
              })}
              sides={rankSides(each, say)}
            >
              <td>{causeLines(each.causes, each.more_causes, say)}</td>
            </Row>
          ))}
        </Table>
      )}
      {elsewhere.length > 0 && (
        <>
          <p>{t("restated_elsewhere")}</p>
          <ul class="inline">
            {elsewhere.map((each) => (
              <li key={each}>
                <a href={link(address, "edition", { number: edition.edition, scope: each })}>{say.scope(each)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t("both_title")}</h2>
      <Table caption={t("both_title")} head={[t("figure"), t("window"), t("as_published"), t("known_now")]}>
        {figures.map((figure) => {
          const restated = findRestated(restatement.changes, figure);
          const old = sideWords(figure.id, figure.value, figure.numerator, figure.left_out_numerator, figure.decimals);
          return (
            <tr key={`${figure.id} ${figure.window}`}>
              <th scope="row">
                <a
                  href={link(address, "figure", {
                    edition: edition.edition,
                    id: figure.id,
                    scope,
                    window: figure.window,
                  })}
                >
                  {figureName(edition.definitions, figure.id, say)}
                </a>
              </th>
              <td>{t(`window_${figure.window}`)}</td>
              <td>{old}</td>
              <td>
                {restated ? (
                  <Marked kind="restated">
                    {sideWords(
                      figure.id,
                      restated.new_value,
                      restated.new_numerator,
                      restated.new_left_out,
                      figure.decimals,
                    )}
                  </Marked>
                ) : (
                  t("the_same")
                )}
              </td>
            </tr>
          );
        })}
      </Table>
    </>
  );

  function sideWords(
    id: string,
    value: number | null,
    numerator: number,
    leftOut: number,
    decimals: number | null | undefined,
  ): string {
    const definition = edition.definitions.find((each) => each.id === id) ?? null;
    const cases = countWords({ numerator }, definition, say);
    const rate = value === null ? t("change_no_rate") : say.number(value, decimals);
    return leftOut > 0 ? t("side_left_out", { rate, cases, left_out: leftOut }) : t("side", { rate, cases });
  }
}

function Row({ name, sides, children }: { name: string; sides: Sides; children: ComponentChildren }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{sides.before}</td>
      <td>{sides.after}</td>
      {children}
    </tr>
  );
}

function decimalsOf(figures: readonly Figure[], change: Restated): number | null | undefined {
  return figures.find(({ id, window }) => id === change.id && window === change.window)?.decimals;
}
