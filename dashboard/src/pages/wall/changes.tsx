import type { VNode } from "preact";
import type { WallMessage } from "../../contract/wall.ts";
import type { Speaker } from "../../text/speaker.ts";
import { changeWords } from "./change_words.ts";
import { FittingList } from "./fitting_list.tsx";
import { Mark } from "./marks.tsx";

/** What moved since the previous edition and why, and whose hours are missing: what needs attention first. */
export function Changes({ message, say }: { message: WallMessage; say: Speaker }) {
  const { t } = say;
  const { completeness } = message;
  const changes = changeWords(message.changes, say);

  const linesOf = (withCauses: boolean): VNode[] => {
    const lines: VNode[] = [];
    const incomplete = completeness.organizations - completeness.complete;
    if (incomplete > 0) {
      lines.push(
        <li class="change" key="missing">
          <Mark kind="attention" />
          <span>
            <b>{t("missing_hours_of", { count: incomplete })}</b>{" "}
            {withCauses && <span class="change-causes">{namesOf(completeness.missing, incomplete, say)}</span>}
          </span>
        </li>,
      );
    }
    for (const change of changes) {
      lines.push(
        <li class="change" key={change.name}>
          <Mark kind={change.restated ? "restated" : "within"} />
          <span>
            <b>
              {change.name} <span class="change-values">{change.change}</span>
            </b>{" "}
            {change.restated && <span class="change-restated">{t("restated")}</span>}{" "}
            {withCauses && <span class="change-causes">{change.causes.join("; ")}</span>}
          </span>
        </li>,
      );
    }
    if (changes.length === 0) {
      lines.push(
        <li class="change change-none" key="none">
          <Mark kind="within" />
          <span>{message.edition === 1 ? t("changes_first") : t("changes_none")}</span>
        </li>,
      );
    }
    return lines;
  };

  return (
    <section class="changes" data-part="changes">
      <FittingList
        title={t("changes")}
        lines={linesOf(true)}
        shortLines={linesOf(false)}
        version={`${message.epoch}.${message.edition}.${say.language}`}
        more={(count) => t("more", { count })}
      />
    </section>
  );
}

/** The first three and how many more. */
function namesOf(names: string[], all: number, say: Speaker): string {
  const told = names.slice(0, 3);
  const text = told.join(", ");
  return all > told.length ? `${text}, ${say.t("more", { count: all - told.length })}` : text;
}
