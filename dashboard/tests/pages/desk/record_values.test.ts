import assert from "node:assert/strict";
import { test } from "node:test";
import type { Directory } from "../../../src/api/directory.ts";
import type { FormField } from "../../../src/api/records.ts";
import { kinds } from "../../../src/api/records.ts";
import type { Session } from "../../../src/api/session.ts";
import {
  daysOf,
  likelyFields,
  madeReference,
  monthsBefore,
  plainNumber,
  sentFields,
  textsOf,
  todayIn,
  withSite,
} from "../../../src/pages/desk/record_values.ts";
import { allowedChoices, choicesOf, mayRevise, violationState } from "../../../src/pages/desk/record_words.ts";
import { deskCatalogues } from "../../../src/text/desk_speaker.ts";

const directory = {
  organizations: [
    { code: "DRILL", name: "Arctic Drilling", kind: "contractor" },
    { code: "OWN", name: "Own people", kind: "own" },
  ],
  sites: [
    { code: "MINE", name: "Mine", zone: "Asia/Krasnoyarsk" },
    { code: "PORT", name: "Port", zone: "America/New_York" },
  ],
} as unknown as Directory;

function signedIn(role: string, organizations: string[], actions: Record<string, string>): Session {
  return {
    account: { login: "x", name: "X. Ample", role, organizations, sites: [] },
    may: actions,
  } as unknown as Session;
}

const supervisor = signedIn("contractor_supervisor", ["DRILL"], { report_event: "assigned", propose: "assigned" });
const specialist = signedIn("hse_specialist", [], { record_incident: "assigned", record_mentorship: "assigned" });

/** 23 November in Krasnoyarsk, still the 22nd in New York. */
const now = Date.parse("2026-11-22T18:00:00Z");

test("a form says what is likely: own organization, place last recorded for, the day at that place", () => {
  const names = ["reference", "organization", "site", "date", "class", "description"];
  const known = { kind: "incidents", names, directory, type: null, now, random: 3821 } as const;
  assert.deepEqual(likelyFields({ ...known, session: supervisor, lastUsed: { organization: "OWN", site: "MINE" } }), {
    reference: "N-20261123-4821",
    organization: "DRILL",
    site: "MINE",
    date: "2026-11-23",
    class: "NEAR_MISS",
    description: "",
  });
  const other = likelyFields({ ...known, session: specialist, lastUsed: { organization: "OWN", site: "PORT" } });
  assert.equal(other.organization, "OWN");
  assert.equal(other.date, "2026-11-22");
  assert.equal(likelyFields({ ...known, session: specialist, lastUsed: null }).organization, "");
});

test("a meeting is held today, in the rotation of this month, by whoever records it", () => {
  const names = ["reference", "kind", "organization", "site", "first", "due_on", "done_on", "owner"];
  const lastUsed = { organization: "DRILL", site: "PORT" };
  const known = { kind: "obligations", names, directory, session: specialist, lastUsed, now, random: 1 } as const;
  const fields = likelyFields({ ...known, type: "meeting" });
  assert.equal(fields.first, "2026-11-01");
  assert.equal(fields.due_on, "2026-11-30");
  assert.equal(fields.done_on, "2026-11-22");
  assert.equal(fields.owner, "X. Ample");
  assert.equal(likelyFields({ ...known, type: "measure" }).done_on, "");
});

test("at another site it may be another day; what was chosen otherwise stays", () => {
  const fields = { site: "MINE", date: "2026-11-23", reported_on: "2026-11-20" };
  assert.deepEqual(withSite(fields, "PORT", directory, now), {
    site: "PORT",
    date: "2026-11-22",
    reported_on: "2026-11-20",
  });
});

test("months have their days, and go back over the year", () => {
  assert.deepEqual(daysOf("2028-02"), { first: "2028-02-01", last: "2028-02-29" });
  assert.deepEqual(monthsBefore("2026-02-28", 4), ["2026-02", "2026-01", "2025-12", "2025-11"]);
  assert.equal(todayIn("Asia/Krasnoyarsk", now), "2026-11-23");
});

test("references have four digits behind the day", () => {
  for (const random of [0, 8999, 9000, 4294967295]) {
    assert.match(madeReference("violations", "2026-11-22", random), /^V-20261122-[1-9]\d{3}$/);
  }
});

test("numbers are taken as people write them in their language", () => {
  assert.equal(plainNumber("1,234.5", "en"), "1234.5");
  assert.equal(plainNumber("1 234,5", "ru"), "1234.5");
  assert.equal(plainNumber("12\u00a0345", "ru"), "12345");
  assert.equal(plainNumber("12,5", "en"), "12,5");
  assert.equal(plainNumber("many", "en"), "many");
});

test("only fields of the form are sent, and what says nothing is null", () => {
  const form: FormField[] = [
    { name: "hours", content: "number", required: true },
    { name: "site", content: "text", required: false },
    { name: "voided", content: "yes_or_no", required: false },
  ];
  const fields = textsOf({ hours: 12.5, site: null, voided: false, unknown: "x" });
  assert.deepEqual(sentFields(fields, form, "en"), { hours: "12.5", site: null, voided: "no" });
});

test("a violation goes from open to closed, and is overdue only after its due day", () => {
  const found = { due_on: "2026-11-22", extended_due_on: null, fixed_on: null, verified_on: null, cancelled_on: null };
  assert.equal(violationState(found, "2026-11-22"), "open");
  assert.equal(violationState(found, "2026-11-23"), "overdue");
  assert.equal(violationState({ ...found, extended_due_on: "2026-11-30" }, "2026-11-23"), "open");
  assert.equal(violationState({ ...found, due_on: "never" }, "2026-11-23"), "open");
  assert.equal(violationState({ ...found, fixed_on: "2026-11-22" }, "2026-11-23"), "awaiting");
  assert.equal(violationState({ ...found, fixed_on: "x", verified_on: "y" }, "2026-11-23"), "closed");
  assert.equal(violationState({ ...found, cancelled_on: "x" }, "2026-11-23"), "cancelled");
  assert.equal(violationState({ ...found, voided: true }, "2026-11-23"), "voided");
});

test("every choice has words in both languages", () => {
  const fields = ["class", "severity", "counts_from", "started_by", "disputed", "kind"];
  for (const kind of kinds) {
    for (const field of fields) {
      for (const choice of choicesOf(kind, field) ?? []) {
        const key = (field === "class" ? "class_" : "choice_") + choice;
        assert.ok(key in deskCatalogues.en, key);
        assert.ok(key in deskCatalogues.ru, key);
      }
    }
  }
});

test("a supervisor reports near misses, hazards and micro-injuries, and proposes", () => {
  assert.deepEqual(allowedChoices(supervisor, "incidents", "class"), ["NEAR_MISS", "HAZARD", "MICRO"]);
  assert.equal(allowedChoices(specialist, "incidents", "class")?.length, 9);
  assert.deepEqual(allowedChoices(supervisor, "activities", "kind"), ["joint_inspection", "proposal"]);
  assert.equal(mayRevise(supervisor, "incidents", { class: "HAZARD" }), true);
  assert.equal(mayRevise(supervisor, "incidents", { class: "LWC" }), false);
  assert.equal(mayRevise(specialist, "incidents", { class: "LWC" }), true);
});
