// Why a contractor is called quiet.

import type { HseView } from "../../api/documents.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { chanceWords } from "./effect_words.ts";

export function quietWords(quiet: HseView["quiet"][number], say: DeskSpeaker): string {
  // Without peers nothing is expected, and nobody is called quiet.
  if (quiet.expected === null || quiet.probability === null) return "";
  return [
    say.t("quiet_because", {
      count: quiet.reports,
      hours: say.exactHours(quiet.hours),
      expected: say.number(quiet.expected, 1),
    }),
    chanceWords(quiet.probability, say, "few"),
  ].join(" ");
}
