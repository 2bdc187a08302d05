// The real program on a demo database of its own, with people signed in, for tests that are plain scripts:
//   SAFETYCELL_BINARY is the program.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const longestStart = 60_000;

function binary() {
  const path = process.env.SAFETYCELL_BINARY;
  if (!path) throw new Error("SAFETYCELL_BINARY is the program to test, for example build/dev/bin/safetycell.");
  return path;
}

/** Whoever asks, each as what they are invited as. The administrator is made with the setup code. */
export const invitations = {
  viewer: { role: "viewer" },
  supervisor: { role: "contractor_supervisor", organizations: ["DRILL"] },
  mentor: { role: "mentor", organizations: ["DRILL"] },
  ambassador: { role: "ambassador", all_sites: true },
  hse: { role: "hse_specialist", all_sites: true },
  director: { role: "director" },
  clerk: { role: "admin" },
};

export const passwordOf = (login) => `plank lantern harbour ${login}`;

export class RunningServer {
  log = "";
  port = 0;
  cookies = new Map();

  static async demo() {
    const server = new RunningServer();
    server.folder = await mkdtemp(join(tmpdir(), "safetycell-script-"));
    server.database = join(server.folder, "enterprise.db");
    await server.run("init", "--demo");
    await server.start();
    return server;
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  get setupCode() {
    return /give this code, once: (\S+)\n/.exec(this.log)?.[1];
  }

  /** One verb of the command line on this database: its exit code and what it printed. */
  async tryRun(verb, ...parameters) {
    const child = spawn(binary(), [verb, ...parameters, "--database", this.database], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (bytes) => (output += bytes));
    child.stderr.on("data", (bytes) => (output += bytes));
    const code = await new Promise((done, failed) => {
      child.on("error", failed);
      child.on("close", done);
    });
    return { code, output };
  }

  async run(verb, ...parameters) {
    const { code, output } = await this.tryRun(verb, ...parameters);
    if (code !== 0) throw new Error(`safetycell ${verb} ended with ${code}: ${output}`);
    return output;
  }

  async start() {
    this.child = spawn(binary(), ["serve", "--database", this.database, "--port", "0"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    await new Promise((ready, failed) => {
      const timer = setTimeout(() => failed(new Error(`the server printed no address:\n${this.log}`)), longestStart);
      const look = (bytes) => {
        this.log += bytes;
        const port = /http:\/\/127\.0\.0\.1:(\d+)\/wall\n/.exec(this.log)?.[1];
        if (!port) return;
        this.port = Number(port);
        clearTimeout(timer);
        ready();
      };
      this.child.stdout.on("data", look);
      this.child.stderr.on("data", look);
      this.child.on("exit", (code, signal) => {
        this.ended = { code, signal };
        failed(new Error(`the server ended with ${code ?? signal}:\n${this.log}`));
      });
    });
  }

  async ask(login, method, path, body, headers = {}) {
    const reply = await fetch(this.origin + path, {
      method,
      headers: {
        Origin: this.origin,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(login ? { Cookie: this.cookies.get(login) } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
    return { document: JSON.parse(text || "null"), headers: reply.headers };
  }

  keepCookie(login, headers) {
    const cookie = /safetycell=[^;]+/.exec(headers.get("set-cookie") ?? "")?.[0];
    if (!cookie) throw new Error(`${login} was not let in`);
    this.cookies.set(login, cookie);
  }

  /** The administrator of the test, and after it everybody else by an access link. */
  async setUp(login = "root") {
    const body = { code: this.setupCode, login, name: "Test administrator", password: passwordOf(login) };
    const { headers } = await this.ask(null, "POST", "/api/v1/setup", body);
    this.keepCookie(login, headers);
  }

  async invite(login) {
    const body = { login, name: `Test ${login}`, ...invitations[login] };
    const { document } = await this.ask("root", "POST", "/api/v1/accounts", body);
    await this.useLink(login, document.path);
  }

  /** Signs in by a new link, whatever became of the session and the password before. */
  async signInAnew(login) {
    const { document } = await this.ask("root", "POST", `/api/v1/accounts/${login}/link`);
    await this.useLink(login, document.path);
  }

  async useLink(login, path) {
    const body = { token: path.split("#link=")[1], password: passwordOf(login) };
    const { headers } = await this.ask(null, "POST", "/api/v1/access-link", body);
    this.keepCookie(login, headers);
  }

  async stop() {
    if (this.child && !this.ended) {
      const ended = new Promise((done) => this.child.on("exit", done));
      this.child.kill("SIGTERM");
      await ended;
    }
  }

  async remove() {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
