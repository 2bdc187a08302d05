// The figures explained: what each is, its formula, its source, what it is good for and what it is not.

import { useDocument } from "../../api/asking.ts";
import type { Definitions, Words } from "../../api/documents.ts";
import { definitionsPath } from "../../api/paths.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { Awaited } from "./parts.tsx";

interface Explained {
  id: string;
  version?: number;
  name: Words;
  explanation: Words;
  formula?: Words;
  source?: Words;
  good_for?: Words;
  not_good_for?: Words;
}

export function Figures({ say }: { say: DeskSpeaker }) {
  const answer = useDocument<Definitions>(definitionsPath);
  return (
    <Awaited answer={answer} say={say}>
      {({ rates, figures }) => (
        <>
          <p>{say.t("figures_reading")}</p>
          <h2>{say.t("figures_rates")}</h2>
          {rates.map((each) => (
            <One key={each.id} explained={each} say={say} />
          ))}
          <h2>{say.t("figures_others")}</h2>
          {figures.map((each) => (
            <One key={each.id} explained={each} say={say} />
          ))}
        </>
      )}
    </Awaited>
  );
}

function One({ explained, say }: { explained: Explained; say: DeskSpeaker }) {
  const { t } = say;
  const rows: [string, Words | undefined][] = [
    [t("formula"), explained.formula],
    [t("source"), explained.source],
    [t("good_for"), explained.good_for],
    [t("not_good_for"), explained.not_good_for],
  ];
  const told = rows.flatMap(([name, words]) => (words && say.pick(words) ? [{ name, words: say.pick(words) }] : []));
  return (
    <article class="explained" id={explained.id}>
      <h3>{say.pick(explained.name)}</h3>
      <p>{say.pick(explained.explanation)}</p>
      <dl class="lines">
        {told.map(({ name, words }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {explained.version !== undefined && (
        <p class="quiet">{t("definition_version", { id: explained.id, version: explained.version })}</p>
      )}
    </article>
  );
}
