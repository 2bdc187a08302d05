// The real program on a database of its own in a temporary folder.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "@playwright/test";

const longestStart = 60_000;

function binary(): string {
  const path = process.env.SAFETYCELL_BINARY;
  if (!path) throw new Error("SAFETYCELL_BINARY is the program to test, for example build/dev/bin/safetycell.");
  return path;
}

/** People of the tests; all but the administrator were invited. */
export type Who = "admin" | "hse" | "supervisor" | "mentor";

export const passwordOf = (who: Who): string => `plank lantern harbour ${who}`;

/** What each is invited as: the supervisor and the mentor for one contractor of the demo. */
const invitations: Record<Exclude<Who, "admin">, object> = {
  hse: { role: "hse_specialist", all_sites: true },
  supervisor: { role: "contractor_supervisor", organizations: ["DRILL"] },
  mentor: { role: "mentor", organizations: ["DRILL"] },
};

export class Server {
  readonly folder = mkdtempSync(join(tmpdir(), "safetycell-browser-"));
  readonly database = join(this.folder, "enterprise.db");
  private process: ChildProcess | null = null;
  private log = "";
  private port = 0;
  /** The session of each who was let in. */
  private readonly sessions = new Map<Who, string>();

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async demo(): Promise<Server> {
    const server = new Server();
    await server.run("init", "--demo");
    await server.start();
    return server;
  }

  /** What the server printed for the first administrator. */
  get setupCode(): string {
    const found = /give this code, once: (\S+)\n/.exec(this.log);
    if (!found?.[1]) throw new Error(`the server printed no setup code:\n${this.log}`);
    return found[1];
  }

  /** Gives the browser the session of somebody, who is invited first if need be. */
  async signIn(context: BrowserContext, who: Who): Promise<void> {
    const value = await this.session(who);
    await context.addCookies([{ name: "safetycell", value, url: this.origin, httpOnly: true, sameSite: "Lax" }]);
  }

  /** Asks the interface as somebody. */
  async ask<T>(who: Who, method: string, path: string, body?: unknown, headers: HeadersInit = {}): Promise<T> {
    const reply = await this.request(method, path, body, {
      ...headers,
      Cookie: `safetycell=${await this.session(who)}`,
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
    return JSON.parse(text || "null") as T;
  }

  private request(method: string, path: string, body: unknown, headers: HeadersInit = {}): Promise<Response> {
    return fetch(this.origin + path, {
      method,
      headers: { Origin: this.origin, "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async session(who: Who): Promise<string> {
    const known = this.sessions.get(who);
    if (known) return known;
    const password = passwordOf(who);
    const person = { login: who, name: `Test ${who}` };
    let reply: Response;
    if (who === "admin") {
      reply = await this.request("POST", "/api/v1/setup", { code: this.setupCode, ...person, password });
    } else {
      const invitation = { ...person, ...invitations[who] };
      const { path } = await this.ask<{ path: string }>("admin", "POST", "/api/v1/accounts", invitation);
      const token = path.split("#link=")[1];
      reply = await this.request("POST", "/api/v1/access-link", { token, password });
    }
    const cookie = /safetycell=([^;]+)/.exec(reply.headers.get("set-cookie") ?? "")?.[1];
    if (!cookie) throw new Error(`${who} was not let in: ${reply.status} ${await reply.text()}`);
    this.sessions.set(who, cookie);
    return cookie;
  }

  /** One verb of the command line on this database; its standard output. */
  async run(verb: string, ...parameters: string[]): Promise<string> {
    const child = spawn(binary(), [verb, ...parameters, "--database", this.database], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let errors = "";
    child.stdout.on("data", (bytes) => (output += bytes));
    child.stderr.on("data", (bytes) => (errors += bytes));
    const code = await new Promise<number | null>((done, failed) => {
      child.on("error", failed);
      child.on("close", done);
    });
    if (code !== 0) throw new Error(`safetycell ${verb} ended with ${code}: ${errors}${output}`);
    return output;
  }

  async importText(kind: string, text: string): Promise<void> {
    const file = join(this.folder, `${kind}.csv`);
    writeFileSync(file, text);
    await this.run("import", kind, file);
  }

  private config: readonly string[] = [];

  /** From the next start on: lines of the settings instead of those that are shipped, and whole tables behind them. */
  configure(settings: Readonly<Record<string, string>>, tables = ""): void {
    const shipped = readFileSync(join(__dirname, "../../../config/safetycell.toml"), "utf8");
    const lines = shipped.split("\n").map((line) => {
      const key = line.split(" = ")[0] ?? "";
      return key in settings ? `${key} = ${settings[key]}` : line;
    });
    const file = join(this.folder, "safetycell.toml");
    writeFileSync(file, `${lines.join("\n")}\n${tables}`);
    this.config = ["--config", file];
  }

  /** On the port it had before, if it had one. */
  async start(): Promise<void> {
    const parameters = ["serve", "--database", this.database, "--port", String(this.port), ...this.config];
    const child = spawn(binary(), parameters, { stdio: ["ignore", "pipe", "pipe"] });
    this.process = child;
    this.log = "";
    await new Promise<void>((ready, failed) => {
      const timer = setTimeout(() => failed(new Error(`the server printed no address:\n${this.log}`)), longestStart);
      const settle = (work: () => void): void => {
        clearTimeout(timer);
        work();
      };
      child.on("error", (fault) => settle(() => failed(fault)));
      child.on("exit", (code) => settle(() => failed(new Error(`the server ended with ${code}:\n${this.log}`))));
      child.stderr.on("data", (bytes) => (this.log += bytes));
      child.stdout.on("data", (bytes) => {
        this.log += bytes;
        const address = this.log.match(/http:\/\/127\.0\.0\.1:(\d+)\/wall\n/);
        if (!address) return;
        this.port = Number(address[1]);
        settle(ready);
      });
    });
  }

  /** As a power cut ends it. */
  async kill(): Promise<void> {
    const child = this.process;
    this.process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.on("exit", done));
    child.kill("SIGKILL");
    await ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
