// Every figure of one scope: value, interval, cases and hours, and the way to what made it.

import { useDocument } from "../../api/asking.ts";
import type { Definition, Figure, Restated, RestatedViolations, Restatement, Window } from "../../api/documents.ts";
import { restatementPath } from "../../api/paths.ts";
import { IntervalBar } from "../../charts/interval_bar.tsx";
import { Mark, Marked } from "../../charts/marks.tsx";
import { causeWords } from "../../text/cause_words.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { type Streak as StreakFacts, streakWords } from "../../text/streak_words.ts";
import { type Address, link } from "./address.ts";
import { Exports } from "./exports.tsx";
import { countWords, denominatorWords, findRestated, intervalWords, notes, valueWords } from "./figure_words.ts";
import type { PageProps } from "./page.ts";
import { Failed, Notes, RestatedNote, ScopeForm, Table } from "./parts.tsx";
import { violationSides } from "./restated_words.ts";

type ViolationFigure = RestatedViolations["figures"][number]["figure"];

const windows: readonly Window[] = ["rolling_12_months", "year_to_date", "month"];

export function Overview({ edition, address, say }: PageProps) {
  const { t } = say;
  const scope = address.scope ?? "enterprise";
  const restatement = useDocument<Restatement>(restatementPath(String(edition.edition)));
  const known = restatement.state === "here" ? restatement.document : null;
  const changes = known?.changes ?? [];
  const asked = address.asked.get("window");
  const window = windows.find((each) => each === asked) ?? "rolling_12_months";
  const figures = edition.figures.filter((figure) => figure.scope === scope && figure.window === window);

  return (
    <>
      <ScopeForm edition={edition} address={address} say={say} chosen={scope} />
      <h2>{say.scope(scope)}</h2>
      <ul class="tabs">
        {windows.map((each) => (
          <li key={each}>
            <a href={link(address, "overview", { scope, window: each })} aria-current={each === window || undefined}>
              {t(`window_${each}`)}
            </a>
          </li>
        ))}
      </ul>
      {restatement.state === "failed" && restatement.fault.kind !== "forbidden" && (
        <Failed fault={restatement.fault} say={say} />
      )}
      {figures.length === 0 && <p>{t("no_figures")}</p>}
      <ul class="figures">
        {figures.map((figure) => (
          <FigureCard
            key={figure.id}
            figure={figure}
            definition={edition.definitions.find(({ id }) => id === figure.id) ?? null}
            restated={findRestated(changes, figure)}
            edition={edition.edition}
            address={address}
            say={say}
          />
        ))}
      </ul>
      <Exports list="rates" parameters={{ edition: edition.edition, scope }} say={say} />
      <DayCounts edition={edition} address={address} say={say} restatement={known} />
      <Violations edition={edition} address={address} say={say} restatement={known} />
      <Completeness edition={edition} address={address} say={say} />
      <Changes edition={edition} address={address} say={say} />
    </>
  );
}

interface CardProps {
  figure: Figure;
  definition: Definition | null;
  restated: Restated | null;
  edition: number;
  address: Address;
  say: DeskSpeaker;
}

function FigureCard({ figure, definition, restated, edition, address, say }: CardProps) {
  const { t } = say;
  const { value, reason } = valueWords(figure, say);
  const interval = intervalWords(figure, say);
  const denominator = denominatorWords(figure, definition, say);
  const { id, scope, window } = figure;
  const count = countWords(figure, definition, say);
  return (
    <li class="figure" data-part={id}>
      <h3>
        <a href={link(address, "figure", { edition, id, scope, window })}>
          {definition ? say.pick(definition.name) : id}
        </a>
      </h3>
      {value === null ? (
        <p class="figure-none">
          <Mark kind="missing" />
          <span>
            <b>{t("no_rate")}</b>: {reason}
          </span>
        </p>
      ) : (
        <p class="figure-value">{value}</p>
      )}
      {figure.interval && figure.value !== null && (
        <>
          <IntervalBar {...figure.interval} value={figure.value} />
          <p class="figure-interval">{t("interval_95", { between: interval ?? "" })}</p>
        </>
      )}
      <p class="figure-count">{denominator ? t("count_in", { count, denominator }) : count}</p>
      <Notes notes={notes(figure, restated, link(address, "edition", { number: edition, scope }), say)} />
    </li>
  );
}

type Restatable = PageProps & { restatement: Restatement | null };

function DayCounts({ edition, address, say, restatement }: Restatable) {
  const { t } = say;
  const scope = address.scope ?? "enterprise";
  const restated = (restatement?.counter_changes ?? []).filter((change) => change.scope === scope);
  const counts = edition.day_counts.filter((count) => count.scope === scope);
  if (counts.length === 0) return null;
  return (
    <section>
      <h2>{t("days_title")}</h2>
      <Table
        caption={t("days_title")}
        head={[t("days_class"), t("days_days"), t("last_on"), t("record"), t("remarks")]}
      >
        {counts.map((count) => (
          <tr key={count.class}>
            <th scope="row">{t(`days_${count.class}`)}</th>
            <td class="number">{count.days === null ? "–" : say.integer(count.days)}</td>
            <td>{count.last_on ? say.date(count.last_on) : "–"}</td>
            <td class="number">{count.record === null ? "–" : t("record_days", { days: count.record })}</td>
            <td>
              {count.only_in_totals && t("only_in_totals")}
              {count.provisional && `${t("provisional")}: ${t("provisional_injury")}`}
              {!count.last_on && count.observed_from && t("days_since_start", { date: say.date(count.observed_from) })}
              {count.days === null && !count.only_in_totals && t("never_observed")}
              <Streak count={count} say={say} />
              {restated
                .filter((change) => change.class === count.class)
                .map(({ old_days, new_days }) => (
                  <RestatedNote
                    key="restated"
                    sides={{ before: daysOrNone(old_days, say), after: daysOrNone(new_days, say) }}
                    edition={edition.edition}
                    address={address}
                    scope={scope}
                    say={say}
                  />
                ))}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function daysOrNone(days: number | null, say: DeskSpeaker): string {
  return days === null ? "–" : say.t("record_days", { days });
}

function Streak({ count, say }: { count: StreakFacts; say: DeskSpeaker }) {
  const streak = streakWords(count, say);
  return (
    streak && (
      <span class="streak">
        <Marked kind="within">{streak}</Marked>
      </span>
    )
  );
}

function Violations({ edition, address, say, restatement }: Restatable) {
  const { t } = say;
  const scope = address.scope ?? "enterprise";
  const restated = restatement?.violations.find((each) => each.scope === scope)?.figures ?? [];
  const found = edition.violations.find((violations) => violations.scope === scope);
  if (!found) return null;
  const days = (value: number | null): string =>
    value === null ? "–" : t("days", { n: say.plain(Number(value.toFixed(1))) });
  const rows: [ViolationFigure, string][] = [
    ["found", say.integer(found.found)],
    ["open", say.integer(found.open)],
    ["overdue", say.integer(found.overdue)],
    ["awaiting_verification", say.integer(found.awaiting_verification)],
    ["closed", say.integer(found.closed)],
    ["cancelled", say.integer(found.cancelled)],
    [
      "on_time_share",
      found.on_time_share === null
        ? t("nothing_due")
        : t("on_time_share", { share: say.percent(found.on_time_share), on_time: found.on_time, due: found.due }),
    ],
    ["median_days_to_close", days(found.median_days_to_close)],
    ["mean_days_to_close", days(found.mean_days_to_close)],
  ];
  return (
    <section>
      <h2>{t("violations")}</h2>
      <dl class="pairs">
        {rows.map(([figure, value]) => (
          <div key={figure} data-part={`violations-${figure}`}>
            <dt>{t(`violation_${figure}`)}</dt>
            <dd>
              {value}
              {restated
                .filter((each) => each.figure === figure)
                .map((each) => (
                  <RestatedNote
                    key="restated"
                    sides={violationSides(each, say)}
                    edition={edition.edition}
                    address={address}
                    scope={scope}
                    say={say}
                  />
                ))}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        <a href={link(address, "charts", { scope })}>{t("violations_to_charts")}</a>
      </p>
    </section>
  );
}

function Completeness({ edition, address, say }: PageProps) {
  const { t } = say;
  const scope = address.scope ?? "enterprise";
  const found = edition.completeness.find((completeness) => completeness.scope === scope);
  if (!found) return null;
  return (
    <section>
      <h2>{t("strip_complete")}</h2>
      <p>{t("complete_sentence", { complete: found.complete, organizations: found.organizations })}</p>
      {found.missing.length > 0 && (
        <p>
          {t("missing_hours")}: {found.missing.map(say.organization).join(", ")}
        </p>
      )}
      {found.estimated_hours > 0 && (
        <p>
          {t("estimated_sentence", {
            estimated: say.exactHours(found.estimated_hours),
            hours: say.exactHours(found.hours),
          })}
        </p>
      )}
    </section>
  );
}

function Changes({ edition, address, say }: PageProps) {
  const { t } = say;
  const scope = address.scope ?? "enterprise";
  const changes = edition.changes.filter((change) => change.scope === scope);
  const counters = (edition.counter_changes ?? []).filter((change) => change.scope === scope);
  const days = (value: number | null): string => (value === null ? "–" : t("record_days", { days: value }));
  const write = (value: number | null): string => (value === null ? t("change_no_rate") : say.number(value, 2));
  return (
    <section data-part="changes">
      <h2>{t("changes")}</h2>
      {edition.previous === 0 ? (
        <p>{t("changes_first")}</p>
      ) : changes.length + counters.length === 0 ? (
        <p>{t("changes_none")}</p>
      ) : (
        <Table
          caption={t("changes_against", { edition: edition.previous })}
          head={[t("figure"), t("window"), t("cases"), t("value"), t("causes")]}
        >
          {changes.map((change) => (
            <tr key={`${change.id} ${change.window}`}>
              <th scope="row">{figureName(edition.definitions, change.id, say)}</th>
              <td>{t(`window_${change.window}`)}</td>
              <td class="number">
                {change.old_numerator === change.new_numerator
                  ? say.integer(change.new_numerator)
                  : `${say.integer(change.old_numerator)} → ${say.integer(change.new_numerator)}`}
                {change.old_left_out !== change.new_left_out &&
                  t("beside_it", { old: change.old_left_out ?? 0, new: change.new_left_out ?? 0 })}
              </td>
              <td class="number">{`${write(change.old_value)} → ${write(change.new_value)}`}</td>
              <td>
                <ul class="plain">
                  {change.causes.map((cause) => (
                    <li key={`${cause.kind} ${cause.reference} ${cause.organization}`}>{causeWords(cause, say)}</li>
                  ))}
                  {change.more_causes > 0 && <li>{t("more", { count: change.more_causes })}</li>}
                </ul>
              </td>
            </tr>
          ))}
          {counters.map((change) => (
            <tr key={change.class}>
              <th scope="row">{t("days_title")}</th>
              <td>{t(`days_${change.class}`)}</td>
              <td />
              <td class="number">{`${days(change.old_days)} → ${days(change.new_days)}`}</td>
              <td>
                {change.last_on ? t("counter_last_on", { date: say.date(change.last_on) }) : t("counter_no_last")}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

/** The short name of a rate: what stands before the colon of its full one. */
export function figureName(definitions: readonly Definition[], id: string, say: DeskSpeaker): string {
  const definition = definitions.find((each) => each.id === id);
  return definition ? (say.pick(definition.name).split(":")[0] ?? id) : id;
}
