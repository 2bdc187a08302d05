// Runs the examples of docs/api.md as they stand there, in their order, with curl against the real program, and compares
// each answer with the one that is printed below it: the status, and that it has these fields with values of these types.
// "$NAME" stands for a value that was kept, "…" for any text. Exits with 77, which ctest takes for "not run", without curl.

import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { invitations, passwordOf, RunningServer } from "../support/server.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

if (spawnSync("curl", ["--version"]).status !== 0) {
  console.log("NOT RUN: there is no curl here");
  process.exit(77);
}

const text = await readFile(join(root, "docs/api.md"), "utf8");
const [before, after] = text.split("\n## Examples\n");
const chapter = (after ?? "").split("\n## ")[0];
const faults = [];
if (/```sh/.test(before ?? "")) faults.push("docs/api.md has commands outside its examples, which nothing runs");

/** A command, what is said between it and the one before, and the answer below it. */
const examples = [...chapter.matchAll(/([\s\S]*?)```sh\n([\s\S]*?)```\n\n```json\n([\s\S]*?)\n```/g)].map(
  ([, words, command, answer]) => ({ words, command, answer }),
);
if (examples.length < 10) faults.push(`only ${examples.length} examples were found`);
if (examples.length !== (chapter.match(/```sh/g) ?? []).length) faults.push("an example has no answer below it");

const server = await RunningServer.demo();
const folder = await mkdtemp(join(tmpdir(), "safetycell-examples-"));
try {
  await server.setUp();
  invitations.anna = invitations.hse;
  await server.invite("anna");
  const known = { PASSWORD: passwordOf("anna"), ORIGIN: server.origin };
  for (const example of examples) {
    const answer = await run(example.command.replace(/^ORIGIN=.*\n/, ""), known);
    for (const fault of compare(example, answer, known)) faults.push(`${example.command}\n  ${fault}`);
    keep(example.words, answer, known);
  }
} finally {
  await server.remove();
  await rm(folder, { recursive: true, force: true });
}

console.log(`${examples.length} examples were run`);
for (const fault of faults) console.log(`FAULT ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;

async function run(command, known) {
  const script = `curl() { command curl --silent --show-error --max-time 60 --dump-header headers --output body "$@"; }
: > body
${command}`;
  const child = spawn("bash", ["-e", "-c", script], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...known },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise((done) => child.on("close", done));
  if (code !== 0) return { status: `curl ended with ${code}`, headers: new Map(), body: "" };
  const [first, ...lines] = (await readFile(join(folder, "headers"), "latin1")).trim().split("\r\n");
  const headers = new Map(lines.map((line) => [line.split(":")[0].toLowerCase(), line.replace(/^[^:]*: */, "")]));
  return { status: Number(first.split(" ")[1]), headers, body: await readFile(join(folder, "body"), "utf8") };
}

function* compare({ answer: printed }, { status, headers, body }, known) {
  const [, expected, rest] = /^(\d{3})\s*([\s\S]*)$/.exec(printed);
  if (status !== Number(expected)) {
    yield `answered ${status} instead of ${expected}: ${body.slice(0, 300)}`;
    return;
  }
  if (rest === "") {
    if (body !== "") yield "answered with a body";
  } else if (rest.startsWith("{")) {
    yield* differences("", JSON.parse(rest), JSON.parse(body), known);
  } else if (!headers.get("content-type")?.startsWith(rest)) {
    yield `answered as ${headers.get("content-type")}`;
  }
}

/** Everything that is printed is there. Of a list each printed entry; texts are those that are printed. */
function* differences(path, printed, real, known) {
  if (typeof printed === "string" && printed.startsWith("$")) {
    if (String(real) !== known[printed.slice(1)]) yield `${path} is ${real} instead of ${known[printed.slice(1)]}`;
  } else if (Array.isArray(printed)) {
    if (!Array.isArray(real)) yield `${path} is no list`;
    else for (const [at, entry] of printed.entries()) yield* differences(`${path}/${at}`, entry, real[at], known);
  } else if (printed !== null && typeof printed === "object") {
    for (const [name, value] of Object.entries(printed)) {
      if (real === null || typeof real !== "object" || !(name in real)) yield `${path}/${name} is not there`;
      else yield* differences(`${path}/${name}`, value, real[name], known);
    }
  } else if (printed === "…" ? typeof real !== "string" : typeof printed !== typeof real) {
    yield `${path} is ${JSON.stringify(real)}, which is not like ${JSON.stringify(printed)}`;
  } else if (typeof printed !== "number" && printed !== "…" && printed !== real) {
    yield `${path} is ${JSON.stringify(real)} instead of ${JSON.stringify(printed)}`;
  }
}

/** "Keep `id` of the answer as `ID`, and its header `ETag` as `FIRST`." */
function keep(words, { headers, body }, known) {
  const line = words.replace(/\s+/g, " ");
  if (!/\bkeep\b/i.test(line)) return;
  for (const [, header, name, variable] of line.matchAll(/(header )?`([\w-]+)`(?: of the answer)? as `([A-Z_]+)`/g)) {
    known[variable] = String(header ? headers.get(name.toLowerCase()) : JSON.parse(body)[name]);
  }
}
