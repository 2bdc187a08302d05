import type { ComponentChildren } from "preact";
import { Mark, type MarkKind } from "../../charts/marks.tsx";
import type { WallMessage } from "../../contract/wall.ts";
import type { Key } from "../../text/messages.ts";
import type { Speaker } from "../../text/speaker.ts";
import { Value } from "./value.tsx";

const severities = ["critical", "high", "medium", "low"] as const;

/** Where the elimination of violations stands. */
export function Violations({ message, say }: { message: WallMessage; say: Speaker }) {
  const { t } = say;
  const { violations } = message;
  const late = severities
    .filter((severity) => violations.overdue_by_severity[severity] > 0)
    .map((severity) => t(`severity_${severity}` as Key, { count: violations.overdue_by_severity[severity] }));
  const counts = [violations.open, violations.overdue, violations.awaiting_verification];
  return (
    <section class="violations" data-part="violations">
      <h2 class="tile-title">
        <b>{t("violations")}</b> <span class="tile-window">{t("window_rolling_12_months")}</span>
      </h2>
      <dl
        class={`violations-row violations-row-${Math.min(7, Math.max(...counts.map((count) => say.integer(count).length)))}`}
      >
        <Count name={t("violations_open")} value={say.integer(violations.open)} part="open">
          {t("violations_found", { count: violations.found })}
        </Count>
        <Count
          name={t("violations_overdue")}
          value={say.integer(violations.overdue)}
          part="overdue"
          mark={violations.overdue > 0 ? "breach" : "within"}
        >
          {late.length > 0 ? late.join(", ") : t("none_overdue")}
        </Count>
        <Count name={t("violations_awaiting")} value={say.integer(violations.awaiting_verification)} part="awaiting">
          {violations.awaiting_verification > 0
            ? t("oldest_awaiting", { days: violations.oldest_awaiting_days })
            : t("none_awaiting")}
        </Count>
        <Count
          name={t("violations_on_time")}
          value={violations.on_time_share === null ? t("no_share") : say.percent(violations.on_time_share)}
          part="on-time"
          missing={violations.on_time_share === null}
        >
          {violations.due > 0
            ? t("on_time_of", { on_time: violations.on_time, due: violations.due })
            : t("nothing_due")}
        </Count>
      </dl>
    </section>
  );
}

interface CountProps {
  name: string;
  value: string;
  part: string;
  mark?: MarkKind;
  missing?: boolean;
  children: ComponentChildren;
}

function Count({ name, value, part, mark, missing, children }: CountProps) {
  return (
    <div class="violations-count" data-part={part}>
      <dt>{name}</dt>
      <dd class={missing ? "violations-none" : "violations-number"}>
        {mark && <Mark kind={mark} />}
        <Value text={value} kind="count-number" />
      </dd>
      <dd class="violations-detail">{children}</dd>
    </div>
  );
}
