// Asks the real program what its own description says may be asked, rightly and wrongly, as everybody who may sign in and
// as nobody, and holds each answer against the description: no fault of the program (5xx), no connection without an
// answer, only statuses and content types that are declared, bodies as declared, and errors of the one shape.
//   node tests/fuzz/openapi.mjs
//   SAFETYCELL_BINARY         the program
//   SAFETYCELL_FUZZ_REQUESTS  how many; 1,000 otherwise
//   SAFETYCELL_FUZZ_SEED      a number, 1 unless given, makes the same requests again; "random" makes others

import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { invitations, passwordOf, RunningServer } from "../support/server.mjs";
import { Random } from "./random.mjs";
import { exchange } from "./raw_http.mjs";
import { bytesOf, Requests } from "./requests.mjs";

const dashboard = resolve(dirname(fileURLToPath(import.meta.url)), "../../dashboard");
const Ajv = createRequire(`${dashboard}/package.json`)("ajv/dist/2020").default;

const count = Number(process.env.SAFETYCELL_FUZZ_REQUESTS || 1000);
const asked = process.env.SAFETYCELL_FUZZ_SEED ?? "1";
const seed = asked === "random" ? Math.floor(Math.random() * 2 ** 32) : Number(asked);
const random = new Random(seed);
const atOnce = 4;
const mostFaults = 20;
const beingLetIn = new Map();

/** Relative to the others: these work out figures of years, and more of them would only take longer. */
const costs = [/\/(charts|restatement|effect|comparison|lineage)$/, /\/changes\/chain$/];

console.log(`${count} requests, SAFETYCELL_FUZZ_SEED=${seed}`);
const server = await RunningServer.demo();
let failed = true;
try {
  failed = !(await run());
} finally {
  await server.remove();
}
process.exitCode = failed ? 1 : 0;

async function run() {
  await server.setUp();
  for (const login of Object.keys(invitations)) await server.invite(login);
  const description = (await server.ask(null, "GET", "/api/v1/openapi.json")).document;
  const requests = new Requests(random, description, await whatIsKnown());
  const operations = operationsOf(description);
  const check = checker(description, requests);
  const faults = [];
  const statuses = new Map();
  const asked = new Map(operations.map(({ name }) => [name, 0]));

  const succeeded = new Set();

  let made = 0;
  async function worker() {
    while (made < count && faults.length < mostFaults) {
      const operation = nextOperation(operations, made++);
      const request = requests.make(operation);
      const asker = random.chance(0.4) ? likelyAsker(operation) : random.of([null, ...Object.keys(invitations)]);
      const sent = { ...request, asker };
      const bytes = bytesOf(request, {
        host: `127.0.0.1:${server.port}`,
        cookie: asker && server.cookies.get(asker),
        origin: random.chance(0.95) ? server.origin : "http://elsewhere.example",
      });
      asked.set(operation.name, asked.get(operation.name) + 1);
      try {
        const answer = await exchange(server.port, bytes, { isHead: request.verb === "HEAD" });
        if (answer.status < 400) succeeded.add(operation.name);
        if (answer.status === 200) requests.remember(request.target, answer.headers.get("etag"), answer.body);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        for (const fault of check(operation, request, answer)) faults.push({ fault, sent, answer });
        if (answer.status === 401 && asker && request.isValid) await letInAgain(asker);
      } catch (fault) {
        faults.push({ fault: fault.message, sent });
        if (server.ended) return;
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker));
  for (const fault of await faultsAfterwards()) faults.push({ fault });
  return report(faults, statuses, asked, succeeded);
}

/** Somebody who may, so that much of what is asked is done. */
function likelyAsker({ path }) {
  if (/accounts|changes/.test(path)) return "clerk";
  return path.includes("/figures/") ? "director" : "hse";
}

/** One at a time for each: a new link takes the place of the one before. */
function letInAgain(login) {
  const again = () => reinstate(login).finally(() => beingLetIn.delete(login));
  if (!beingLetIn.has(login)) beingLetIn.set(login, again());
  return beingLetIn.get(login);
}

/** Whoever was disabled, or made something else, by the requests becomes again what they were. */
async function reinstate(login) {
  const { accounts } = (await server.ask("root", "GET", "/api/v1/accounts")).document;
  const { change } = accounts.find((account) => account.login === login);
  const body = { name: `Test ${login}`, ...invitations[login], disabled: false, change, reason: "test" };
  await server.ask("root", "PUT", `/api/v1/accounts/${login}`, body).catch(() => null); // Somebody was faster.
  // The requests make links too, which take the place of ours.
  for (let attempt = 1; ; attempt++) {
    try {
      return await server.signInAnew(login);
    } catch (fault) {
      if (attempt === 10) throw fault;
    }
  }
}

/** What the demo holds, by the names of parameters and fields. */
async function whatIsKnown() {
  const kinds = [
    "organizations",
    "sites",
    "hours",
    "incidents",
    "violations",
    "period_totals",
    "obligations",
    "activities",
    "breaches",
    "disputes",
  ];
  const forms = {};
  for (const kind of kinds) forms[kind] = (await server.ask("hse", "GET", `/api/v1/forms/${kind}`)).document.fields;
  const codes = async (kind) =>
    (await server.ask("hse", "GET", `/api/v1/records/${kind}?limit=500`)).document.records.map(
      ({ fields }) => fields.code,
    );
  const organizations = await codes("organizations");
  const sites = await codes("sites");
  const page = await (await fetch(`${server.origin}/overview`)).text();
  const assets = [...page.matchAll(/\/assets\/([\w.-]+)/g)].map(([, name]) => name);
  const form = { organization: "DRILL", site: "MINE", month: "2026-09", hours: 50000, headcount: 300, FAT: 0 };
  const filed = { fields: form, reason: "test" };
  await server.ask("hse", "POST", "/api/v1/records/period_totals", filed, { "Idempotency-Key": "form" });
  const references = Array.from({ length: 30 }, (_, n) => `F-${n}`);
  return {
    forms,
    values: {
      id: [1, 2, 3, 500],
      "/api/v1/editions/{number}/figures/{id}/lineage id": ["ltifr", "trifr", "kch"],
      "/assets/{name} name": assets,
      login: [...Object.keys(invitations), ...Array.from({ length: 40 }, (_, n) => `guest-${n}`)],
      password: Object.keys(invitations).map(passwordOf),
      change: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      page: ["wall", "overview", "records", "docs", "nothing"],
      number: ["1", "current", "latest"],
      scope: [
        "enterprise",
        "own",
        "contractors",
        "site:MINE",
        "organization:DRILL",
        ...sites.map((code) => `site:${code}`),
      ],
      other: ["own", "contractors", "organization:DRILL"],
      organization: [...organizations, "NONE"],
      site: [...sites, "NONE"],
      organizations,
      sites,
      audience: ["wall/enterprise", "wall/site:MINE"],
    },
    fields: {
      organization: organizations,
      site: sites,
      reference: references,
      record: references,
      code: ["FUZZ-1", "FUZZ-2", "DRILL", "MINE"],
      class: ["FAT", "PTD", "LWC", "RWC", "MTC", "FAC", "MICRO", "NEAR_MISS", "HAZARD"],
      severity: ["critical", "high", "medium", "low"],
      counts_from: ["records", "totals"],
      started_by: ["contractor", "enterprise"],
      disputed: ["violation", "incident", "obligation", "breach"],
      time: ["06:15", "23:59"],
      time_zone: ["UTC", "Asia/Almaty"],
      period: ["2025-Q3", "2025-11", "2024"],
      "organizations.kind": ["own", "contractor"],
      "obligations.kind": ["meeting", "measure", "commitment", "onboarding_step"],
      "activities.kind": ["inspection", "joint_inspection", "proposal"],
      "breaches.kind": ["cardinal_rule", "concealment"],
    },
  };
}

function operationsOf(description) {
  const operations = [];
  for (const [path, item] of Object.entries(description.paths)) {
    for (const method of ["get", "post", "put", "patch", "delete"]) {
      if (!item[method]) continue;
      const name = `${method.toUpperCase()} ${path}`;
      operations.push({ name, path, method, operation: item[method], shared: item.parameters, item });
    }
  }
  return operations;
}

/** In turn, so that each is asked; dear ones in every fifth round. */
function nextOperation(operations, n) {
  const operation = operations[n % operations.length];
  const isDear = costs.some((cost) => cost.test(operation.path));
  return isDear && Math.floor(n / operations.length) % 5 !== 0
    ? random.of(operations.filter((one) => one.method !== "get"))
    : operation;
}

function checker(description, requests) {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const compiled = new Map();
  const root = { components: withoutNames(description.components) };
  ajv.addSchema({ $id: "description", ...root });
  const validate = (schema) => {
    const key = JSON.stringify(schema);
    if (!compiled.has(key))
      compiled.set(key, ajv.compile(JSON.parse(key.replaceAll('"#/components', '"description#/components'))));
    return compiled.get(key);
  };
  const errorSchema = { $ref: "#/components/schemas/error" };

  return function* check({ name, item, path }, request, { status, headers, body }) {
    const isError = status >= 400;
    const asked = request.verb === "HEAD" ? item.get : item[request.verb.toLowerCase()];
    const isTold = asked !== undefined && request.verb === request.verb.toUpperCase() && fits(path, request.target);
    if (status >= 500 && status !== 505) yield `${status}`;
    if (status === 405 && !headers.get("allow")) yield "405 without Allow";
    const declared = asked?.responses[status] ?? asked?.responses[`${String(status)[0]}XX`];
    if (isTold && !declared && status !== 505) yield `${status} is not declared for ${name}`;
    const type = (headers.get("content-type") ?? "").split(";")[0];
    const bytes = headers.get("content-encoding") === "gzip" && body.length > 0 ? gunzipSync(body) : body;
    if (request.verb === "HEAD" || status === 101) return;
    if (isError) {
      if (type !== "application/json") yield `${status} of type ${type}`;
      else yield* faultsOf(validate(errorSchema), bytes, status);
      return;
    }
    if (status === 204 || status === 304) {
      if (body.length > 0) yield `${status} with a body`;
      return;
    }
    const content = isTold && requests.resolve(declared)?.content;
    if (!content) return;
    const fitting = content[type] ?? content["*/*"];
    if (!fitting) yield `${status} of type ${type}, which is not declared`;
    else if (type === "application/json") yield* faultsOf(validate(fitting.schema), bytes, status);
  };
}

/** Whether the target is still one of the path: a parameter that became empty makes it another. */
function fits(path, target) {
  const pattern = path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/?#]+");
  return new RegExp(`^${pattern}(\\?|$)`).test(target);
}

function* faultsOf(validate, bytes, status) {
  let document;
  try {
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (fault) {
    yield `${status}: the body is no JSON (${fault.message})`;
    return;
  }
  if (!validate(document)) {
    const [first] = validate.errors;
    yield `${status}: the body is not as declared: ${first.instancePath} ${first.message}`;
  }
}

/** The messages' own names would make ajv look for them elsewhere. */
function withoutNames(schema) {
  if (Array.isArray(schema)) return schema.map(withoutNames);
  if (schema === null || typeof schema !== "object") return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name, value]) => !((name === "$id" || name === "$schema") && typeof value === "string"))
      .map(([name, value]) => [
        name,
        name === "$ref" ? value.replace(/^#\/components/, "description#/components") : withoutNames(value),
      ]),
  );
}

async function faultsAfterwards() {
  const faults = [];
  for (const path of ["/healthz", "/readyz"]) {
    const reply = await fetch(server.origin + path).catch((fault) => ({ status: fault.message }));
    if (reply.status !== 200) faults.push(`${path} says ${reply.status} afterwards`);
  }
  const failures = server.log.split("\n").filter((line) => /"level":"error"|request failed/.test(line));
  faults.push(...failures.slice(0, 5).map((line) => `the log has: ${line}`));
  await server.stop();
  const verified = await server.tryRun("verify");
  if (verified.code !== 0) faults.push(`verify ends with ${verified.code}: ${verified.output}`);
  return faults;
}

function report(faults, statuses, asked, succeeded) {
  const total = [...statuses.values()].reduce((sum, n) => sum + n, 0);
  const told = [...statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`);
  console.log(`${total} answers to ${asked.size} operations (${told.join(", ")})`);
  const least = [...asked].sort(([, a], [, b]) => a - b)[0];
  console.log(`fewest: ${least[0]}, ${least[1]} times`);
  const never = [...asked.keys()].filter((name) => !succeeded.has(name));
  console.log(`never done: ${never.join(", ") || "none"}`);
  if (count >= asked.size && least[1] === 0) faults.push({ fault: `${least[0]} was never asked` });
  for (const { fault, sent, answer } of faults) {
    console.log(`FAULT ${fault}`);
    if (sent) {
      const body = sent.body === null ? "no body" : `body ${JSON.stringify(String(sent.body).slice(0, 600))}`;
      console.log(
        `  ${sent.asker ?? "nobody"}: ${sent.verb} ${sent.target.slice(0, 400)} ${JSON.stringify(sent.headers).slice(0, 400)} ${body}`,
      );
    }
    if (answer) console.log(`  answered ${answer.status} ${answer.body.subarray(0, 300)}`);
  }
  console.log(faults.length === 0 ? "no faults" : `${faults.length} faults`);
  return faults.length === 0;
}
