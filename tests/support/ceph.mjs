// A real object store for a test, see tests/support/ceph; it ends with the test, or with this process.
import { execFile, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { program, temporaryFolder } from "./snapory.mjs";

const script = fileURLToPath(new URL("ceph", import.meta.url));
const run = promisify(execFile);

export class Ceph {
  /** Starts one; `environment` makes Snapory use it. */
  static async start(test) {
    const ceph = new Ceph();
    ceph.child = spawn(script, [temporaryFolder(test)], { stdio: ["pipe", "pipe", "inherit"] });
    ceph.ended = new Promise((resolve) => ceph.child.once("exit", resolve));
    test.after(() => {
      ceph.child.stdin.end();
      return ceph.ended;
    });
    const port = await ceph.ready();
    ceph.environment = {
      SNAPORY_STORAGE_URL: `s3://photos/test?endpoint=http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "SNAPORYTESTACCESSKEY",
      AWS_SECRET_ACCESS_KEY: "a-secret-for-tests-of-forty-characters-0",
    };
    return ceph;
  }

  /** Its gateway dies, and a new one begins. */
  async restart() {
    const ready = this.ready();
    this.child.stdin.write("\n");
    await ready;
  }

  /** The port, once it says that it is ready. */
  async ready() {
    const line = await Promise.race([
      new Promise((resolve) => this.child.stdout.once("data", resolve)),
      this.ended.then(() => Promise.reject(new Error("Ceph did not start; script/setup --tests installs it"))),
    ]);
    return line.toString().trim().split(" ")[1];
  }
}

/** `snapory doctor --fix --json` for this address of the pages: its findings by subject. */
export async function setUpBucket(environment, publicUrl, ...options) {
  const env = { ...process.env, ...environment, SNAPORY_PUBLIC_URL: publicUrl };
  const { stdout } = await run(program, ["doctor", "--json", ...options], { env }).catch((failed) => failed);
  return Object.fromEntries(JSON.parse(stdout).findings.map((finding) => [finding.subject, finding]));
}
