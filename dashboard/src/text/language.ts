// Chooses the language of a screen: what its address asks for, else what the enterprise chose, else the first one of the
// browser that there is.

import en from "./en.json";
import { type Catalogue, type Translate, translator } from "./messages.ts";
import type { Language } from "./numbers.ts";
import ru from "./ru.json";

export const catalogues: Readonly<Record<Language, Catalogue>> = { en, ru };

/** The server writes it into the page; none where nobody has chosen one. */
export function languageOfEnterprise(): string | null {
  return document.documentElement.dataset.language || null;
}

export function chooseLanguage(
  asked: string | null,
  enterprise: string | null,
  preferred: readonly string[],
): Language {
  for (const wish of [asked || "", enterprise || ""].concat(preferred)) {
    const language = wish.slice(0, 2).toLowerCase();
    if (language === "en" || language === "ru") return language;
  }
  return "en";
}

export function translateTo(language: Language): Translate {
  return translator(language, catalogues[language]);
}
