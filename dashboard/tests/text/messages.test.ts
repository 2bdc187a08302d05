import assert from "node:assert/strict";
import { test } from "node:test";
import deskEn from "../../src/text/desk.en.json";
import deskRu from "../../src/text/desk.ru.json";
import { deskCatalogues as catalogues, type DeskKey as Key } from "../../src/text/desk_speaker.ts";
import en from "../../src/text/en.json";
import filingsEn from "../../src/text/filings.en.json";
import filingsRu from "../../src/text/filings.ru.json";
import { chooseLanguage, translateTo } from "../../src/text/language.ts";
import { type Part, parseMessage } from "../../src/text/messages.ts";
import peopleEn from "../../src/text/people.en.json";
import peopleRu from "../../src/text/people.ru.json";
import recordsEn from "../../src/text/records.en.json";
import recordsRu from "../../src/text/records.ru.json";
import ru from "../../src/text/ru.json";
import violationsEn from "../../src/text/violations.en.json";
import violationsRu from "../../src/text/violations.ru.json";

const required = { en: ["one", "other"], ru: ["one", "few", "many", "other"] } as const;

function argumentsOf(parts: readonly Part[]): string[] {
  const names = new Set<string>();
  for (const part of parts) {
    if (part.kind === "argument") names.add(part.name);
    if (part.kind === "plural") {
      names.add(part.name);
      for (const form of part.forms.values()) for (const name of argumentsOf(form)) names.add(name);
    }
  }
  return [...names].sort();
}

function pluralsOf(parts: readonly Part[]): (Part & { kind: "plural" })[] {
  return parts.filter((part): part is Part & { kind: "plural" } => part.kind === "plural");
}

test("both catalogues have the same keys", () => {
  assert.deepEqual(Object.keys(catalogues.ru).sort(), Object.keys(catalogues.en).sort());
});

test("no word stands in two files", () => {
  for (const files of [
    [en, deskEn, filingsEn, peopleEn, recordsEn, violationsEn],
    [ru, deskRu, filingsRu, peopleRu, recordsRu, violationsRu],
  ]) {
    const keys = files.flatMap((file) => Object.keys(file));
    assert.deepEqual(
      keys.filter((key, at) => keys.indexOf(key) !== at),
      [],
    );
  }
});

test("both catalogues take the same arguments", () => {
  for (const key of Object.keys(catalogues.en) as Key[]) {
    assert.deepEqual(argumentsOf(parseMessage(catalogues.ru[key])), argumentsOf(parseMessage(catalogues.en[key])), key);
  }
});

test("every plural has every form of its language, and no message is empty", () => {
  for (const language of ["en", "ru"] as const) {
    for (const [key, message] of Object.entries(catalogues[language])) {
      assert.notEqual(message.trim(), "", key);
      for (const plural of pluralsOf(parseMessage(message))) {
        assert.deepEqual([...plural.forms.keys()], required[language], `${language}.json, ${key}`);
      }
    }
  }
});

test("lists of months and days are whole", () => {
  for (const catalogue of Object.values(catalogues)) {
    assert.equal(catalogue.months.split(" ").length, 12);
    assert.equal(catalogue.months_alone.split(" ").length, 12);
    assert.equal(catalogue.months_short.split(" ").length, 12);
    assert.equal(catalogue.weekdays_short.split(" ").length, 7);
  }
});

test("Russian takes the form that the number asks for", () => {
  const t = translateTo("ru");
  const words: [number, string][] = [
    [0, "0 дней"],
    [1, "1 день"],
    [2, "2 дня"],
    [5, "5 дней"],
    [11, "11 дней"],
    [12, "12 дней"],
    [21, "21 день"],
    [22, "22 дня"],
    [111, "111 дней"],
    [121, "121 день"],
    [10000, "10\u00a0000 дней"],
  ];
  for (const [days, text] of words) assert.equal(t("record_days", { days }), text);
  assert.equal(t("hours_million", { n: 2.3 }), "2,3\u00a0млн\u00a0часов");
});

test("English tells one from the rest", () => {
  const t = translateTo("en");
  assert.equal(t("record_days", { days: 1 }), "1 day");
  assert.equal(t("record_days", { days: 0 }), "0 days");
  assert.equal(t("record_days", { days: 1284 }), "1,284 days");
  assert.equal(t("complete_of", { complete: 14, organizations: 15 }), "14 of 15 organizations");
});

test("text from people is taken as it is, braces and all", () => {
  const t = translateTo("en");
  assert.equal(t("unknown_scope", { scope: "site:{x} # <b>" }), "The server does not know the scope “site:{x} # <b>”");
});

test("damaged messages are refused", () => {
  for (const damaged of ["{a", "a}", "{a, select, x {y}}", "{n, plural, one {x}"]) {
    assert.throws(() => parseMessage(damaged), damaged);
  }
});

test("the address decides the language, then the enterprise, then the browser, then English", () => {
  assert.equal(chooseLanguage("ru", "en", ["en-GB"]), "ru");
  assert.equal(chooseLanguage(null, "ru", ["en-GB"]), "ru");
  assert.equal(chooseLanguage(null, null, ["kk-KZ", "ru-RU", "en"]), "ru");
  assert.equal(chooseLanguage("xx", null, ["ru"]), "ru");
  assert.equal(chooseLanguage(null, null, ["kk"]), "en");
});
