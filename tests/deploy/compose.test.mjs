// compose.yaml and swarm.yaml as Compose understands them; script/test-deploy brings both up.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
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
  for (const { file } of Object.values(secrets)) {
    const [secret] = readFileSync(file, "utf8").split("\n");
    if (secret && path.basename(file) !== "storage_access_key") assert.ok(!everything.includes(secret), `${file} stands in the open`);
  }
  for (const { volumes = [] } of Object.values(services))
    for (const volume of volumes.map((entry) => entry.source ?? entry.split(":")[0]).filter((source) => source.startsWith("/"))) assert.ok(existsSync(volume), `${volume} is missing`);
  checkWatching(folder, services, ({ volumes }, file) => {
    const [source, target] = volumes.map((entry) => entry.split(":")).find(([, to]) => file === to || file.startsWith(`${to}/`));
    return source + file.slice(target.length);
  });
});

/** What the configuration of Prometheus names must be there, and the site must be reached from inside as from outside. */
function checkWatching(folder, { nginx, blackbox, prometheus }, fileAt) {
  const read = (file) => parse(readFileSync(file, "utf8"));
  const { rule_files: rules, scrape_configs: jobs } = read(fileAt(prometheus, "/etc/prometheus/prometheus.yml"));
  const probe = jobs.find(({ job_name: name }) => name === "snapory-site");
  for (const name of [...rules, ...probe.file_sd_configs[0].files]) assert.ok(existsSync(fileAt(prometheus, `/etc/prometheus/${name}`)), `${name} is missing beside prometheus.yml`);
  const { modules } = read(fileAt(blackbox, "/etc/blackbox_exporter/config.yml"));
  const certificate = modules[probe.params.module[0]].http.tls_config.ca_file;
  assert.ok(blackbox.secrets.some(({ source, target }) => `/run/secrets/${target ?? source}` === certificate), `${certificate} is missing`);

  const [{ targets }] = read(path.join(folder, "prometheus/site.yml"));
  for (const target of targets) {
    const { hostname, protocol, port } = new URL(target);
    assert.ok(nginx.networks.inside.aliases.includes(hostname), `${hostname} is not nginx' name`);
    assert.equal(protocol + port, "https:");
  }
  assert.match(readFileSync(fileAt(nginx, "/etc/nginx/snapory/site.conf"), "utf8"), /^listen 443 ssl;/m);
  assert.ok(nginx.ports.some((one) => one.target === 443 || String(one).endsWith("443:443")), "443 inside is 443 outside");
}

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
  const { services, configs, secrets } = resolved(folder, "swarm.yaml", { SNAPORY_IMAGE: "snapory:0.1.0", SNAPORY_STORAGE_URL: "s3://photos" });
  checkServices(services);
  for (const role of roles) {
    assert.ok(services[role].deploy.replicas > 1, role);
    assert.equal(services[role].deploy.update_config.order, "start-first", role);
    assert.equal(services[role].deploy.endpoint_mode, "dnsrr", role);
  }
  for (const [name, { tmpfs }] of Object.entries(services)) assert.equal(tmpfs, undefined, `${name}: a swarm leaves it aside`);
  for (const { file } of Object.values(configs)) assert.ok(existsSync(file), file);
  for (const { secrets: asked = [] } of Object.values(services)) for (const { source } of asked) assert.ok(source in secrets, source);
  checkWatching(folder, services, ({ configs: given }, file) => configs[given.find(({ target }) => target === file)?.source].file);
  const dashboards = readdirSync(path.join(root, "deploy/grafana/dashboards"));
  assert.deepEqual(services.grafana.configs.map(({ target }) => target).filter((target) => target.endsWith(".json")).sort(), dashboards.map((name) => `/etc/snapory/dashboards/${name}`).sort());
});
