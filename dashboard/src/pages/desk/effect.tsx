// Did it help? A rate before and after a date, or of two scopes, with the evidence for the difference.

import { useState } from "preact/hooks";
import { useDocument } from "../../api/asking.ts";
import type { ComparedRate, Comparison, Effect } from "../../api/documents.ts";
import { comparisonPath, effectPath } from "../../api/paths.ts";
import { ComparisonBar } from "../../charts/comparison_bar.tsx";
import { Mark } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { evidence, sideSentence, verdictMark } from "./effect_words.ts";
import { figureName } from "./overview.tsx";
import type { PageProps } from "./page.ts";
import { Awaited, Kept, ScopeSelect } from "./parts.tsx";

const defaultMonths = 12;

export function EffectPage(props: PageProps) {
  const { edition, address, say } = props;
  const { t } = say;
  const scope = address.scope ?? "enterprise";
  const other = address.asked.get("other") ?? "";
  const date = address.asked.get("date") || yearBefore(edition.as_of_date);
  const months = Number(address.asked.get("months")) || defaultMonths;
  return (
    <>
      <p>{t("effect_reading")}</p>
      <form class="choose" method="get" action="/effect">
        <ScopeSelect edition={edition} say={say} name="scope" label={t("choose_scope")} chosen={scope} />
        <DateField name={t("effect_date")} date={date} last={edition.as_of_date} say={say} />
        <label class="field">
          <span>{t("effect_months")}</span>
          <input type="number" name="months" value={months} min={1} max={120} required />
        </label>
        <Kept address={address} except={["scope", "date", "months", "other"]} />
        <button type="submit">{t("compare")}</button>
      </form>
      <section data-part="effect">
        <h2>{t("effect_title", { scope: say.scope(scope), date: say.date(date) })}</h2>
        <Around {...props} path={effectPath(String(edition.edition), scope, date, months)} />
      </section>
      <section data-part="comparison">
        <h2>{t("compare_title")}</h2>
        <form class="choose" method="get" action="/effect">
          <ScopeSelect edition={edition} say={say} name="scope" label={t("choose_scope")} chosen={scope} />
          <ScopeSelect
            edition={edition}
            say={say}
            name="other"
            label={t("compare_with")}
            chosen={other}
            none={t("choose")}
          />
          <Kept address={address} except={["scope", "other"]} />
          <button type="submit">{t("compare")}</button>
        </form>
        {other &&
          other !== scope &&
          (["ltifr", "trifr"] as const).map((id) => (
            <Against
              {...props}
              key={id}
              path={comparisonPath(String(edition.edition), id, scope, other, "rolling_12_months")}
              names={[say.scope(other), say.scope(scope)]}
            />
          ))}
      </section>
    </>
  );
}

/** A browser writes dates in its own language, not in that of the page: the words above it say which day it is. */
function DateField({ name, date, last, say }: { name: string; date: string; last: string; say: DeskSpeaker }) {
  const [chosen, setChosen] = useState(date);
  return (
    <label class="field">
      <span aria-live="polite">
        {name}: {chosen ? say.date(chosen) : say.t("effect_date_form")}
      </span>
      <input
        type="date"
        name="date"
        value={date}
        max={last}
        required
        onInput={({ currentTarget }) => setChosen(currentTarget.value)}
      />
    </label>
  );
}

function Around({ path, ...props }: PageProps & { path: string }) {
  const { say } = props;
  const answer = useDocument<Effect>(path);
  return (
    <Awaited answer={answer} say={say}>
      {({ rates }) => (
        <>
          {rates.map((rate) => (
            <Evidence {...props} key={rate.id} rate={rate} names={[say.t("before"), say.t("after")]} periods />
          ))}
        </>
      )}
    </Awaited>
  );
}

function Against({ path, names, ...props }: PageProps & { path: string; names: [string, string] }) {
  const answer = useDocument<Comparison>(path);
  return (
    <Awaited answer={answer} say={props.say}>
      {(rate) => <Evidence {...props} rate={rate} names={names} periods={false} />}
    </Awaited>
  );
}

interface EvidenceProps extends PageProps {
  rate: ComparedRate;
  names: [string, string];
  /** They are before and after. */
  periods: boolean;
}

function Evidence({ edition, say, rate, names, periods }: EvidenceProps) {
  return (
    <article class="evidence" data-part={rate.id}>
      <h3>{figureName(edition.definitions, rate.id, say)}</h3>
      <p class="verdict">
        <Mark kind={verdictMark(rate)} /> <b>{say.t(`verdict_${rate.verdict}`)}</b>
      </p>
      <p>{evidence(rate, names, periods, say)}</p>
      <ComparisonBar before={rate.before} after={rate.after} />
      <ul class="plain">
        <li>{sideSentence(names[0], rate.before, say)}</li>
        <li>{sideSentence(names[1], rate.after, say)}</li>
      </ul>
    </article>
  );
}

function yearBefore(date: string): string {
  const [year = "", month = "", day = ""] = date.split("-");
  return `${Number(year) - 1}-${month}-${month === "02" && day === "29" ? "28" : day}`;
}
