// The main job with every role a process of its own, behind nginx with TLS.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import WebSocket from "ws";
import { addPhotos, distinct, processed, sample, sha256, takeSelfie, uploadInParts } from "../support/photos.mjs";
import { Roles } from "../support/roles.mjs";
import { joinAsGuest, registerHost, until } from "../support/snapory.mjs";

test("web, api and ai behind nginx do the main job together", async (t) => {
  const roles = await Roles.start(t, { web: 2, api: 2, ai: 2 });
  const { client: host } = await registerHost(roles);
  const event = await host.post("/events", { title: "Roles", settings: { faceSearch: true } }, { status: 201 });
  assert.ok(event.joinUrl.startsWith(`${roles.url}/e/`));
  const { client: guest } = await joinAsGuest(roles, event.code);

  const live = await guest.post(`/events/${event.id}/live`, undefined, { status: 201 });
  assert.ok(live.url.startsWith("wss:"), live.url);
  const socket = new WebSocket(live.url, { rejectUnauthorized: false });
  const heard = [];
  socket.on("message", (text) => heard.push(JSON.parse(text)));
  t.after(() => socket.terminate());
  await until("the hello of the socket", () => heard.some((change) => change.type === "hello"));

  const { items } = await addPhotos(guest, event.id, [1, 2, 3].map((number) => ({ name: `${number}.jpg`, bytes: sample(number) })));
  for (const number of [4, 5, 6]) items.push(await uploadInParts(guest, event.id, { name: `${number}.jpg`, bytes: distinct(sample(number), "parts") }));
  for (const { id } of items) assert.equal((await processed(guest, event.id, id)).status, "ready");
  await until("the socket to tell of every photo", () => items.every(({ id }) => heard.some((change) => change.type === "photo.ready" && change.photoId === id)));

  await t.test("nginx sends the bytes that the api grants, with ranges", async () => {
    const photo = await guest.get(`/events/${event.id}/photos/${items[0].id}`);
    const link = new URL(photo.urls.original, roles.url);
    const whole = await fetch(link);
    assert.equal(whole.headers.get("x-accel-redirect"), null);
    assert.equal(whole.headers.get("content-security-policy"), "default-src 'none'; sandbox");
    assert.match(whole.headers.get("content-disposition"), /^attachment/);
    assert.equal(sha256(Buffer.from(await whole.arrayBuffer())), photo.sha256);
    const part = await fetch(link, { headers: { range: "bytes=100-199" } });
    assert.equal(part.status, 206);
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), sample(1).subarray(100, 200));
    const inside = await fetch(`${roles.url}/_blobs/events/${event.id}/${photo.id}/original`);
    assert.equal(inside.status, 404, "the folder itself is not open");
    link.searchParams.set("exp", "99999999999");
    assert.equal((await fetch(link)).status, 404);
  });

  await t.test("a selfie finds its person", async () => {
    const { matches } = await takeSelfie(t, guest, event);
    assert.deepEqual(matches.map((match) => match.photoId), [items[5].id]);
  });

  await t.test("the page shows, and only what is public is open", async () => {
    const page = await fetch(`${roles.url}/e/${event.code}`);
    assert.match(await page.text(), /<title>[^<]*Roles/);
    assert.ok(page.headers.get("strict-transport-security"));
    for (const open of ["/api/health", "/api/ready", "/ai/health", "/ai/ready"]) assert.equal((await fetch(roles.url + open)).status, 200, open);
    for (const closed of ["/metrics", "/api/metrics", "/ai/metrics", "/ai/selfie"]) assert.equal((await fetch(roles.url + closed)).status, 404, closed);
  });

  await t.test("the log of nginx carries the id that the client got, and no secret", async () => {
    const answer = await guest.raw("GET", `/events/${event.id}`);
    const id = answer.headers.get("x-request-id");
    const log = await until("the line to be written", () => {
      const text = readFileSync(roles.accessLog, "utf8");
      return text.includes(id) && text;
    });
    for (const line of log.trim().split("\n")) JSON.parse(line);
    assert.doesNotMatch(log, /ticket=|sig=/);
  });
});
