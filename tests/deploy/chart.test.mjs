// The Helm chart as far as that goes without Helm: script/test-deploy chart renders it and checks each manifest.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import Ajv from "ajv";
import { parse } from "yaml";
import { selectorsOf } from "../support/promql.mjs";
import { root } from "../support/snapory.mjs";

const chart = path.join(root, "deploy/kubernetes");
const read = (file) => readFileSync(path.join(chart, file), "utf8");
const values = parse(read("values.yaml"));
const accepts = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(read("values.schema.json")));

test("the values are as their schema says, and it refuses mistakes", () => {
  assert.ok(accepts(values), JSON.stringify(accepts.errors));
  const changed = (change) => {
    const copy = structuredClone(values);
    change(copy);
    return accepts(copy);
  };
  assert.ok(changed((copy) => Object.assign(copy.settings, { SNAPORY_REGISTRATION: "invite" })));
  for (const mistake of [
    (copy) => Object.assign(copy, { replicas: 3 }),
    (copy) => Object.assign(copy, { site: "https://photos.example.org" }),
    (copy) => Object.assign(copy.roles, { worker: copy.roles.ai }),
    (copy) => Object.assign(copy.roles.api, { replicas: 0 }),
    (copy) => Object.assign(copy.roles.api.resources.limits, { memory: "much" }),
    (copy) => Object.assign(copy.storage, { url: "file:///photos" }),
    (copy) => Object.assign(copy.settings, { "log.level": "debug" }),
    (copy) => Object.assign(copy.monitoring.prober, { url: "" }),
    (copy) => delete copy.secret,
  ])
    assert.ok(!changed(mistake), String(mistake));
});

test("templates ask only for values that there are, and use all of them", () => {
  const templates = readdirSync(path.join(chart, "templates")).map((file) => read(`templates/${file}`)).join("\n");
  const asked = new Set([...templates.matchAll(/\.Values\.([\w.]+)/g)].map(([, name]) => name));
  for (const name of asked) assert.notEqual(name.split(".").reduce((value, key) => value?.[key], { ...values, settings: { SNAPORY_REGISTRATION: "" } }), undefined, `there is no value ${name}`);
  for (const name of Object.keys(values)) assert.ok([...asked].some((one) => one.split(".")[0] === name), `nothing asks for ${name}`);
});

test("the ai scales by the figure that the documented rule for Prometheus' adapter gives", () => {
  const operators = readFileSync(path.join(root, "docs/operators.md"), "utf8");
  const [rule, ...others] = parse(operators.match(/```yaml\n(externalRules:[^]*?)```/)[1]).externalRules;
  assert.deepEqual(others, []);
  assert.equal(rule.name.as, values.queueScaling.metric);
  assert.equal(rule.metricsQuery, `max(${rule.seriesQuery})`);
  const recorded = parse(read("files/recording.yml")).groups.flatMap(({ rules }) => rules.map(({ record }) => record));
  assert.ok(recorded.includes(selectorsOf(rule.seriesQuery)[0].metric), rule.seriesQuery);
});

test("the version is that of the program", () => {
  const [, version] = readFileSync(path.join(root, "CMakeLists.txt"), "utf8").match(/project\(snapory VERSION ([\d.]+)/);
  const { appVersion, version: chartVersion } = parse(read("Chart.yaml"));
  assert.deepEqual([appVersion, chartVersion], [version, version]);
});
