// A PostgreSQL server for the tests of one file: on a Unix socket in a new folder, without durability.
import { execFileSync, spawn } from "node:child_process";
import { chownSync, mkdtempSync, openSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { until } from "./snapory.mjs";

const versions = "/usr/lib/postgresql";
const programs = path.join(versions, readdirSync(versions).sort().at(-1), "bin");

/** PostgreSQL refuses root, so that root lends it the user that came with the package. */
function unprivileged() {
  if (process.getuid() !== 0) return {};
  const id = (flag) => Number(execFileSync("id", [flag, "postgres"]).toString());
  return { uid: id("-u"), gid: id("-g") };
}

export class Postgres {
  databases = 0;

  /** Starts one; `stop` ends it and removes what it wrote. */
  static async start() {
    const server = new Postgres();
    const user = unprivileged();
    server.folder = mkdtempSync(path.join(tmpdir(), "snapory-postgres-"));
    if (user.uid) chownSync(server.folder, user.uid, user.gid);
    const data = path.join(server.folder, "data");
    execFileSync(`${programs}/initdb`, ["-D", data, "-U", "snapory", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"], { ...user, cwd: "/" });
    const log = openSync(path.join(server.folder, "log"), "a");
    server.child = spawn(`${programs}/postgres`, ["-D", data, "-k", server.folder, "-c", "listen_addresses=", "-c", "fsync=off"], {
      ...user,
      cwd: "/",
      stdio: ["ignore", log, log],
    });
    server.exited = new Promise((resolve) => server.child.once("exit", resolve));
    await until("PostgreSQL to answer", () => server.run("select 1") !== undefined);
    return server;
  }

  /** What `psql` prints for it, a line a row; `url` is that of a database. */
  run(sql, url = `postgresql:///postgres?user=snapory&host=${this.folder}`) {
    return execFileSync(`${programs}/psql`, [url, "-qtAc", sql], { stdio: ["ignore", "pipe", "ignore"] }).toString().trim();
  }

  /** The URL of a new and empty database. */
  newDatabase() {
    const name = `test${++this.databases}`;
    this.run(`create database ${name}`);
    return `postgresql:///${name}?user=snapory&host=${this.folder}`;
  }

  async stop() {
    this.child.kill("SIGINT");
    await this.exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
