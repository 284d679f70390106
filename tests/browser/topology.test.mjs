// The main job as a large installation does it: three api, two web and two ai that share nothing but PostgreSQL, a Redis
// Cluster and an object store, behind nginx with TLS.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { Ceph, setUpBucket } from "../support/ceph.mjs";
import { Collector } from "../support/collector.mjs";
import { Postgres } from "../support/postgres.mjs";
import { RedisCluster } from "../support/redis.mjs";
import { Roles } from "../support/roles.mjs";
import { freePort, until } from "../support/snapory.mjs";
import { mainJob } from "./main_job.mjs";

const postgres = await Postgres.start();
after(() => postgres.stop());

test("the main job by seven processes over PostgreSQL, Redis Cluster and Ceph", async (t) => {
  const [store, redis, collector, port] = await Promise.all([Ceph.start(t), RedisCluster.start(t), Collector.start(t), freePort()]);
  await setUpBucket(store.environment, `https://127.0.0.1:${port}`, "--fix");
  const environment = { ...store.environment, SNAPORY_DATABASE_URL: postgres.newDatabase(), SNAPORY_REDIS_URL: redis.url, SNAPORY_TRACES_URL: collector.url };
  const roles = await Roles.start(t, { web: 2, api: 3, ai: 2, environment, shared: false, port });

  await mainJob(t, roles);

  const requests = readFileSync(roles.accessLog, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  for (const { url } of [...roles.api, ...roles.web]) assert.ok(requests.some(({ upstream }) => upstream.includes(new URL(url).host)), `${url} was asked`);
  const moved = requests.filter(({ method, path }) => path.startsWith("/blobs/") || (method === "POST" && path.endsWith("/photos")));
  assert.deepEqual(moved.map(({ method, path }) => `${method} ${path}`), [], "photos went to and from the store alone");
  for (const { url } of roles.api) {
    const { status, dependencies } = await (await fetch(`${url}/ready`)).json();
    assert.equal(status, "ready", JSON.stringify(dependencies));
  }

  await t.test("a trace begins in Chromium and ends in the ai", async () => {
    const begun = new Set(requests.filter(({ userAgent, traceId }) => userAgent.includes("Chrome") && traceId).map(({ traceId }) => traceId));
    const work = await until("the work on a photo that a page sent", () => collector.spans.find(({ name, traceId }) => name === "process photo" && begun.has(traceId)));
    const spans = collector.of(work.traceId);
    const [first] = spans.filter(({ parentSpanId }) => !spans.some(({ spanId }) => spanId === parentSpanId));
    assert.ok(first.parentSpanId, "its parent is the page's");
    assert.equal(first.kind, 2);
    assert.match(first.name, /^POST .*\/complete$/);
  });
});
