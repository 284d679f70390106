// api and ai as processes of their own, on one data folder, that find each other through Redis.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { addPhotos, distinct, processed, sample } from "../support/photos.mjs";
import { Redis } from "../support/redis.mjs";
import { freePort, joinAsGuest, program, registerHost, temporaryFolder, until } from "../support/snapory.mjs";

/** One role on a free port, ready; `end` stops it. */
async function startRole(test, role, data, environment) {
  const port = await freePort();
  const child = spawn(program, [role, "--data", data, "--port", String(port)], { env: { ...process.env, ...environment }, stdio: "ignore" });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const end = () => {
    child.kill("SIGTERM");
    return exited;
  };
  test.after(end);
  const url = `http://127.0.0.1:${port}`;
  await until(`${role} to answer`, async () => (await fetch(`${url}/health`)).ok);
  return { url, end };
}

test("photos are processed with Redis, without it, and after it forgot everything", async (t) => {
  const redis = await Redis.start(t);
  const data = temporaryFolder(t);
  const environment = { SNAPORY_REDIS_URL: redis.url };
  const ai = await startRole(t, "ai", data, environment);
  const api = await startRole(t, "api", data, { ...environment, SNAPORY_AI_URL: ai.url });
  const { client: host } = await registerHost(api);
  const event = await host.post("/events", { title: "Roles" }, { status: 201 });
  const { client: guest } = await joinAsGuest(api, event.code);
  const readiness = async () => (await (await fetch(`${api.url}/ready`)).json()).status;
  const sendAndWait = async (name) => {
    const { items } = await addPhotos(guest, event.id, [{ name: `${name}.jpg`, bytes: distinct(sample(2), name) }]);
    assert.equal((await processed(guest, event.id, items[0].id)).status, "ready", name);
  };

  await sendAndWait("with");
  assert.equal(await readiness(), "ready");
  assert.match(await (await fetch(`${ai.url}/metrics`)).text(), /snapory_redis_command_duration_seconds_count\{operation="queue.claim"\}/);

  await redis.ask("FLUSHALL");
  await sendAndWait("flushed");

  await redis.kill();
  await sendAndWait("without");
  await until("the api to be degraded, not down", async () => (await readiness()) === "degraded");

  await redis.start();
  await until("the api to find redis again", async () => (await readiness()) === "ready");
  await sendAndWait("again");
});
