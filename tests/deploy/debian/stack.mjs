// The main job against the stack of compose.yaml; run by `script/test-deploy compose` in the network of that stack.
//   SNAPORY_STACK=https://localhost PROMETHEUS=http://172.18.0.9:9090 node --test tests/deploy/debian/stack.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import WebSocket from "ws";
import { addPhotos, processed, sample, sha256, takeSelfie, uploadInParts } from "../../support/photos.mjs";
import { joinAsGuest, registerHost, until } from "../../support/snapory.mjs";

process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"; // the certificate of make-secrets

test("the stack does the main job through nginx, and Prometheus sees all of it", async (t) => {
  const stack = { url: process.env.SNAPORY_STACK };
  const { client: host } = await registerHost(stack);
  const event = await host.post("/events", { title: "Stack", settings: { faceSearch: true } }, { status: 201 });
  assert.ok(event.joinUrl.startsWith(`${stack.url}/e/`), event.joinUrl);
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
  const original = await fetch(new URL(photo.urls.original, stack.url));
  assert.equal(sha256(Buffer.from(await original.arrayBuffer())), photo.sha256);

  const { matches } = await takeSelfie(t, guest, event);
  assert.deepEqual(matches.map(({ photoId }) => photoId), [items[2].id]);

  assert.match(await (await fetch(`${stack.url}/e/${event.code}`)).text(), /<title>[^<]*Stack/);
  for (const closed of ["/metrics", "/api/metrics", "/ai/metrics"]) assert.equal((await fetch(stack.url + closed)).status, 404, closed);

  const ask = async (query) => (await (await fetch(`${process.env.PROMETHEUS}/api/v1/query?query=${encodeURIComponent(query)}`)).json()).data.result;
  await until("Prometheus to see every process", async () => (await ask('count by (role) (up{job="snapory"} == 1)')).map(({ metric, value }) => `${value[1]} ${metric.role}`).sort().join() === "1 api,1 web,2 ai", 60);
  await until("Prometheus to count the photos", async () => (await ask("sum(snapory_uploads_total)"))[0]?.value[1] === "3", 60);
});
