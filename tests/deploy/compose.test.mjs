// compose.yaml and swarm.yaml as Compose understands them; script/test-deploy brings the first one up.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { root, temporaryFolder } from "../support/snapory.mjs";

const keys = new Set(readFileSync(path.join(root, "docs/configuration.md"), "utf8").match(/SNAPORY_[A-Z_]+/g));

/** A copy of deploy/ with secrets made. */
function prepared(test) {
  const folder = path.join(temporaryFolder(test), "deploy");
  cpSync(path.join(root, "deploy"), folder, { recursive: true });
  cpSync(path.join(folder, ".env.example"), path.join(folder, ".env"));
  execFileSync("./make-secrets", { cwd: folder });
  return folder;
}

const resolved = (folder, file, env) => parse(execFileSync("docker-compose", ["-f", file, "config"], { cwd: folder, encoding: "utf8", env: { ...process.env, ...env } }));

const roles = ["web", "api", "ai"];

function checkServices(services) {
  for (const role of roles) {
    const { environment, read_only: readOnly, cap_drop: dropped, deploy } = services[role];
    for (const name of Object.keys(environment)) assert.ok(keys.has(name), `${role}: there is no ${name}`);
    assert.ok(readOnly && dropped.includes("ALL"), role);
    assert.ok(deploy.resources.limits.memory && deploy.resources.limits.cpus, role);
  }
  for (const [name, { image }] of Object.entries(services)) assert.match(image, /^snapory$|:[\w.-]+\d$/, `${name} is not pinned`);
}

test("compose.yaml", (t) => {
  const folder = prepared(t);
  const { services, networks, secrets } = resolved(folder, "compose.yaml");
  checkServices(services);
  assert.deepEqual(Object.keys(services).filter((name) => services[name].ports), ["nginx"], "only nginx is reached from outside");
  assert.deepEqual(Object.keys(networks).filter((name) => !networks[name].internal), ["outside"]);
  assert.deepEqual(Object.keys(services).filter((name) => "outside" in services[name].networks), ["nginx"]);
  for (const { file } of Object.values(secrets)) assert.ok(existsSync(file), `make-secrets does not make ${file}`);
  const everything = JSON.stringify(services);
  for (const { file } of Object.values(secrets)) assert.ok(!everything.includes(readFileSync(file, "utf8").trim().split("\n")[0]) || path.basename(file) === "storage_access_key", `${file} stands in the open`);
  for (const { volumes = [] } of Object.values(services))
    for (const volume of volumes.map((entry) => entry.source ?? entry.split(":")[0]).filter((source) => source.startsWith("/"))) assert.ok(existsSync(volume), `${volume} is missing`);
});

test("make-secrets keeps what is there", (t) => {
  const folder = prepared(t);
  const read = () => ["secret_key", "database_url", "s3_config", "certificate.pem"].map((name) => readFileSync(path.join(folder, "secrets", name), "utf8"));
  const first = read();
  execFileSync("./make-secrets", { cwd: folder });
  assert.deepEqual(read(), first);
  assert.equal(statSync(path.join(folder, "secrets")).mode & 0o077, 0, "for its owner alone");
  assert.notEqual(read()[0], readFileSync(path.join(prepared(t), "secrets/secret_key"), "utf8"));
});

test("swarm.yaml", (t) => {
  const folder = prepared(t);
  const { services, configs } = resolved(folder, "swarm.yaml", { SNAPORY_IMAGE: "snapory:0.1.0", SNAPORY_STORAGE_URL: "s3://photos" });
  checkServices(services);
  for (const role of roles) {
    assert.ok(services[role].deploy.replicas > 1, role);
    assert.equal(services[role].deploy.update_config.order, "start-first", role);
    assert.equal(services[role].deploy.endpoint_mode, "dnsrr", role);
  }
  for (const { file } of Object.values(configs)) assert.ok(existsSync(file), file);
});
