// A trace from the client through api, queue and ai to the store, as a collector gets it.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { Ceph, setUpBucket } from "../support/ceph.mjs";
import { Collector } from "../support/collector.mjs";
import { crop, processed, sample, samplePath, selfieFrom } from "../support/photos.mjs";
import { Redis } from "../support/redis.mjs";
import { Roles } from "../support/roles.mjs";
import { joinAsGuest, logs, registerHost, root, Snapory, temporaryFolder, until } from "../support/snapory.mjs";

const ids = () => ({ trace: randomBytes(16).toString("hex"), span: randomBytes(8).toString("hex") });
const header = ({ trace, span }, sampled = true) => ({ traceparent: `00-${trace}-${span}-${sampled ? "01" : "00"}` });

function photoForm(bytes) {
  const form = new FormData();
  form.append("file", new Blob([bytes]), "1.jpg");
  return form;
}

test("one trace from the client to the store, and one for a selfie", async (t) => {
  const [collector, redis, ceph] = await Promise.all([Collector.start(t), Redis.start(t), Ceph.start(t)]);
  await setUpBucket(ceph.environment, "https://photos.example.org", "--fix");
  const environment = { ...ceph.environment, SNAPORY_REDIS_URL: redis.url, SNAPORY_TRACES_URL: collector.url, SNAPORY_TRACES_SHARE: "0.000001", SNAPORY_LOG_LEVEL: "debug", SNAPORY_LOG_FORMAT: "json" };
  const roles = await Roles.start(t, { environment });
  const { client: host } = await registerHost(roles);
  const event = await host.post("/events", { title: "Traced", settings: { faceSearch: true } }, { status: 201 });
  const { client: guest } = await joinAsGuest(roles, event.code);

  const upload = ids();
  const { items } = await guest.call("POST", `/events/${event.id}/photos`, { body: photoForm(sample(6)), headers: header(upload), status: 201 });
  assert.equal((await processed(guest, event.id, items[0].id)).status, "ready");
  const find = (spans, service, name) => spans.find((span) => span.service === service && (typeof name === "string" ? span.name === name : name.test(span.name)));
  const spans = await until("the whole trace", () => {
    const all = collector.of(upload.trace);
    return find(all, "snapory-ai", "process photo") && find(all, "snapory-api", "POST /api/v1/events/:event/photos") && all;
  });

  await t.test("api, queue, ai and stores are spans of it", () => {
    const server = find(spans, "snapory-api", "POST /api/v1/events/:event/photos");
    assert.equal(server.parentSpanId, upload.span);
    assert.equal(server.kind, 2);
    const work = find(spans, "snapory-ai", "process photo");
    assert.equal(work.parentSpanId, server.spanId);
    assert.equal(work.kind, 5);
    for (const [service, name, parent] of [
      ["snapory-api", "photos.add", server],
      ["snapory-api", /^store /, server],
      ["snapory-api", "queue photo", server],
      ["snapory-api", "redis queue.add", server],
      ["snapory-ai", "decode", work],
      ["snapory-ai", "faces", work],
      ["snapory-ai", /^store /, work],
      ["snapory-ai", "jobs.finish", work],
    ])
      assert.equal(find(spans, service, name)?.parentSpanId, parent.spanId, `${service}: ${name}`);
    assert.equal(new Set(spans.map(({ spanId }) => spanId)).size, spans.length);
    for (const span of spans) assert.ok(BigInt(span.startTimeUnixNano) <= BigInt(span.endTimeUnixNano), span.name);
  });

  await t.test("a selfie goes on in the ai", async () => {
    const selfie = ids();
    const file = path.join(temporaryFolder(t), "me.jpg");
    crop(samplePath(6), selfieFrom, file);
    const { privacy } = await guest.get(`/join/${event.code}`);
    const form = new FormData();
    form.append("image", new Blob([readFileSync(file)]), "me.jpg");
    form.append("consent", privacy.policyVersion);
    await guest.call("POST", `/events/${event.id}/selfie`, { body: form, headers: header(selfie), status: 201 });
    await until("the ai's part", () => find(collector.of(selfie.trace), "snapory-ai", "POST /ai/selfie") && find(collector.of(selfie.trace), "snapory-api", /selfie$/));
    const all = collector.of(selfie.trace);
    assert.equal(find(all, "snapory-ai", "POST /ai/selfie").parentSpanId, find(all, "snapory-api", /selfie$/).spanId);
  });

  await t.test("what is not sampled is not sent", async () => {
    const quiet = ids();
    const spoken = ids();
    await guest.call("GET", `/events/${event.id}`, { headers: header(quiet, false) });
    await guest.call("GET", `/events/${event.id}`, { headers: header(spoken) });
    await until("the one that is sampled", () => collector.of(spoken.trace).length > 0);
    assert.deepEqual(collector.of(quiet.trace), []);
  });

  const ofTrace = (files) => files.flatMap((file) => readFileSync(file, "utf8").split("\n")).filter((line) => line.includes(upload.trace)).map((line) => JSON.parse(line));
  const lines = ofTrace(readdirSync(logs).filter((name) => /^(api|ai)-/.test(name)).map((name) => path.join(logs, name)));
  const [ofNginx] = ofTrace([roles.accessLog]);
  const ofApi = lines.find(({ message, requestId }) => message === "request" && requestId);

  await t.test("log lines carry trace and request id, and no span a name or a secret", () => {
    assert.ok(ofApi, "the api's");
    assert.ok(lines.some(({ message }) => message === "photo processed"), "the ai's");
    assert.equal(ofNginx.requestId, ofApi.requestId, "nginx' and the api's");
    assert.doesNotMatch(JSON.stringify(collector.spans), new RegExp(`${event.code}|1\\.jpg|Traced|Bearer|${guest.token}`));
  });

  await t.test("log lines have what the set-up of Loki and Elasticsearch asks them for", () => {
    const blocks = [...readFileSync(path.join(root, "docs/operators.md"), "utf8").matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => parse(text));
    const loki = Object.assign({}, ...blocks.find(({ scrape_configs: jobs }) => jobs?.[0].pipeline_stages).scrape_configs[0].pipeline_stages);
    const filebeat = Object.assign({}, ...blocks.find((block) => block["filebeat.inputs"]).processors);
    const { target } = filebeat.decode_json_fields;
    const asked = [...Object.values(loki.json.expressions), filebeat.timestamp.field.replace(`${target}.`, ""), ...filebeat.rename.fields.map(({ from }) => from.replace(`${target}.`, ""))];
    for (const name of asked) assert.ok(name in ofApi, name);
    const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/; // what both parse times by
    for (const { time } of [ofNginx, ...lines]) assert.match(time, rfc3339);
  });
});

test("a collector that does not answer costs nothing but its spans", async (t) => {
  const collector = await Collector.start(t, { deaf: true });
  const snapory = await Snapory.start(t, { environment: { SNAPORY_TRACES_URL: collector.url } });
  const begun = Date.now();
  for (let round = 0; round < 50; round++) await Promise.all(Array.from({ length: 100 }, () => fetch(`${snapory.url}/health`).then((answer) => answer.arrayBuffer())));
  const dropped = async () => Number((await (await fetch(`${snapory.url}/metrics`)).text()).match(/snapory_spans_total\{outcome="dropped"\} (\d+)/)[1]);
  await until("what is too much to be dropped", async () => (await dropped()) > 0);
  assert.ok(Date.now() - begun < 30_000);
  await snapory.stop();
});
