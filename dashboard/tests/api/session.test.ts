import assert from "node:assert/strict";
import { test } from "node:test";
import { may, type Session, safeNext, signInAddress } from "../../src/api/session.ts";

const origin = "https://safety.plant.example";

test("after signing in only pages of this server are led to", () => {
  assert.equal(safeNext("/charts?scope=own", origin), "/charts?scope=own");
  const elsewhere = [
    null,
    "",
    "charts",
    "//example.org/",
    "/\\example.org/",
    "/\t/example.org",
    "https://example.org/",
    "javascript:alert(1)",
    "/sign-in?next=/sign-in",
    "/setup",
  ];
  for (const next of elsewhere) assert.equal(safeNext(next, origin), "/overview", String(next));
});

test("the way to signing in leads back, in the same language", () => {
  assert.equal(
    signInAddress({ pathname: "/record", search: "?kind=hours&id=3&lang=ru" }),
    "/sign-in?next=%2Frecord%3Fkind%3Dhours%26id%3D3%26lang%3Dru&lang=ru",
  );
});

test("what the server does not name is not allowed, and nobody may anything", () => {
  const session = { may: { see_records: "assigned", see_signals: "nothing", see_figures: "everything" } };
  assert.equal(may(session as unknown as Session, "see_records"), true);
  assert.equal(may(session as unknown as Session, "see_figures"), true);
  assert.equal(may(session as unknown as Session, "see_signals"), false);
  assert.equal(may(session as unknown as Session, "dispute"), false);
  assert.equal(may(null, "see_records"), false);
});
