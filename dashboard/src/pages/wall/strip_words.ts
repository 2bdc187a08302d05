// What the strip says that never leaves the board: which edition this is, of when, when the next is due, whether it is
// complete, and whether the board still hears its server.

import type { WallMessage } from "../../contract/wall.ts";
import type { ConnectionState } from "../../live/connection.ts";
import type { Freshness } from "../../live/staleness.ts";
import { writeSpan } from "../../text/dates.ts";
import type { Speaker } from "../../text/speaker.ts";
import type { MarkKind } from "./marks.tsx";

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
  const kinds = { slot: edition, late: t("edition_late", { edition }), out_of_slot: t("edition_out_of_slot", { edition }) };
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
  if (freshness?.kind === "stale" || freshness?.kind === "old") {
    details.push(t("overdue_by", { span: writeSpan(t, freshness.by) }));
  }
  if (freshness?.kind === "unknown") details.push(t("age_unknown"));
  else if (skew) details.push(t(skew > 0 ? "clock_fast" : "clock_slow", { span: writeSpan(t, Math.abs(skew)) }));

  if (state === "offline" || state === "refused") {
    const lost = heard ? t("connection_offline_since", { time: heard }) : t("connection_offline");
    const words = edition === null ? lost : `${lost}, ${t("showing_edition", { edition })}`;
    return { mark: "breach", words, details };
  }
  const late = details.length > 0;
  if (state === "connecting") return { mark: late ? "attention" : "missing", words: t("connection_connecting"), details };
  const words = state === "polling" ? t("connection_polling") : t("connection_live");
  return { mark: late || state === "polling" ? "attention" : "within", words, details };
}
