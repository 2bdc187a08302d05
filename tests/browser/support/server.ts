// The real program on a database of its own in a temporary folder.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const longestStart = 60_000;

function binary(): string {
  const path = process.env.SAFETYCELL_BINARY;
  if (!path) throw new Error("SAFETYCELL_BINARY is the program to test, for example build/dev/bin/safetycell.");
  return path;
}

export class Server {
  readonly folder = mkdtempSync(join(tmpdir(), "safetycell-browser-"));
  readonly database = join(this.folder, "enterprise.db");
  private process: ChildProcess | null = null;
  private log = "";
  private port = 0;

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async demo(): Promise<Server> {
    const server = new Server();
    await server.run("init", "--demo");
    await server.start();
    return server;
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

  /** On the port it had before, if it had one. */
  async start(): Promise<void> {
    const child = spawn(binary(), ["serve", "--database", this.database, "--port", String(this.port)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
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
        const address = this.log.match(/http:\/\/127\.0\.0\.1:(\d+)/);
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
