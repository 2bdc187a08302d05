// What the strip says that never leaves the board: which edition this is, of when, when the next is due, whether it is
// complete, and whether the board still hears its server.

import type { MarkKind } from "../../charts/marks.tsx";
import type { WallMessage } from "../../contract/wall.ts";
import type { ConnectionState } from "../../live/connection.ts";
import type { Freshness } from "../../live/staleness.ts";
import { writeSpan } from "../../text/dates.ts";
import type { Speaker } from "../../text/speaker.ts";

export interface StripCell {
  name: string;
  value: string;
  mark: MarkKind | null;
}

export interface ConnectionWords {
  mark: MarkKind;
  words: string;
  details: string[];
}

export function editionCells(message: WallMessage, say: Speaker): StripCell[] {
  const { t } = say;
  const { organizations, complete } = message.completeness;
  const edition = say.integer(message.edition);
  const kinds = {
    slot: edition,
    late: t("edition_late", { edition }),
    out_of_slot: t("edition_out_of_slot", { edition }),
  };
  return [
    { name: t("strip_edition"), value: kinds[message.kind], mark: null },
    { name: t("strip_published"), value: say.moment(message.published_at), mark: null },
    {
      name: t("strip_next"),
      value: message.next_slot_at ? say.moment(message.next_slot_at) : t("next_unknown"),
      mark: null,
    },
    {
      name: t("strip_complete"),
      value: t("complete_of", { complete, organizations }),
      mark: complete < organizations ? "attention" : null,
    },
  ];
}

interface Standing {
  state: ConnectionState;
  /** When the server was last heard, as the board writes moments; none: never by this page. */
  heard: string | null;
  edition: number | null;
  freshness: Freshness | null;
  /** How far the clock of the screen is ahead, in milliseconds; 0: right. */
  skew: number;
}

export function connectionWords({ state, heard, edition, freshness, skew }: Standing, say: Speaker): ConnectionWords {
  const { t } = say;
  const details: string[] = [];
  let late: string | null = null;
  if (freshness?.kind === "stale" || freshness?.kind === "old") {
    late = t("overdue_by", { span: writeSpan(t, freshness.by) });
  }
  if (freshness?.kind === "past") late = t("past", { span: writeSpan(t, freshness.age) });
  if (freshness?.kind === "unknown") late = t("age_unknown");
  else if (skew) details.push(t(skew > 0 ? "clock_fast" : "clock_slow", { span: writeSpan(t, Math.abs(skew)) }));

  if (state === "offline" || state === "refused" || state === "unpaired") {
    let lost = t("connection_offline");
    if (state === "refused") lost = t("no_such_scope");
    else if (state === "unpaired") lost = t("not_paired");
    else if (heard) lost = t("connection_offline_since", { time: heard });
    const words = edition === null ? lost : `${lost}, ${t("showing_edition", { edition })}`;
    // What is older still has a banner of its own.
    return { mark: "breach", words, details: freshness?.kind === "stale" && late ? [late, ...details] : details };
  }
  if (late) {
    const connection = state === "connecting" ? t("connection_connecting") : t("connection_connected");
    return { mark: "attention", words: late, details: [connection, ...details] };
  }
  if (state === "connecting") return { mark: "missing", words: t("connection_connecting"), details };
  if (state === "polling") return { mark: "attention", words: t("connection_polling"), details };
  return { mark: details.length > 0 ? "attention" : "within", words: t("connection_live"), details };
}
