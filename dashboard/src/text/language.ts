// Chooses the language of a screen: what its address asks for, else the first one of the browser that there is.

import en from "./en.json";
import { type Catalogue, type Translate, translator } from "./messages.ts";
import type { Language } from "./numbers.ts";
import ru from "./ru.json";

export const catalogues: Readonly<Record<Language, Catalogue>> = { en, ru };

export function chooseLanguage(asked: string | null, preferred: readonly string[]): Language {
  for (const wish of asked ? [asked, ...preferred] : preferred) {
    const language = wish.slice(0, 2).toLowerCase();
    if (language === "en" || language === "ru") return language;
  }
  return "en";
}

export function translateTo(language: Language): Translate {
  return translator(language, catalogues[language]);
}
