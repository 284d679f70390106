// Rules and dashboards ask for figures: here those that the program really tells, and promtool's opinion.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { addPhotos, distinct, processed, sample, takeSelfie, uploadInParts } from "../support/photos.mjs";
import { groupedBy, parseMetrics, selectorsOf } from "../support/promql.mjs";
import { Redis } from "../support/redis.mjs";
import { Roles } from "../support/roles.mjs";
import { joinAsGuest, registerHost, root, temporaryFolder, until } from "../support/snapory.mjs";

const prometheus = path.join(root, "deploy/prometheus");
const rulesOf = (file) => parse(readFileSync(path.join(prometheus, file), "utf8")).groups.flatMap(({ rules }) => rules);
const recording = rulesOf("recording.yml");
const alerts = rulesOf("alerts.yml");
const dashboardFolder = path.join(root, "deploy/grafana/dashboards");
const dashboards = readdirSync(dashboardFolder).map((file) => JSON.parse(readFileSync(path.join(dashboardFolder, file), "utf8")));
const queries = dashboards.flatMap(({ title, panels }) =>
  panels.flatMap((panel) => (panel.targets ?? []).map(({ expr }) => ({ where: `${title}: ${panel.title}`, expr: expr.replaceAll(/\$__(rate_interval|range)/g, "5m") }))),
);
const promtool = (...args) => execFileSync("promtool", args, { cwd: prometheus, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });

test("promtool takes the configuration, and every alert goes off when it should", () => {
  promtool("check", "config", "prometheus.yml");
  promtool("test", "rules", "rules_test.yml");
  const tested = parse(readFileSync(path.join(prometheus, "rules_test.yml"), "utf8")).tests.map(({ name }) => name);
  for (const { alert } of alerts) assert.ok(tested.includes(alert), `${alert} has no test`);
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

/** What each process tells after an evening in small: photos, a refused file, a selfie, Redis and the store gone. */
async function figuresOfAnEvening(t) {
  const redis = await Redis.start(t);
  const roles = await Roles.start(t, { environment: { SNAPORY_REDIS_URL: redis.url } });
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

  const farStore = { SNAPORY_STORAGE_URL: "s3://photos?endpoint=http://127.0.0.1:9", SNAPORY_STORAGE_ACCESS_KEY: "key", SNAPORY_STORAGE_SECRET_KEY: "secret" };
  const storeless = await roles.add("api", { environment: farStore, path: "/health" });
  await until("the store to be missed", async () => (await fetch(`${storeless.url}/ready`)).status === 503);
  for (const { url } of [...roles.web, ...roles.api]) assert.equal((await fetch(`${url}/metrics`, { headers: { "x-forwarded-for": "203.0.113.7" } })).status, 404, "figures are for the inside");
  const urls = [...roles.web, ...roles.api, ...roles.ai, storeless].map(({ url }) => url);
  const read = () => Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()));
  const before = await read();
  await redis.kill();
  const after = await until("a command to Redis to be missed", async () => {
    const texts = await read();
    return texts.some((text) => text.includes("snapory_redis_faults_total{")) && texts;
  });
  return [...before, ...after];
}

test("rules and dashboards ask only for what the program tells", async (t) => {
  const texts = await figuresOfAnEvening(t);
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

  await t.test("labels, and routes and states as they are called", () => {
    for (const { where, metric, matchers } of selected.filter((selector) => seriesOf(selector.metric)))
      for (const { label, operator, value } of matchers.filter((matcher) => !fromScraping.includes(matcher.label))) {
        const values = seriesOf(metric).map((labels) => labels[label]);
        assert.ok(values.some((known) => known !== undefined), `${where}: ${metric} has no label ${label}`);
        const pattern = new RegExp(`^(?:${operator.endsWith("~") ? value : value.replaceAll(/[^\w]/g, "\\$&")})$`);
        if (["route", "state"].includes(label) && operator.startsWith("=")) assert.ok(values.some((known) => pattern.test(known)), `${where}: ${metric} has no ${label} ${value}`);
      }
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
