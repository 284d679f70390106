// The main job with photos in a real object store, which clients send to and load from by themselves.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { Ceph, setUpBucket } from "../support/ceph.mjs";
import { addPhotos, allPhotos, distinct, processed, putPart, sample, sha256, uploadInParts } from "../support/photos.mjs";
import { joinAsGuest, program, registerHost, Snapory, temporaryFolder } from "../support/snapory.mjs";

const run = promisify(execFile);

test("photos rest in a bucket that the doctor has set up", async (t) => {
  const { environment } = await Ceph.start(t);
  const page = "https://photos.example.org";
  const before = await setUpBucket(environment, page);
  assert.equal(before.storage.state, "fail", "there is no bucket yet");
  for (const options of [["--fix"], []]) {
    const found = await setUpBucket(environment, page, ...options);
    for (const subject of ["clock", "storage", "browsers", "lifecycle"]) assert.equal(found[subject].state, "ok", found[subject].detail);
  }
  const sites = { ...environment, SNAPORY_CORS_ALLOWED_ORIGINS: "https://app.example.org,https://kiosk.example.org" };
  const refused = await setUpBucket(sites, page);
  assert.equal(refused.browsers.state, "fail", "the pages of other sites send too");
  assert.match(refused.browsers.detail, /from https:\/\/app.example.org, https:\/\/kiosk.example.org$/);
  for (const options of [["--fix"], []]) assert.equal((await setUpBucket(sites, page, ...options)).browsers.state, "ok");

  const snapory = await Snapory.start(t, { environment });
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "In the cloud" }, { status: 201 });
  const { client: guest } = await joinAsGuest(snapory, event.code);

  await t.test("parts go straight to the store, resume, and are verified", async () => {
    const bytes = Buffer.concat([sample(2), Buffer.alloc(20_000_000, "filler ")]);
    const file = { name: "big.jpg", size: bytes.length, contentType: "image/jpeg", sha256: sha256(bytes) };
    const announce = async () => (await guest.post(`/events/${event.id}/uploads`, { files: [file] }, { status: 201 })).items[0];
    const complete = (id) => guest.raw("POST", `/events/${event.id}/uploads/${id}/complete`);

    const upload = await announce();
    assert.equal(new URL(upload.parts[0].url).origin, new URL(environment.SNAPORY_STORAGE_URL.split("endpoint=")[1]).origin);
    await putPart(guest, upload.parts[1], bytes, upload.partSize);
    assert.equal((await complete(upload.uploadId)).status, 409);
    const longer = await fetch(upload.parts[0].url, { method: "PUT", body: bytes.subarray(0, 100) });
    assert.equal(longer.status, 403, "a part has its size, or none");

    await snapory.kill();
    await snapory.start();
    const resumed = await announce();
    assert.deepEqual(resumed.received, [2]);
    for (const part of resumed.parts) await putPart(guest, part, bytes, resumed.partSize);
    const done = await complete(upload.uploadId);
    assert.equal(done.status, 201);
    const photo = await done.json();
    await putPart(guest, upload.parts[0], Buffer.alloc(bytes.length), upload.partSize); // the URL still lives
    const original = await fetch((await guest.get(`/events/${event.id}/photos/${photo.id}`)).urls.original);
    assert.equal(sha256(Buffer.from(await original.arrayBuffer())), file.sha256, "what was verified stays");
    assert.match(original.headers.get("content-disposition"), /^attachment; filename\*=UTF-8''big.jpg$/);
  });

  await t.test("renditions are signed URLs of the store, the same all day", async () => {
    const { items } = await addPhotos(guest, event.id, [{ name: "form.jpg", bytes: sample(3) }]);
    await processed(guest, event.id, items[0].id);
    const [first, second] = [await guest.get(`/events/${event.id}/photos/${items[0].id}`), await host.get(`/events/${event.id}/photos/${items[0].id}`)];
    assert.equal(first.urls.thumbnail, second.urls.thumbnail);
    const answer = await fetch(first.urls.thumbnail);
    assert.equal(answer.headers.get("content-type"), "image/webp");
    assert.match(answer.headers.get("cache-control"), /immutable/);
    assert.equal((await fetch(first.urls.thumbnail.replace(/.$/, (last) => (last === "0" ? "1" : "0")))).status, 403);
  });

  await t.test("the command line sends straight to the store", async () => {
    const folder = temporaryFolder(t);
    const photos = [1, 2, 3].map((number) => distinct(sample(number), "from a card"));
    photos.forEach((bytes, index) => writeFileSync(path.join(folder, `${index}.jpg`), bytes));
    await run(program, ["upload", folder, "--event", event.code, "--server", snapory.url], { env: { ...process.env, HOME: folder } });
    const there = new Set((await allPhotos(host, event.id)).map((photo) => photo.sha256));
    for (const bytes of photos) assert.ok(there.has(sha256(bytes)));
    const metrics = await (await fetch(`${snapory.url}/metrics`)).text();
    assert.doesNotMatch(metrics, /snapory_http_request_body_bytes_total\{method="PUT"/, "no part came by way of the api");
    assert.match(metrics, /snapory_store_request_duration_seconds_count\{operation="CopyObject",status="2xx"\}/);
  });

  await t.test("a ZIP of originals is read from the store, from any byte", async () => {
    const small = await uploadInParts(guest, event.id, { name: "small.jpg", bytes: sample(4) });
    const { url, bytes } = await host.post(`/events/${event.id}/downloads`, { photoIds: [small.id] }, { status: 201 });
    const whole = Buffer.from(await (await fetch(new URL(url, snapory.url))).arrayBuffer());
    assert.equal(whole.length, bytes);
    const rest = await fetch(new URL(url, snapory.url), { headers: { range: `bytes=${bytes - 5000}-` } });
    assert.deepEqual(Buffer.from(await rest.arrayBuffer()), whole.subarray(-5000));
  });
});

test("renditions come by way of a CDN, originals never do", async (t) => {
  const { environment: store } = await Ceph.start(t);
  const cdn = "https://cdn.example.org";
  const environment = { ...store, SNAPORY_CDN_BASE_URL: cdn };
  await setUpBucket(environment, "https://photos.example.org", "--fix");
  const snapory = await Snapory.start(t, { environment });
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Everywhere" }, { status: 201 });
  const { items } = await addPhotos(host, event.id, [{ name: "a.jpg", bytes: sample(1) }]);
  const { urls } = await processed(host, event.id, items[0].id);

  for (const url of [urls.thumbnail, urls.preview]) {
    assert.ok(url.startsWith(`${cdn}/blobs/`), url);
    const answer = await fetch(url.replace(cdn, snapory.url)); // as the CDN asks
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("cache-control"), /^public, .*immutable$/);
    assert.ok((await answer.arrayBuffer()).byteLength > 0);
    assert.equal((await fetch(url.replace(cdn, snapory.url).replace(/sig=./, "sig=~"))).status, 404);
  }
  assert.ok(urls.original.startsWith(new URL(store.SNAPORY_STORAGE_URL.split("endpoint=")[1]).origin), urls.original);
  const page = await fetch(`${snapory.url}/e/${event.code}`);
  assert.match(page.headers.get("content-security-policy"), new RegExp(`img-src [^;]*${cdn}`));
});
