// What people type is text, whatever it looks like to a database, a browser, a spreadsheet or a proxy: in every text field
// of every kind of records and of accounts, through the interface, and then on every page and in every export.

import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { pageNames } from "../../dashboard/src/pages/desk/address";
import type { Server } from "./support/server";
import { expect, test } from "./support/test";

/** Each begins a text; what follows makes it unlike the others. */
const attempts = [
  `'); DROP TABLE change; --`,
  `<img src=x onerror="alert('in')"><script>window.injected = 1</script>`,
  `"><svg/onload=alert(1)>{{7*7}}`,
  `=cmd|'/C calc'!A0`,
  `+1+1`,
  `-2+3`,
  `@SUM(A1:A9)`,
] as const;
/** Would split a header, if it ever reached one; only texts of several lines may hold it. */
const splitting = "plain\r\nSet-Cookie: stolen=1\r\n\r\n<script>window.injected = 1</script>";

/** Texts that only take what is known, or words of a list: nobody writes freely there. */
const bound = [
  "organization",
  "site",
  "class",
  "severity",
  "kind",
  "counts_from",
  "started_by",
  "disputed",
  "record",
  "time",
  "time_zone",
  "period",
  "month",
  "quarter",
  "year",
];
const severalLines = ["description", "requirement", "location", "evidence", "reason"];

interface Form {
  fields: { name: string; content: string }[];
}
interface Made {
  id: number;
  fields: Record<string, unknown>;
}

/** What a record of the kind needs beside its free texts. */
function needed(kind: string, organization: string, site: string, n: number): Record<string, unknown> {
  const at = { organization, site };
  const on = "2026-11-20";
  switch (kind) {
    case "organizations":
      return { kind: "contractor", mobilized_on: "2026-01-01" };
    case "sites":
      return { time_zone: "UTC" };
    case "hours":
      return { ...at, first: `2019-0${n + 1}-01`, last: `2019-0${n + 1}-28`, hours: 80, headcount: 9 };
    case "period_totals":
      return { ...at, first: `2020-0${n + 1}-01`, last: `2020-0${n + 1}-28`, hours: 80, FAT: 0 };
    case "incidents":
      return { ...at, date: on, class: "FAC" };
    case "violations":
      return { ...at, severity: "low", found_on: on };
    case "obligations":
      return { ...at, kind: "measure", due_on: on, done_on: on };
    case "activities":
      return { ...at, kind: "proposal", date: on, started_by: "contractor" };
    case "breaches":
      return { ...at, kind: "cardinal_rule", date: on };
    default:
      return { disputed: "violation", submitted_on: on };
  }
}

const kinds = [
  "organizations",
  "sites",
  "hours",
  "period_totals",
  "incidents",
  "violations",
  "obligations",
  "activities",
  "breaches",
  "disputes",
];

/** Pages that are looked at by themselves; setting up is over. */
const lookedAt = [
  "records",
  "record",
  "contractors",
  "overview",
  "figure",
  "filings",
  "account",
  "accounts",
  "settings",
  "audit",
  "new",
  "sign-in",
  "setup",
];

let keys = 0;
const fresh = (): Record<string, string> => ({ "Idempotency-Key": `injection ${++keys}` });

/** Records one of the kind with the attempt in every free text, and looks that it is told as it was typed. */
async function plant(server: Server, kind: string, attempt: string, n: number, more: object): Promise<Made> {
  const who = kind === "organizations" || kind === "sites" ? "admin" : kind === "disputes" ? "supervisor" : "hse";
  const { fields } = await server.ask<Form>(who, "GET", `/api/v1/forms/${kind}`);
  const texts: Record<string, string> = {};
  for (const { name, content } of fields) {
    if (content !== "text" || bound.includes(name)) continue;
    if (kind === "disputes" && (name === "decided_by" || name === "reason")) continue; // Of who decides.
    texts[name] = `${attempt} ${kind} ${name} ${n}`.slice(0, 100);
  }
  if (kind === "obligations") texts.confirmed_by = `${attempt} somebody else`;
  const record = { ...texts, ...needed(kind, "DRILL", "MINE", n), ...more };
  const body = { fields: record, reason: `${attempt} reason` };
  const made = await server.ask<Made>(who, "POST", `/api/v1/records/${kind}`, body, fresh());
  const read = await server.ask<Made>(who, "GET", `/api/v1/records/${kind}/${made.id}`);
  for (const [name, text] of Object.entries(texts)) expect(read.fields[name], `${kind}.${name}`).toBe(text);
  return made;
}

/** Sees what must never happen on a page. */
class Watched {
  readonly wrong: string[] = [];

  constructor(
    readonly page: Page,
    origin: string,
  ) {
    page.on("dialog", (dialog) => {
      this.wrong.push(`a dialog says ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on("console", (message) => {
      if (message.type() === "error") this.wrong.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) this.wrong.push(request.url());
    });
  }

  /** Nothing of what was typed became a part of the page. */
  async look(address: string): Promise<string> {
    await this.page.goto(address);
    await expect(this.page.locator("h1, .hero").first()).toBeVisible();
    await expect(this.page.locator(".waiting")).toHaveCount(0);
    const found = await this.page.evaluate(() => [
      ...Array.from(
        document.querySelectorAll("img, iframe, object, embed, [onerror], [onload], svg[onload], body script"),
        (each) => each.outerHTML.slice(0, 100),
      ),
      ...("injected" in window ? ["a script was run"] : []),
    ]);
    expect(found, address).toEqual([]);
    expect(this.wrong, address).toEqual([]);
    return this.page.locator("body").innerText();
  }
}

test("injections in every text field are plain text on every page and in every export", async ({ page, ownServer }) => {
  test.setTimeout(480_000);
  const server = ownServer;
  const made: { kind: string; id: number; attempt: string }[] = [];
  for (const [n, attempt] of attempts.entries()) {
    let disputed = "";
    for (const kind of kinds) {
      const one = await plant(server, kind, attempt, n, kind === "disputes" ? { record: disputed } : {});
      made.push({ kind, id: one.id, attempt });
      if (kind === "violations") disputed = String(one.fields.reference);
    }
    // What happens at a hostile organization and a hostile site is told by their names everywhere.
    const organization = `${attempt} organizations code ${n}`.slice(0, 100);
    const site = `${attempt} sites code ${n}`.slice(0, 100);
    const hours = { organization, site, first: "2026-10-01", last: "2026-10-31", hours: 900, headcount: 9 };
    await server.ask("hse", "POST", "/api/v1/records/hours", { fields: hours, reason: attempt }, fresh());
    const incident = {
      reference: `At ${n}`,
      organization,
      site,
      date: "2026-11-01",
      class: "LWC",
      description: attempt,
    };
    await server.ask("hse", "POST", "/api/v1/records/incidents", { fields: incident, reason: attempt }, fresh());

    const token = { name: `${attempt} token` };
    await server.ask("hse", "POST", "/api/v1/account/tokens", token);
    const account = { login: `guest-${n}`, name: `${attempt} name`, role: "viewer" };
    const invited = await server.ask<{ account: { change: number } }>("admin", "POST", "/api/v1/accounts", account);
    const { change } = invited.account;
    const revision = { name: `${attempt} named anew`, role: "viewer", change, reason: `${attempt} reason` };
    await server.ask("admin", "PUT", `/api/v1/accounts/guest-${n}`, revision);
  }

  // A line of text holds no line breaks; a text of several lines keeps them, and no header ever does.
  const { fields: form } = await server.ask<Form>("hse", "GET", "/api/v1/forms/incidents");
  for (const { name, content } of form.filter(({ content, name }) => content === "text" && !bound.includes(name))) {
    const fields = { reference: "SPLIT", ...needed("incidents", "DRILL", "MINE", 0), [name]: splitting };
    const reply = await fetch(`${server.origin}/api/v1/records/incidents`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Origin: server.origin,
        Cookie: `safetycell=${await server.session("hse")}`,
        ...fresh(),
      },
      body: JSON.stringify({ fields, reason: "split" }),
    });
    expect(reply.headers.get("set-cookie"), name).toBeNull();
    expect(reply.status, `${content} ${name}`).toBe(severalLines.includes(name) ? 201 : 400);
  }
  // What is no login is not taken; neither does it come back as anything but text.
  for (const login of attempts) {
    const asked = server.ask("admin", "POST", "/api/v1/accounts", { login, name: "x", role: "viewer" });
    await expect(asked).rejects.toThrow(/400/);
  }

  await server.run("publish", "--reason", attempts[1]);

  const lists = [...kinds, "changes", "accounts", "editions", "rates", "contractors", "quiet"];
  for (const list of lists) {
    const who = list === "accounts" || list === "changes" ? "admin" : "hse";
    for (const language of ["en", "ru"]) {
      const descriptions = list === "incidents" ? "&descriptions=yes" : "";
      const path = `/api/v1/exports/${list}?language=${language}${descriptions}`;
      const csv = await exported(server, who, `${path}&format=csv`);
      // It is there, and begins with an apostrophe.
      if (list === "violations") expect(new TextDecoder().decode(csv)).toContain(`"'${attempts[3]}`);
      const run = cellsOf(new TextDecoder().decode(csv)).filter((cell) => /^\s*[=+\-@\t\r](?![\d\s.,]*$)/.test(cell));
      expect(run, `${list} as CSV`).toEqual([]);
      const workbook = unzipSync(await exported(server, who, `${path}&format=xlsx`));
      for (const [name, bytes] of Object.entries(workbook)) {
        const text = new TextDecoder().decode(bytes as Uint8Array);
        expect(text, `${list}: ${name}`).not.toMatch(/<f[ >]|externalLink|ddeLink|<script/);
      }
    }
  }

  const watched = new Watched(page, server.origin);
  for (const language of ["en", "ru"]) {
    await server.signIn(page.context(), "hse");
    const look = (path: string): Promise<string> =>
      watched.look(`${server.origin}${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
    for (const kind of kinds) {
      const text = await look(`/records?kind=${kind}&limit=100`);
      // Hours and totals have no text of their own but where and whose they are.
      const shown = kind === "period_totals" ? [] : attempts;
      for (const attempt of shown) expect(text, `${kind}: ${attempt}`).toContain(attempt);
    }
    for (const { kind, id, attempt } of made.filter((one) => one.attempt === attempts[1])) {
      expect(await look(`/record?kind=${kind}&id=${id}`)).toContain(attempt);
    }
    expect(await look("/contractors")).toContain(attempts[1]);
    const code = `${attempts[1]} organizations code 1`.slice(0, 100);
    await look(`/contractors?organization=${encodeURIComponent(code)}`);
    await look(`/overview?scope=${encodeURIComponent(`organization:${code}`)}`);
    await look(`/overview?scope=${encodeURIComponent(`site:${attempts[1]} sites code 1`)}`);
    await look(`/figure?id=ltifr&scope=enterprise`);
    await look("/filings?month=2026-10");
    expect(await look("/account")).toContain(attempts[1]);
    expect(await look("/new?kind=incidents")).not.toBe("");
    for (const name of pageNames.filter((each) => !lookedAt.includes(each))) await look(`/${name}`);
    await watched.look(`${server.origin}/wall?lang=${language}`);
    await server.signIn(page.context(), "admin");
    expect(await look("/accounts")).toContain(attempts[1]);
    await look("/settings");
    await look("/audit");
    await look(`/audit?kind=incidents&record=${encodeURIComponent(`${attempts[1]} incidents reference 1`)}`);
    await page.context().clearCookies();
    await look("/sign-in");
  }
});

async function exported(server: Server, who: "admin" | "hse", path: string): Promise<Uint8Array> {
  const reply = await fetch(server.origin + path, { headers: { Cookie: `safetycell=${await server.session(who)}` } });
  expect(reply.status, path).toBe(200);
  expect(reply.headers.get("set-cookie")).toBeNull();
  expect(reply.headers.get("content-disposition")).toMatch(/^attachment; filename="[\w.-]+"$/);
  return new Uint8Array(await reply.arrayBuffer());
}

/** As RFC 4180 has them: all in quotes, or none. */
function cellsOf(csv: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, bare] of csv.replace(/^\ufeff/, "").matchAll(/"((?:[^"]|"")*)"|([^",;\r\n]+)/g)) {
    cells.push(quoted === undefined ? (bare ?? "") : quoted.replace(/""/g, '"'));
  }
  return cells;
}
