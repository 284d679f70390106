// The main job with every role a process of its own, behind nginx with TLS.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { request } from "node:https";
import http2 from "node:http2";
import path from "node:path";
import { test } from "node:test";
import { brotliDecompressSync } from "node:zlib";
import WebSocket from "ws";
import { addPhotos, distinct, processed, sample, sha256, takeSelfie, uploadInParts } from "../support/photos.mjs";
import { Roles } from "../support/roles.mjs";
import { Client, joinAsGuest, registerHost, until } from "../support/snapory.mjs";

/** A connection of its own that speaks HTTP/2: `get` gives `{status, headers, body}`. */
function connection(t, url) {
  const session = http2.connect(url, { rejectUnauthorized: false });
  t.after(() => session.destroy());
  session.on("error", () => {}); // each request tells
  const get = (target, headers = {}) =>
    new Promise((resolve, reject) => {
      const stream = session.request({ ":path": target, ...headers });
      const parts = [];
      let answered;
      stream.on("response", (head) => (answered = head));
      stream.on("data", (part) => parts.push(part));
      stream.on("error", reject);
      stream.on("end", () => resolve({ status: answered[":status"], headers: answered, body: Buffer.concat(parts) }));
      stream.end();
    });
  return { session, get };
}

const assetsOf = (page) => [...new Set([...page.toString().matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, link]) => link))];

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

  await t.test("HTTP/2, and assets compressed by brotli", async () => {
    const { session, get } = connection(t, roles.url);
    const page = await get(`/e/${event.code}`);
    assert.equal(session.alpnProtocol, "h2");
    assert.equal(page.status, 200);
    const script = assetsOf(page.body).find((link) => link.endsWith(".js"));
    const small = await get(script, { "accept-encoding": "gzip, br" });
    assert.equal(small.headers["content-encoding"], "br");
    assert.match(small.headers.vary, /accept-encoding/i);
    const whole = await get(script);
    assert.equal(whole.headers["content-encoding"], undefined);
    assert.deepEqual(brotliDecompressSync(small.body), whole.body);
  });

  await t.test("what is sent reaches the api while it is being sent", async () => {
    const bytes = distinct(sample(1), "slowly");
    const announced = { name: "slow.jpg", size: bytes.length, contentType: "image/jpeg", sha256: sha256(bytes) };
    const [upload] = (await guest.post(`/events/${event.id}/uploads`, { files: [announced] }, { status: 201 })).items;
    const sending = request(new URL(upload.parts[0].url, roles.url), { method: "PUT", headers: { "content-length": bytes.length }, rejectUnauthorized: false });
    const answered = new Promise((resolve, reject) => sending.on("response", resolve).on("error", reject));
    const half = Math.floor(bytes.length / 2);
    sending.write(bytes.subarray(0, half));
    const staging = path.join(roles.data, "blobs/staging");
    await until("the first half to be with the api", () =>
      readdirSync(staging, { recursive: true }).some((name) => name.includes(upload.uploadId) && statSync(path.join(staging, name)).isFile() && statSync(path.join(staging, name)).size === half));
    sending.end(bytes.subarray(half));
    assert.ok((await answered).statusCode < 300);
    await guest.post(`/events/${event.id}/uploads/${upload.uploadId}/complete`, undefined, { status: 201 });
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

test("a venue behind one address opens the gallery within ten seconds, and one that asks without end is told to wait", async (t) => {
  const roles = await Roles.start(t);
  const { client: host } = await registerHost(roles);
  const event = await host.post("/events", { title: "Venue" }, { status: 201 });
  const { client: first } = await joinAsGuest(roles, event.code);
  const { items } = await addPhotos(first, event.id, [1, 2, 3, 4, 5, 6].map((number) => ({ name: `${number}.jpg`, bytes: sample(number) })));
  for (const { id } of items) await processed(first, event.id, id);

  /** What a page asks for until its first thirty thumbnails are there; the statuses. */
  const opens = async () => {
    const { get } = connection(t, roles.url);
    const page = await get(`/e/${event.code}`);
    const { guestToken } = await new Client(roles.url).post(`/join/${event.code}`, {}, { status: 201 });
    const headers = { authorization: `Bearer ${guestToken}` };
    const answers = [page, ...(await Promise.all([...assetsOf(page.body).map((link) => get(link)), get(`/api/v1/events/${event.id}`, headers)]))];
    const gallery = await get(`/api/v1/events/${event.id}/photos`, headers);
    const thumbnails = JSON.parse(gallery.body).items.map(({ urls }) => urls.thumbnail);
    answers.push(gallery, ...(await Promise.all(Array.from({ length: 30 }, (_, number) => get(thumbnails[number % thumbnails.length])))));
    return answers.map(({ status }) => status);
  };
  const arrives = async (_, number) => {
    await new Promise((resolve) => setTimeout(resolve, number * 33));
    return opens();
  };
  const statuses = (await Promise.all(Array.from({ length: 300 }, arrives))).flat();
  t.diagnostic(`${statuses.length} requests`);
  assert.deepEqual(new Set(statuses), new Set([200]));

  let asked = 0;
  const asks = async () => {
    while (asked++ < 30_000) {
      const answer = await fetch(`${roles.url}/robots.txt`);
      await answer.arrayBuffer();
      if (answer.status === 429) return true;
    }
    return false;
  };
  assert.deepEqual(new Set(await Promise.all(Array.from({ length: 50 }, asks))), new Set([true]));
});
