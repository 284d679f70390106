// A real object store for a test, see tests/support/ceph; it ends with the test, or with this process.
import { execFile, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { program, temporaryFolder } from "./snapory.mjs";

const script = fileURLToPath(new URL("ceph", import.meta.url));
const run = promisify(execFile);

/** Starts one; gives the environment that makes Snapory use it, for pages of this address. */
export async function startCeph(test) {
  const folder = temporaryFolder(test);
  const child = spawn(script, [folder], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  test.after(() => {
    child.stdin.end();
    return ended;
  });
  const ready = await Promise.race([
    new Promise((resolve) => child.stdout.once("data", resolve)),
    ended.then(() => Promise.reject(new Error("Ceph did not start; script/setup --tests installs it"))),
  ]);
  const [, port] = ready.toString().trim().split(" ");
  return {
    SNAPORY_STORAGE_URL: `s3://photos/test?endpoint=http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: "SNAPORYTESTACCESSKEY",
    AWS_SECRET_ACCESS_KEY: "a-secret-for-tests-of-forty-characters-0",
  };
}

/** `snapory doctor --fix --json` for this address of the pages: its findings by subject. */
export async function setUpBucket(environment, publicUrl, ...options) {
  const env = { ...process.env, ...environment, SNAPORY_PUBLIC_URL: publicUrl };
  const { stdout } = await run(program, ["doctor", "--json", ...options], { env }).catch((failed) => failed);
  return Object.fromEntries(JSON.parse(stdout).findings.map((finding) => [finding.subject, finding]));
}
