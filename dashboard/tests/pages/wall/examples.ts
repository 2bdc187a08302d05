// The examples of the contract, and a speaker for each language, for the tests of the wall's words.

import { readFileSync } from "node:fs";
import type { WallMessage } from "../../../src/contract/wall.ts";
import { zoneClock } from "../../../src/text/dates.ts";
import { translateTo } from "../../../src/text/language.ts";
import type { Language } from "../../../src/text/numbers.ts";
import { type Speaker, speaker } from "../../../src/text/speaker.ts";

export function example(name: string): WallMessage {
  const folder = `${process.env.SAFETYCELL_DASHBOARD}/../schema/messages/examples`;
  return JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
}

export function speak(language: Language, now = "2026-11-12T13:05:00Z"): Speaker {
  return speaker(translateTo(language), language, zoneClock("Asia/Almaty", 18_000, Date.parse(now)), Date.parse(now));
}

/** Without the spaces that do not break, which only the layout cares for. */
export function plain(text: string | null | undefined): string {
  return (text ?? "").replace(/\u00a0/g, " ");
}
