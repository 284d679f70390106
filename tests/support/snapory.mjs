// A whole Snapory for a test: `snapory serve` on a free port with data of its own, stopped when the test ends.
import { spawn, spawnSync } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const program = process.env.SNAPORY ?? path.join(root, "build/release/snapory");
export const samples = path.join(root, ".deps/samples");
export const logs = path.join(root, "build/reports/logs");

/** A port that was free a moment ago, below those that the system gives to connections. */
export async function freePort() {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    const server = createServer();
    const free = await new Promise((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
}

/** Waits until `check` gives something true, and gives that; throws with `what` after `seconds`. */
export async function until(what, check, seconds = 30) {
  const deadline = Date.now() + seconds * 1000;
  let last;
  while (Date.now() < deadline) {
    try {
      const value = await check();
      if (value) return value;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited ${seconds} s in vain for: ${what}${last ? ` (${last.message})` : ""}`);
}

/** A folder that is gone when the test ends. */
export function temporaryFolder(test) {
  const folder = mkdtempSync(path.join(tmpdir(), "snapory-test-"));
  test?.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export class Snapory {
  constructor({ role = "serve", port, data, environment = {} }) {
    this.role = role;
    this.port = port;
    this.data = data;
    this.environment = environment;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Gives the URL of the database of each that is started; without it they have SQLite. */
  static newDatabase;

  /** Starts one for this test, or one role of it; `environment` adds configuration, or makes it of the URL. */
  static async start(test, { role, environment, data } = {}) {
    const database = Snapory.newDatabase ? { SNAPORY_DATABASE_URL: Snapory.newDatabase() } : {};
    const port = await freePort();
    const added = typeof environment === "function" ? environment(`http://127.0.0.1:${port}`) : environment;
    const snapory = new Snapory({ role, port, environment: { ...database, ...added } });
    test.after(() => snapory.stop()); // before the folder goes
    snapory.data = data ?? temporaryFolder(test);
    await snapory.start();
    return snapory;
  }

  async start() {
    mkdirSync(logs, { recursive: true });
    const log = createWriteStream(path.join(logs, `serve-${this.port}.log`), { flags: "a" });
    this.child = spawn(program, [this.role, "--port", String(this.port), "--data", this.data], {
      env: { ...process.env, ...this.environment },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true, // a process group of its own, so that all of it can be killed at once
    });
    this.exited = new Promise((resolve) => this.child.once("exit", (code, signal) => resolve({ code, signal })));
    this.child.stdout.pipe(log);
    this.child.stderr.pipe(log);
    await until("the program to be ready", async () => {
      if (this.child.exitCode !== null) throw new Error(`it ended with status ${this.child.exitCode}`);
      return (await fetch(`${this.url}${this.role === "serve" ? "/ready" : "/health"}`)).ok; // a role alone misses the others
    });
  }

  /** Ends it as an operator would. */
  async stop() {
    if (this.child?.exitCode === null && this.child.signalCode === null) this.child.kill("SIGTERM");
    return this.exited;
  }

  /** Ends the whole process tree as a power cut would, as far as a process can tell. */
  async kill() {
    process.kill(-this.child.pid, "SIGKILL");
    return this.exited;
  }
}

/** What `snapory doctor` says of one subject. */
export function finding(subject, data, environment) {
  const { stdout } = spawnSync(program, ["doctor", "--json", "--data", data], { env: { ...process.env, ...environment } });
  return JSON.parse(stdout).findings.find((found) => found.subject === subject);
}

/** Answers of the api, with what a test wants to say about them. */
export class Client {
  constructor(url, token) {
    this.base = `${url}/api/v1`;
    this.token = token;
  }

  async raw(method, resource, { body, json, headers = {} } = {}) {
    const all = { ...headers };
    if (this.token) all.authorization = `Bearer ${this.token}`;
    if (json !== undefined) all["content-type"] = "application/json";
    return fetch(this.base + resource, { method, headers: all, body: json === undefined ? body : JSON.stringify(json), redirect: "manual" });
  }

  /** The answer's JSON (undefined without a body); throws unless the status is the one expected. */
  async call(method, resource, { status = 200, ...rest } = {}) {
    const answer = await this.raw(method, resource, rest);
    const text = await answer.text();
    if (answer.status !== status) throw new Error(`${method} ${resource}: ${answer.status} instead of ${status}: ${text.slice(0, 500)}`);
    return text ? JSON.parse(text) : undefined;
  }

  get(resource, rest) {
    return this.call("GET", resource, rest);
  }
  post(resource, json, rest) {
    return this.call("POST", resource, { json, ...rest });
  }
}

/** A new account and what it needs to host: `{client, user}`. */
export async function registerHost(snapory, email = "host@example.org") {
  const { accessToken, user } = await new Client(snapory.url).post(
    "/auth/register",
    { email, password: "a long enough password", name: "Hanna Host" },
    { status: 201 },
  );
  return { client: new Client(snapory.url, accessToken), user };
}

/** A guest of the event with this code: `{client, guest, event}`. */
export async function joinAsGuest(snapory, code, body = {}) {
  const { guestToken, guest, event } = await new Client(snapory.url).post(`/join/${code}`, body, { status: 201 });
  return { client: new Client(snapory.url, guestToken), guest, event };
}
