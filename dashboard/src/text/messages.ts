// Words in the language of the screen: t("key", { arguments }) over the catalogues en.json and ru.json.
//
// The catalogues know two forms of the ICU message syntax: {name}, and {name, plural, one {…} few {…} other {…}} in
// which # stands for the number as it is written in that language. A test checks that both catalogues have the same
// keys, the same arguments and every plural form that their language tells apart.

import type en from "./en.json";
import { type Language, writeNumber } from "./numbers.ts";

export type Key = keyof typeof en;
export type Arguments = Readonly<Record<string, string | number>>;
export type Catalogue = Readonly<Record<Key, string>>;
export type Translate<K extends string = Key> = (key: K, values?: Arguments) => string;

export type Part =
  | { kind: "text"; text: string }
  | { kind: "argument"; name: string }
  | { kind: "number" }
  | { kind: "plural"; name: string; forms: ReadonlyMap<string, readonly Part[]> };

export function parseMessage(source: string): readonly Part[] {
  let at = 0;

  function until(stop: RegExp): string {
    const start = at;
    while (at < source.length && !stop.test(source.charAt(at))) at++;
    return source.slice(start, at);
  }

  function expect(character: string): void {
    if (source.charAt(at) !== character) throw new Error(`“${source}” needs ${character} at ${at}`);
    at++;
  }

  function parts(insidePlural: boolean): readonly Part[] {
    const found: Part[] = [];
    while (at < source.length && source.charAt(at) !== "}") {
      const text = until(insidePlural ? /[{}#]/ : /[{}]/);
      if (text) found.push({ kind: "text", text });
      if (source.charAt(at) === "#") {
        at++;
        found.push({ kind: "number" });
      } else if (source.charAt(at) === "{") {
        at++;
        found.push(argument());
      }
    }
    return found;
  }

  function argument(): Part {
    const name = until(/[,}]/).trim();
    if (source.charAt(at) === "}") {
      at++;
      return { kind: "argument", name };
    }
    expect(",");
    const type = until(/[,}]/).trim();
    if (type !== "plural") throw new Error(`“${source}” has an unknown type ${type}`);
    expect(",");
    const forms = new Map<string, readonly Part[]>();
    for (;;) {
      const form = until(/[{}]/).trim();
      if (source.charAt(at) !== "{") break;
      at++;
      forms.set(form, parts(true));
      expect("}");
    }
    expect("}");
    return { kind: "plural", name, forms };
  }

  const whole = parts(false);
  if (at < source.length) throw new Error(`“${source}” has a } too many`);
  return whole;
}

export function translator<K extends string>(language: Language, catalogue: Readonly<Record<K, string>>): Translate<K> {
  const plurals = new Intl.PluralRules(language);
  const parsed = new Map<K, readonly Part[]>();

  function write(parts: readonly Part[], values: Arguments, counted: string): string {
    let text = "";
    for (const part of parts) {
      if (part.kind === "text") text += part.text;
      else if (part.kind === "number") text += counted;
      else {
        const value = values[part.name];
        const written = typeof value === "number" ? writeNumber(language, String(value)) : String(value);
        if (part.kind === "argument") text += written;
        else {
          const number = typeof value === "number" ? value : Number.NaN;
          const form = part.forms.get(plurals.select(number)) || part.forms.get("other") || [];
          text += write(form, values, written);
        }
      }
    }
    return text;
  }

  return (key, values = {}) => {
    let parts = parsed.get(key);
    if (!parts) {
      // Keys that are made of a message's own words may be unknown to a page older than its server.
      parts = parseMessage(catalogue[key] || "");
      parsed.set(key, parts);
    }
    return write(parts, values, "");
  };
}
