import assert from "node:assert/strict";
import { test } from "node:test";
import { link, readAddress, variant } from "../../../src/pages/desk/address.ts";
import { deskSpeaker, scopesOf } from "../../../src/text/desk_speaker.ts";
import { edition, now } from "./examples.ts";

test("the address says page, edition and scope", () => {
  const address = readAddress("/figure", "?edition=12&scope=organization:A%26B&id=ltifr");
  assert.equal(address.page, "figure");
  assert.equal(address.edition, "12");
  assert.equal(address.scope, "organization:A&B");
  assert.equal(readAddress("/overview", "").edition, "current");
  assert.equal(readAddress("/edition", "?number=7").edition, "7");
});

test("language, theme and a pinned edition go along; codes are escaped", () => {
  const address = readAddress("/overview", "?lang=ru&theme=dark&edition=12&scope=own");
  assert.equal(
    link(address, "figure", { id: "ltifr", scope: "organization:A&B" }),
    "/figure?id=ltifr&scope=organization%3AA%26B&lang=ru&theme=dark&edition=12",
  );
  assert.equal(link(address, "editions"), "/editions?lang=ru&theme=dark");
  assert.equal(variant(address, "lang", "en"), "/overview?lang=en&theme=dark&edition=12&scope=own");
});

test("scopes are the whole, the sites, and contractors by name", () => {
  assert.deepEqual(
    scopesOf(edition).flatMap(({ scopes }) => scopes),
    ["enterprise", "own", "contractors", "site:MINE", "organization:BLAST", "organization:SCAFF"],
  );
  const say = deskSpeaker("en", edition, now);
  assert.equal(say.scope("organization:SCAFF"), "Northern Scaffolding");
  assert.equal(say.scope("site:MINE"), "Severny mine");
  assert.equal(say.scope("site:GONE"), "GONE");
  assert.equal(say.scope("contractors"), "All contractors");
});
