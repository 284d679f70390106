// The main job against a stack that runs; `script/test-deploy stack` and `swarm` run it where the name of the site leads there.
//   SNAPORY_STACK=https://photos.test PROMETHEUS=http://172.18.0.9:9090 node --test tests/deploy/debian/stack.mjs
// PROCESSES says how many of each role there are; UPDATE is a command that puts others in the place of the api's.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import WebSocket from "ws";
import { addPhotos, distinct, processed, sample, sha256, takeSelfie, uploadInParts } from "../../support/photos.mjs";
import { joinAsGuest, registerHost, until } from "../../support/snapory.mjs";

process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"; // the certificate of make-secrets
const { SNAPORY_STACK: url, PROMETHEUS: prometheus, PROCESSES: processes = "ai 2,api 1,web 1", UPDATE: update } = process.env;
const ask = async (query) => (await (await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(query)}`)).json()).data.result;

test("the stack does the main job through nginx, and Prometheus sees all of it", async (t) => {
  const stack = { url };
  const { client: host } = await registerHost(stack);
  const event = await host.post("/events", { title: "Stack", settings: { faceSearch: true } }, { status: 201 });
  assert.ok(event.joinUrl.startsWith(`${url}/e/`), event.joinUrl);
  const { client: guest } = await joinAsGuest(stack, event.code);
  const live = await guest.post(`/events/${event.id}/live`, undefined, { status: 201 });
  const socket = new WebSocket(live.url, { rejectUnauthorized: false });
  const heard = [];
  socket.on("message", (text) => heard.push(JSON.parse(text)));
  t.after(() => socket.terminate());
  await until("the hello of the socket", () => heard.some(({ type }) => type === "hello"));

  const { items } = await addPhotos(guest, event.id, [1, 2].map((number) => ({ name: `${number}.jpg`, bytes: sample(number) })));
  items.push(await uploadInParts(guest, event.id, { name: "6.jpg", bytes: sample(6) }));
  for (const { id } of items) assert.equal((await processed(guest, event.id, id, 180)).status, "ready");
  await until("the socket to tell of every photo", () => items.every(({ id }) => heard.some(({ type, photoId }) => type === "photo.ready" && photoId === id)));

  const photo = await guest.get(`/events/${event.id}/photos/${items[2].id}`);
  const original = await fetch(new URL(photo.urls.original, url));
  assert.equal(sha256(Buffer.from(await original.arrayBuffer())), photo.sha256);

  const { matches } = await takeSelfie(t, guest, event);
  assert.deepEqual(matches.map(({ photoId }) => photoId), [items[2].id]);

  assert.match(await (await fetch(`${url}/e/${event.code}`)).text(), /<title>[^<]*Stack/);
  for (const closed of ["/metrics", "/api/metrics", "/ai/metrics"]) assert.equal((await fetch(url + closed)).status, 404, closed);

  await t.test("Prometheus sees every process, every photo, and the site with its certificate", async () => {
    await until("every process", async () => (await ask('count by (role) (up{job="snapory"} == 1)')).map(({ metric, value }) => `${metric.role} ${value[1]}`).sort().join() === processes, 60);
    await until("the photos", async () => (await ask("sum(snapory_uploads_total)"))[0]?.value[1] === "3", 60);
    await until("the site", async () => (await ask(`probe_success{job="snapory-site",instance="${url}/api/health"}`))[0]?.value[1] === "1", 60);
    const [{ value }] = await ask('probe_ssl_earliest_cert_expiry{job="snapory-site"} - time()');
    assert.ok(Math.abs(Number(value[1]) / 86400 - 90) < 1, `the certificate ends in ${value[1]} seconds`);
    assert.deepEqual((await ask('ALERTS{alertname=~"SnaporySite.*|SnaporyCertificate.*|Snapory.*Down"}')).map(({ metric }) => metric.alertname), []);
  });

  if (update)
    await t.test("another api comes while requests go on, and none fails", async () => {
      const failures = [];
      let requests = 0;
      let over = false;
      const goOn = async (what, ask) => {
        for (; !over; requests++) {
          await ask(requests).catch(({ message, cause }) => failures.push(`${what}: ${message} ${cause ?? ""}`));
          await new Promise((resolve) => setTimeout(resolve, what === "a photo" ? 1000 : 100)); // below the rate limits; the ai keeps up
        }
      };
      const loops = [
        goOn("the event", () => guest.get(`/events/${event.id}`)),
        goOn("the gallery", () => host.get(`/events/${event.id}/photos`)),
        goOn("a page", async () => assert.equal((await fetch(`${url}/e/${event.code}`)).status, 200)),
        goOn("a photo", (number) => addPhotos(guest, event.id, [{ name: "more.jpg", bytes: distinct(sample(1), `while it comes ${number}`) }])),
      ];
      const begun = Date.now();
      const [program, ...args] = update.split(" ");
      try {
        await promisify(execFile)(program, args);
      } finally {
        over = true;
        await Promise.all(loops);
      }
      t.diagnostic(`${requests} requests in ${Math.round((Date.now() - begun) / 1000)} s, ${failures.length} failed`);
      assert.deepEqual(failures, []);
    });
});
