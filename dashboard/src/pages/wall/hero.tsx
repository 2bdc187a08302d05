import { Mark, Marked } from "../../charts/marks.tsx";
import type { WallMessage } from "../../contract/wall.ts";
import type { Speaker } from "../../text/speaker.ts";
import { type DayCountWords, dayCountWords } from "./day_count_words.ts";
import { Value } from "./value.tsx";

/** Days since the last lost-time injury, as large as the board allows, and since the last recordable one below. */
export function Hero({ message, say }: { message: WallMessage; say: Speaker }) {
  const [lti, tri] = (["lti", "tri"] as const).map((wanted) => {
    const count = message.day_counts.find((each) => each.class === wanted);
    return count ? dayCountWords(count, message.as_of_date, say) : null;
  });
  const explained = lti?.provisional || tri?.days === null;
  const { reports } = message.completeness;
  const reported = typeof reports === "number";
  const kinds = [
    "hero",
    lti?.streak ? "hero-judged" : "",
    explained ? "hero-explained" : "",
    reported ? "hero-reported" : "",
  ];
  return (
    <section class={kinds.filter(Boolean).join(" ")} data-part="hero">
      {lti && (
        <div class="hero-lti" data-part="lti-days">
          <div class="hero-row">
            <Days words={lti} kind="hero-number" say={say} />
            {lti.alarm && (
              <p class="hero-alarm">
                <Mark kind="breach" />
                <span>
                  {lti.alarm}
                  {lti.provisional && <span class="hero-alarm-detail">{lti.provisional}</span>}
                </span>
              </p>
            )}
          </div>
          <h2 class="hero-label">{lti.label}</h2>
          {!lti.alarm && <DayMarks words={lti} />}
          {lti.streak && (
            <p class="hero-streak" data-part="streak">
              <Marked kind="within">{lti.streak}</Marked>
            </p>
          )}
          <p class="hero-definition">{say.t("lti_definition")}</p>
          {reported && (
            <p class="hero-reports" data-part="reports">
              {say.t("reports_received", { count: reports })}
            </p>
          )}
          <DayFacts words={lti} asOf={say.date(message.as_of_date)} say={say} />
        </div>
      )}
      {tri && (
        <div class={tri.days === null ? "hero-tri hero-tri-none" : "hero-tri"} data-part="tri-days">
          <Days words={tri} kind="hero-tri-number" say={say} />
          <div class="hero-tri-words">
            <h2 class="hero-tri-label">{tri.label}</h2>
            {!lti?.alarm && <DayMarks words={tri} told={lti?.explanation} />}
            <p class="hero-tri-facts">
              {(tri.provisional ? tri.facts.slice(0, 1) : tri.facts).map(({ name, value }) => (
                <span key={name}>
                  {name} <b>{value}</b>
                </span>
              ))}
            </p>
          </div>
        </div>
      )}
    </section>
  );
}

/** Without a count, words in its place. */
function Days({ words, kind, say }: { words: DayCountWords; kind: string; say: Speaker }) {
  if (words.days === null) {
    return (
      <p class={`${kind}-none`}>
        <Mark kind="missing" />
        <span>{say.t("no_count")}</span>
      </p>
    );
  }
  return (
    <p class={`${kind} ${kind}-${words.days.length}`}>
      <Value text={words.days} kind="days" />
    </p>
  );
}

/** `told`: what the board has explained already. */
function DayMarks({ words, told }: { words: DayCountWords; told?: string | null | undefined }) {
  const explanation = words.explanation === told ? null : words.explanation;
  if (!words.alarm && !words.provisional && !explanation) return null;
  return (
    <p class="marks">
      {words.alarm && <Marked kind="breach">{words.alarm}</Marked>}
      {words.provisional && <Marked kind="attention">{words.provisional}</Marked>}
      {explanation && <Marked kind="missing">{explanation}</Marked>}
    </p>
  );
}

function DayFacts({ words, asOf, say }: { words: DayCountWords; asOf: string; say: Speaker }) {
  return (
    <dl class="facts">
      {[...words.facts, { name: say.t("as_of"), value: asOf }].map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
