// Requests made from the description of the interface: valid ones, and ones in which something is wrong. `known` has what
// the database holds, so that many of them get past the first checks.

const hostileTexts = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\u0007\u001b[31m",
  "\r\nX-Injected: yes",
  "'; DROP TABLE change; --",
  '" OR 1=1 --',
  "<script>alert(1)</script>",
  "{{7*7}}<%= 7*7 %>",
  "=cmd|' /C calc'!A0",
  "../../../../etc/passwd",
  "%00%2f%5c%",
  "нечто по-русски",
  "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 👷🏽‍♀️",
  "\u202egnirts",
  "e\u0301".repeat(50),
  "\ufeff",
  "\ud800",
  "x".repeat(101),
  "x".repeat(301),
  "ж".repeat(20_001),
  "NaN",
  "null",
  "-1",
  "1e400",
  "99999999999999999999",
  "0x10",
  "2026-02-30",
  "9999-12-31",
  "0000-01-01",
  "-0001-01-01",
  "latest",
  "organization:",
  "site:",
  "organization:DRILL",
];

const hostileValues = [
  null,
  true,
  [],
  {},
  0,
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  1e308,
  [[[[[[]]]]]],
  { a: { b: { c: null } } },
  ["x", 1, null],
];

/** A record states its period in one way; first and last day are as good as any. */
const otherPeriods = ["period", "month", "quarter", "year"];

/** A PNG of one pixel. */
const onePixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==",
  "base64",
);

export class Requests {
  constructor(random, description, known) {
    this.random = random;
    this.description = description;
    this.known = known;
    this.seen = new Map();
  }

  /** Records that were read, by their paths: a revision starts from what is there. */
  remember(target, etag, body) {
    if (!etag || !/^\/api\/v1\/records\/\w+\/\d+(\/steps)?$/.test(target)) return;
    try {
      this.seen.set(target, { etag, fields: JSON.parse(body.toString()).fields });
    } catch {
      // Packed, or cut off.
    }
  }

  resolve(schema) {
    let found = schema;
    while (found?.$ref) {
      found = found.$ref
        .slice(2)
        .split("/")
        .reduce((at, step) => at[step.replace(/~1/g, "/").replace(/~0/g, "~")], this.description);
    }
    return found;
  }

  hostileText() {
    return this.random.of(hostileTexts);
  }

  /** A value of the schema. */
  valid(schemaOrRef, name = "") {
    const { random, known } = this;
    const schema = this.resolve(schemaOrRef);
    const likely = known.values[name];
    if (likely && random.chance(0.8)) return random.of(likely);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return random.of(schema.enum);
    if (schema.oneOf) return this.valid(random.of(schema.oneOf), name);
    if (schema.examples && random.chance(0.7)) return random.of(schema.examples);
    const type = Array.isArray(schema.type) ? random.of(schema.type) : schema.type;
    switch (type) {
      case "integer":
      case "number": {
        const least = schema.minimum ?? 0;
        return least + random.below(Math.min((schema.maximum ?? least + 50) - least, 1000) + 1);
      }
      case "boolean":
        return random.chance(0.5);
      case "null":
        return null;
      case "array":
        return Array.from({ length: random.below(3) }, () => this.valid(schema.items ?? {}, name));
      case "object":
        return this.validObject(schema);
      default:
        return this.validText(schema);
    }
  }

  validText(schema) {
    const { random } = this;
    if (schema.format === "date")
      return `20${10 + random.below(20)}-${random.of(["01", "06", "12"])}-${random.of(["01", "15", "28"])}`;
    if (schema.pattern?.includes("{4}-")) return random.of(["2026-10", "2024-02", "1999-12"]);
    if (schema.pattern?.includes("latest")) return random.of(["latest", "current", "1"]);
    const least = schema.minLength ?? 0;
    return "a plain text of somebody"
      .repeat(1 + Math.floor(least / 20))
      .slice(0, Math.max(least, 5 + random.below(15)));
  }

  validObject(schema) {
    const made = {};
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (schema.required?.includes(name) || this.random.chance(0.6)) made[name] = this.valid(property, name);
    }
    return made;
  }

  /** The fields of a record of the kind, most of them as they should be. */
  recordFields(kind) {
    const { random, known } = this;
    const fields = {};
    for (const { name, content, required } of known.forms[kind] ?? []) {
      if (!required && random.chance(otherPeriods.includes(name) || name === "voided" ? 0.97 : 0.4)) continue;
      const likely = known.fields[`${kind}.${name}`] ?? known.fields[name];
      if (likely && random.chance(0.9)) fields[name] = random.of(likely);
      else if (content === "number" || content === "whole_number") fields[name] = random.below(500);
      else if (content === "yes_or_no") fields[name] = random.chance(0.3);
      else if (content === "day")
        fields[name] = `2026-${random.of(["01", "05", "10"])}-${random.of(["02", "11", "28"])}`;
      else fields[name] = `Words ${random.below(1e6)}`;
    }
    return fields;
  }

  /** Something in the value is not as it should be. */
  spoil(value) {
    const { random } = this;
    if (value === null || typeof value !== "object" || random.chance(0.15)) {
      return random.chance(0.6) ? this.hostileText() : random.of(hostileValues);
    }
    const copy = structuredClone(value);
    const names = Object.keys(copy);
    const name = random.of(names.length > 0 ? names : ["added"]);
    switch (random.below(4)) {
      case 0:
        if (Array.isArray(copy)) copy.pop();
        else delete copy[name];
        break;
      case 1:
        copy[Array.isArray(copy) ? copy.length : random.of(["added", "__proto__", "", "é".repeat(200)])] =
          this.hostileText();
        break;
      default:
        copy[name] = this.spoil(copy[name] ?? null);
    }
    return copy;
  }

  /** The text of a body; what a careful writer of JSON would never write. */
  spoilText(text) {
    const { random } = this;
    switch (random.below(12)) {
      case 0:
        return text.slice(0, random.below(text.length + 1));
      case 1:
        return `${text}${text}`;
      case 2:
        return text.replace("{", '{"a":1,"a":2,');
      case 3:
        return `${"[".repeat(100_000)}`;
      case 4:
        return `{"a":${'{"a":'.repeat(5000)}1${"}".repeat(5001)}`;
      case 5:
        return text.replace(/"/, '"\u0000');
      case 6:
        return Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe, 0xc0, 0x80])]);
      case 7:
        return text.replace(/\d+/, "1e400");
      case 8:
        return `\ufeff${text}`;
      case 9:
        return `"${"x".repeat(70_000)}"`;
      case 10:
        return `{"fields":{"description":"${"x".repeat(1_100_000)}"},"reason":"x"}`;
      default:
        return random.of(["", "null", "[]", '"text"', "1", "{", "{}", "\\", "<a/>", "a=1&b=2"]);
    }
  }

  /** A request for an operation: its bytes, and what the check must know of it. */
  make({ path, method, operation, shared }) {
    const { random } = this;
    const isValid = random.chance(0.45);
    const spoils = (probability) => !isValid && random.chance(probability);
    const parameters = [...(shared ?? []), ...(operation.parameters ?? [])].map((each) => this.resolve(each));
    let target = path;
    const query = [];
    const headers = [];
    let kind = null;
    for (const { name, in: place, required, schema } of parameters) {
      const likely = this.known.values[`${path} ${name}`];
      let value = String(likely ? random.of(likely) : this.valid(schema, name));
      if (spoils(0.35)) value = this.hostileText();
      if (place === "path") {
        if (name === "kind") kind = value;
        target = target.replace(`{${name}}`, random.chance(0.97) ? encode(value) : printable(value).replace(/ /g, ""));
      } else if (place === "query") {
        if (required ? !spoils(0.2) : random.chance(0.6)) query.push([name, value]);
        if (spoils(0.08)) query.push([name, value]);
      } else if (place === "header") {
        const text = headerText(value) || "x";
        if (required ? !spoils(0.2) : random.chance(0.4)) headers.push([name, text]);
      }
    }
    if (spoils(0.1)) query.push([random.of(["limit", "debug", "callback", "", "a[]"]), this.hostileText()]);
    if (query.length > 0) target += `?${query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&")}`;
    if (spoils(0.04)) target += random.of(["/", "?", "#x", "%", "%zz", "%00", "/..", "?a=%ff", "//"]);

    const isStep = path.endsWith("/steps");
    const seen = [...this.seen.keys()].filter((one) => one.endsWith("/steps") === isStep);
    if (
      operation.requestBody &&
      path.includes("{id}") &&
      path.includes("/records/") &&
      seen.length > 0 &&
      random.chance(0.7)
    ) {
      target = random.of(seen);
      kind = target.split("/")[4];
      setHeader(headers, "If-Match", this.seen.get(target).etag);
    }

    let verb = method.toUpperCase();
    if (method === "get" && random.chance(0.08)) verb = "HEAD";
    if (spoils(0.06)) verb = random.of(["OPTIONS", "PATCH", "TRACE", "FOO", "get", "POST", "DELETE", "PUT", "CONNECT"]);

    let body = null;
    if (operation.requestBody && verb !== "HEAD" && verb !== "GET") {
      const [[type, { schema }]] = Object.entries(this.resolve(operation.requestBody).content);
      let value = this.valid(schema);
      if (value && typeof value === "object" && "fields" in value) {
        const known = this.seen.get(target);
        value.fields = { ...known?.fields, ...this.recordFields(kind) };
        if (known && random.chance(0.8)) value.fields = { ...value.fields, ...keysOf(known.fields) };
        if (known && random.chance(0.8)) setHeader(headers, "If-Match", known.etag);
      }
      if (spoils(0.6)) value = this.spoil(value);
      body = type === "application/json" ? (JSON.stringify(value) ?? "null") : String(value);
      if (type.startsWith("image/")) body = onePixel;
      if (spoils(0.25)) body = this.spoilText(String(body));
      const spoiltTypes = [
        "text/plain",
        "application/xml",
        "application/json; charset=utf-16",
        "multipart/form-data",
        "",
      ];
      headers.push(["Content-Type", spoils(0.1) ? random.of(spoiltTypes) : type]);
    } else if (spoils(0.08)) {
      body = this.hostileText();
    }
    this.addHeaders(headers, spoils);
    return { verb, target, headers, body, isValid, isChunked: body !== null && random.chance(0.1) };
  }

  addHeaders(headers, spoils) {
    const { random } = this;
    if (random.chance(0.3))
      headers.push(["Accept-Encoding", random.of(["gzip", "gzip;q=0", "br, *;q=0.1", "identity"])]);
    if (random.chance(0.2)) headers.push(["If-None-Match", random.of(["*", '"x"', 'W/"1"', ",,,", '"1.gzip"'])]);
    if (spoils(0.1)) headers.push(["If-Match", random.of(["*", '"1"', "1", '""'])]);
    if (spoils(0.1)) headers.push(["Idempotency-Key", random.of(["x".repeat(201), "same", " ", "ключ"])]);
    if (spoils(0.05))
      headers.push(["Authorization", random.of(["Bearer", "Bearer x", "Basic YTpi", `Bearer sc_${"0".repeat(64)}`])]);
    if (spoils(0.05)) headers.push(["X-Forwarded-For", random.of(["1.2.3.4, 5.6.7.8", ",", "x".repeat(3000)])]);
    if (spoils(0.04)) headers.push(["X-Long", "y".repeat(random.of([100, 8000, 17_000]))]);
    if (spoils(0.03)) headers.push(["Host", "elsewhere.example"]);
    if (spoils(0.03)) headers.push(["Content-Encoding", "gzip"]);
    if (spoils(0.03)) headers.push(["Expect", random.of(["100-continue", "something"])]);
    if (spoils(0.03)) headers.push(["Upgrade", "websocket"], ["Connection", "Upgrade"], ["Sec-WebSocket-Key", "x"]);
    if (spoils(0.03)) headers.push(["Cookie", random.of(["safetycell=x", "a=b; safetycell=", ";;;"])]);
  }
}

/** What a record is known by, which no revision changes. */
function keysOf(fields) {
  const names = ["code", "reference", "organization", "site", "first", "last", "disputed", "record"];
  return Object.fromEntries(names.filter((name) => name in fields).map((name) => [name, fields[name]]));
}

function setHeader(headers, name, value) {
  const held = headers.find(([known]) => known === name);
  if (held) held[1] = value;
  else headers.push([name, value]);
}

/** Percent-encoded; a lone surrogate has no UTF-8. */
function encode(text) {
  return encodeURIComponent(Buffer.from(text).toString());
}

/** A header holds no line breaks; whoever writes bytes by hand could, and then it would be another header. */
function headerText(text) {
  return printable(Buffer.from(text).toString("latin1"));
}

function printable(text) {
  return [...text].filter((character) => character >= " ").join("");
}

export function bytesOf({ verb, target, headers, body, isChunked }, { host, cookie, origin }) {
  const lines = [`${verb} ${target} HTTP/1.1`, `Host: ${host}`, "Connection: close"];
  if (cookie) lines.push(`Cookie: ${cookie}`);
  if (origin) lines.push(`Origin: ${origin}`);
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  const bytes = body === null ? Buffer.alloc(0) : Buffer.from(body);
  if (body !== null) lines.push(isChunked ? "Transfer-Encoding: chunked" : `Content-Length: ${bytes.length}`);
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  if (!isChunked) return Buffer.concat([head, bytes]);
  const size = bytes.length === 0 ? [] : [Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")];
  return Buffer.concat([head, ...size, Buffer.from("0\r\n\r\n")]);
}
