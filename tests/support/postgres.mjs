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
  static start() {
    return new Postgres().#start("initdb", ["-U", "snapory", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"]);
  }

  /** The same for a standby that follows this one, with all its databases. */
  startStandby() {
    return new Postgres().#start("pg_basebackup", ["-U", "snapory", "-h", this.folder, "--no-sync", "--checkpoint=fast", "--write-recovery-conf"]);
  }

  async #start(maker, options) {
    const user = unprivileged();
    this.folder = mkdtempSync(path.join(tmpdir(), "snapory-postgres-"));
    if (user.uid) chownSync(this.folder, user.uid, user.gid);
    const data = path.join(this.folder, "data");
    execFileSync(`${programs}/${maker}`, ["-D", data, ...options], { ...user, cwd: "/" });
    const log = openSync(path.join(this.folder, "log"), "a");
    this.child = spawn(`${programs}/postgres`, ["-D", data, "-k", this.folder, "-c", "listen_addresses=", "-c", "fsync=off"], {
      ...user,
      cwd: "/",
      stdio: ["ignore", log, log],
    });
    this.exited = new Promise((resolve) => this.child.once("exit", resolve));
    await until("PostgreSQL to answer", () => this.run("select 1") !== undefined);
    return this;
  }

  /** What `psql` prints for it, a line a row; `url` is that of a database. */
  run(sql, url = this.url("postgres")) {
    return execFileSync(`${programs}/psql`, [url, "-qtAc", sql], { stdio: ["ignore", "pipe", "ignore"] }).toString().trim();
  }

  /** The URL of a new and empty database. */
  newDatabase() {
    const name = `test${++this.databases}`;
    this.run(`create database ${name}`);
    return this.url(name);
  }

  url(database) {
    return `postgresql:///${database}?user=snapory&host=${this.folder}`;
  }

  /** May be called again. */
  async stop() {
    this.child.kill("SIGINT");
    await this.exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
