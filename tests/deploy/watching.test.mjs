// Rules and dashboards ask for figures: here those that the program really tells, and promtool's opinion.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { addPhotos, distinct, processed, sample, takeSelfie, uploadInParts } from "../support/photos.mjs";
import { Postgres } from "../support/postgres.mjs";
import { groupedBy, parseMetrics, selectorsOf } from "../support/promql.mjs";
import { Redis } from "../support/redis.mjs";
import { Roles } from "../support/roles.mjs";
import { Client, joinAsGuest, registerHost, root, temporaryFolder, until } from "../support/snapory.mjs";

const prometheus = path.join(root, "deploy/prometheus");
const rulesOf = (file) => parse(readFileSync(path.join(prometheus, file), "utf8")).groups.flatMap(({ rules }) => rules);
const recording = rulesOf("recording.yml");
const alerts = rulesOf("alerts.yml");
const testsOfRules = parse(readFileSync(path.join(prometheus, "rules_test.yml"), "utf8")).tests;
const dashboardFolder = path.join(root, "deploy/grafana/dashboards");
const dashboards = readdirSync(dashboardFolder).map((file) => JSON.parse(readFileSync(path.join(dashboardFolder, file), "utf8")));
const queries = dashboards.flatMap(({ title, panels }) =>
  panels.flatMap((panel) => (panel.targets ?? []).map(({ expr }) => ({ where: `${title}: ${panel.title}`, expr: expr.replaceAll(/\$__(rate_interval|range)/g, "5m") }))),
);
const promtool = (...args) => execFileSync("promtool", args, { cwd: prometheus, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });

test("promtool takes the configuration, and every alert goes off when it should", () => {
  promtool("check", "config", "prometheus.yml");
  promtool("test", "rules", "rules_test.yml");
  for (const { alert } of alerts) assert.ok(testsOfRules.some(({ name }) => name === alert), `${alert} has no test`);
});

test("every query of a dashboard can be read, and every panel says what it shows", (t) => {
  const file = path.join(temporaryFolder(t), "queries.yml");
  const rules = queries.map(({ expr }, number) => ({ record: `query:${number}`, expr }));
  writeFileSync(file, JSON.stringify({ groups: [{ name: "dashboards", rules }] }));
  promtool("check", "rules", file);
  assert.equal(new Set(dashboards.map(({ uid }) => uid)).size, dashboards.length);
  for (const { title, panels } of dashboards)
    for (const panel of panels.filter(({ type }) => type !== "row")) assert.ok(panel.title && panel.description, `${title}: panel ${panel.id}`);
});

/** An object store that gives, but has a fault of its own for everything that it is to take. */
async function faultyStore(t) {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => response.writeHead(request.method === "PUT" ? 503 : 206, { "content-range": "bytes 0-0/1" }).end("x"));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return storeAt(server.address().port);
}
const storeAt = (port) => ({ SNAPORY_STORAGE_URL: `s3://photos?endpoint=http://127.0.0.1:${port}&relay=yes`, SNAPORY_STORAGE_ACCESS_KEY: "key", SNAPORY_STORAGE_SECRET_KEY: "secret" });

/** Galleries from a replica that follows, that stands still, and that is gone. */
async function askReplica(standby, guest, event) {
  const gallery = () => guest.get(`/events/${event}/photos`);
  const add = (comment) => addPhotos(guest, event, [{ name: "more.jpg", bytes: distinct(sample(2), comment) }]);
  await gallery();
  standby.run("select pg_wal_replay_pause()");
  await add("while it stands still");
  await gallery();
  await standby.stop();
  await add("while it is gone");
  await gallery();
}

/**
 * What each process tells after an evening in small, by its name: photos, refused files, a selfie, attempts at a password, a mail
 * that nobody takes, a full disk, and the replica, the store and Redis gone.
 */
async function figuresOfAnEvening(t) {
  const [redis, postgres] = await Promise.all([Redis.start(t), Postgres.start()]);
  const standby = await postgres.startStandby();
  t.after(() => Promise.all([standby.stop(), postgres.stop()]));
  const database = postgres.newDatabase();
  const environment = { SNAPORY_REDIS_URL: redis.url, SNAPORY_DATABASE_URL: database, SNAPORY_DATABASE_REPLICA_URL: database.replace(postgres.folder, standby.folder) };
  const roles = await Roles.start(t, { environment });
  const { client: host } = await registerHost(roles);
  const event = await host.post("/events", { title: "Figures", settings: { faceSearch: true } }, { status: 201 });
  const { client: guest } = await joinAsGuest(roles, event.code);
  await fetch(`${roles.url}/e/${event.code}`);
  await guest.get(`/events/${event.id}/photos`);
  const { items } = await addPhotos(guest, event.id, [{ name: "1.jpg", bytes: sample(1) }]);
  await uploadInParts(guest, event.id, { name: "2.jpg", bytes: distinct(sample(1), "again") });
  await addPhotos(guest, event.id, [{ name: "x.jpg", bytes: Buffer.from("no picture") }], { status: 415 });
  assert.equal((await processed(guest, event.id, items[0].id)).status, "ready");

  await takeSelfie(t, guest, event);
  for (let attempt = 0; attempt <= 20; attempt++) await guest.raw("POST", "/auth/login", { json: { email: "nobody@example.org", password: "a wrong one" } });
  await askReplica(standby, guest, event.id);

  const apart = (settings) => roles.add("api", { environment: settings, path: "/health" });
  const mailServerGone = { SNAPORY_SMTP_URL: "smtp://127.0.0.1:1", SNAPORY_SMTP_FROM: "photos@example.org" };
  const [storeless, faulty, full, mailing] = await Promise.all([apart(storeAt(9)), apart(await faultyStore(t)), apart({ SNAPORY_LIMITS_STORAGE_FULL_SHARE: "0.000001" }), apart(mailServerGone)]);
  await new Client(mailing.url).post("/auth/password/forgot", { email: "host@example.org" }, { status: 202 });
  await until("an attempt to mail", async () => (await (await fetch(`${mailing.url}/metrics`)).text()).includes("snapory_mails_total{"));
  for (const [api, status] of [[storeless, 503], [faulty, 200]]) await until(`the store to answer ${status}`, async () => (await fetch(`${api.url}/ready`)).status === status);
  for (const [api, status] of [[faulty, 503], [full, 507]]) await addPhotos(new Client(api.url, guest.token), event.id, [{ name: "late.jpg", bytes: distinct(sample(1), "late") }], { status });

  for (const { url } of [...roles.web, ...roles.api]) assert.equal((await fetch(`${url}/metrics`, { headers: { "x-forwarded-for": "203.0.113.7" } })).status, 404, "figures are for the inside");
  const processes = { web: roles.web[0], api: roles.api[0], ai: roles.ai[0], storeless, faulty, full, mailing };
  const read = () => Promise.all(Object.entries(processes).map(async ([name, { url }]) => [name, await (await fetch(`${url}/metrics`)).text()]));
  const before = await read();
  await redis.kill();
  const after = await until("a photo to miss Redis", async () => {
    await addPhotos(guest, event.id, [{ name: "without.jpg", bytes: distinct(sample(1), `without Redis ${Date.now()}`) }]);
    const figures = await read();
    return figures.some(([, text]) => text.includes('snapory_redis_faults_total{operation="queue.add"}')) && figures;
  });
  return [...before, ...after];
}

/** What of an expression that a label is compared with stands for one value each; a pattern that is more than `a|b` is one. */
const alternatives = ({ operator, value }) => (operator === "=~" && !value.includes("(") ? value.split("|") : [value]);

test("rules and dashboards ask only for what the program tells", async (t) => {
  const figures = await figuresOfAnEvening(t);
  const texts = figures.map(([, text]) => text);
  const told = parseMetrics(texts.join("\n"));
  const recorded = new Map(recording.map(({ record, expr }) => [record, selectorsOf(expr)[0].metric]));
  const fromElsewhere = new Set(["probe_success", "probe_ssl_earliest_cert_expiry"]); // the blackbox exporter
  const seriesOf = (metric) => told.get(metric) ?? (recorded.has(metric) ? seriesOf(recorded.get(metric)) : undefined);
  const fromScraping = ["job", "instance", "role"];
  const asked = [...queries, ...[...recording, ...alerts].map(({ record, alert, expr }) => ({ where: record ?? alert, expr }))];
  const selected = asked.flatMap(({ where, expr }) => selectorsOf(expr).map((selector) => ({ where, ...selector })));

  await t.test("names", () => {
    const unknown = selected.filter(({ metric }) => !told.has(metric) && !recorded.has(metric) && !fromElsewhere.has(metric));
    assert.deepEqual(unknown, []);
  });

  await t.test("every figure of the program's own is asked for", () => {
    const looked = new Set(selected.map(({ metric }) => metric.replace(/_(bucket|count|sum)$/, "")));
    const own = [...told.keys()].filter((metric) => metric.startsWith("snapory_")).map((metric) => metric.replace(/_(bucket|count|sum)$/, ""));
    assert.deepEqual([...new Set(own)].filter((metric) => !looked.has(metric)), []);
  });

  await t.test("labels, and their values", () => {
    const given = testsOfRules.flatMap(({ name, input_series: series }) => series.flatMap((one) => selectorsOf(one.series).map((selector) => ({ where: `the test of ${name}`, ...selector }))));
    for (const { where, metric, matchers } of [...selected, ...given].filter((selector) => seriesOf(selector.metric)))
      for (const matcher of matchers.filter(({ label }) => ![...fromScraping, "le"].includes(label))) {
        const { label, operator } = matcher;
        const values = seriesOf(metric).map((labels) => labels[label]);
        assert.ok(values.some((known) => known !== undefined), `${where}: ${metric} has no label ${label}`);
        for (const value of operator.startsWith("=") ? alternatives(matcher) : []) {
          const pattern = new RegExp(`^(?:${operator === "=~" ? value : value.replaceAll(/[^\w]/g, "\\$&")})$`);
          assert.ok(values.some((known) => pattern.test(known)), `${where}: ${metric} has no ${label} ${value}, only ${[...new Set(values)].join(", ")}`);
        }
      }
  });

  await t.test("the disk that photos pass through on their way to an object store", () => {
    const share = (name) => Number(figures.find(([process]) => process === name)[1].match(/^snapory_storage_used_ratio (\S+)$/m)[1]);
    assert.ok(share("storeless") > 0 && share("storeless") <= 1, `${share("storeless")}`);
  });

  await t.test("groups", () => {
    for (const { where, expr } of asked) {
      const series = selectorsOf(expr).flatMap(({ metric }) => seriesOf(metric) ?? []);
      const labels = new Set([...fromScraping, ...series.flatMap(Object.keys)]);
      for (const label of groupedBy(expr)) assert.ok(labels.has(label), `${where}: no label ${label}`);
    }
  });

  await t.test("what it tells is well formed", () => {
    for (const text of texts) execFileSync("promtool", ["check", "metrics"], { input: text });
  });
});
