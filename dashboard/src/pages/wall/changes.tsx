import type { VNode } from "preact";
import { Mark } from "../../charts/marks.tsx";
import type { WallMessage } from "../../contract/wall.ts";
import type { Speaker } from "../../text/speaker.ts";
import { type ChangeWords, changesWords } from "./change_words.ts";
import { FittingList } from "./fitting_list.tsx";

/** What moved since the previous edition and why, then whose hours are missing, which the strip counts as well. */
export function Changes({ message, say }: { message: WallMessage; say: Speaker }) {
  const { t } = say;
  return (
    <section class="changes" data-part="changes">
      <FittingList
        title={t("changes")}
        lines={linesOf(message, say, true)}
        shortLines={linesOf(message, say, false)}
        version={`${message.epoch}.${message.edition}`}
        more={(count) => t("more", { count })}
      />
    </section>
  );
}

function linesOf(message: WallMessage, say: Speaker, detailed: boolean): VNode[] {
  const { t } = say;
  const lines = changesWords(message, say).map((words) => (
    <ChangeLine key={`${words.name} ${words.mark}`} words={words} say={say} detailed={detailed} />
  ));
  if (lines.length === 0) {
    lines.push(
      <li class="change change-none" key="none">
        <Mark kind="within" />
        <span>{message.edition === 1 ? t("changes_first") : t("changes_none")}</span>
      </li>,
    );
  }
  const { organizations, complete, missing } = message.completeness;
  if (complete < organizations) {
    lines.push(
      <li class="change" key="missing">
        <Mark kind="attention" />
        <span>
          <b>{t("missing_hours_of", { count: organizations - complete })}</b>{" "}
          {detailed && <span class="change-detail">{namesOf(missing, organizations - complete, say)}</span>}
        </span>
      </li>,
    );
  }
  return lines;
}

function ChangeLine({ words, say, detailed }: { words: ChangeWords; say: Speaker; detailed: boolean }) {
  return (
    <li class="change">
      <Mark kind={words.mark} />
      <span>
        <b>
          {words.name} <span class="change-values">{words.change}</span>
        </b>{" "}
        {words.restated && <span class="change-restated">{say.t("restated")}</span>}{" "}
        {detailed && <span class="change-detail">{words.causes.join("; ")}</span>}
      </span>
    </li>
  );
}

/** The first three and how many more. */
function namesOf(names: string[], all: number, say: Speaker): string {
  const told = names.slice(0, 3);
  const text = told.join(", ");
  return all > told.length ? `${text}, ${say.t("more", { count: all - told.length })}` : text;
}
