import assert from "node:assert/strict";
import { test } from "node:test";
import { readSlots, writeSlots } from "../../../src/pages/desk/slots.ts";

test("times are read as people type them", () => {
  assert.deepEqual(readSlots("06:00, 18:00"), { slots: ["06:00", "18:00"], wrong: null });
  assert.deepEqual(readSlots(" 18.30;6  06:00 "), { slots: ["06:00", "18:30"], wrong: null });
  assert.deepEqual(readSlots(""), { slots: [], wrong: null });
  assert.equal(writeSlots(["06:00", "18:30"]), "06:00, 18:30");
});

test("what is no time of a day is named", () => {
  for (const wrong of ["24:00", "6:60", "noon", "123", "6:0", "-1"]) {
    assert.equal(readSlots(`06:00 ${wrong}`).wrong, wrong);
  }
});
