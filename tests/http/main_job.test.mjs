// The main job by HTTP only, as curl and a script would do it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import WebSocket from "ws";
import { addPhotos, distinct, processed, putPart, sample, samplePath, selfie, sha256, uploadInParts } from "../support/photos.mjs";
import { Client, joinAsGuest, registerHost, Snapory, temporaryFolder, until } from "../support/snapory.mjs";

const run = promisify(execFile);
const curl = async (...args) => (await run("curl", ["--silent", "--show-error", "--fail-with-body", ...args], { encoding: "buffer", maxBuffer: 1 << 28 })).stdout;

test("a host makes an event, guests add photos with curl and find themselves", async (t) => {
  const snapory = await Snapory.start(t);
  const api = `${snapory.url}/api/v1`;
  const json = (buffer) => JSON.parse(buffer.toString());
  const post = async (resource, body, token) =>
    json(await curl(`${api}${resource}`, "-H", "Content-Type: application/json", ...(token ? ["-H", `Authorization: Bearer ${token}`] : []), "-d", JSON.stringify(body)));

  const { accessToken } = await post("/auth/register", { email: "h@example.org", password: "a long enough password", name: "Hanna" });
  const event = await post("/events", { title: "Hanna & Tom", settings: { faceSearch: true } }, accessToken);
  assert.match(event.code, /^[2-9A-HJKMNP-TV-Z]{10}$/);
  assert.match(event.joinUrl, new RegExp(`/e/${event.code}$`));
  const { guestToken } = await post(`/join/${event.code}`, { displayName: "Gül 🌸" });
  const guest = new Client(snapory.url, guestToken);

  const live = await guest.post(`/events/${event.id}/live`, undefined, { status: 201 });
  const socket = new WebSocket(live.url);
  const heard = [];
  socket.on("message", (text) => heard.push(JSON.parse(text)));
  t.after(() => socket.terminate());
  await until("the hello of the socket", () => heard.some((change) => change.type === "hello"));

  const files = [1, 2, 3, 4, 5, 6].flatMap((number) => ["-F", `file=@${samplePath(number)}`]);
  const added = json(await curl(`${api}/events/${event.id}/photos`, "-H", `Authorization: Bearer ${guestToken}`, ...files));
  assert.equal(added.items.length, 6);
  assert.deepEqual(added.errors, []);
  assert.deepEqual(added.items.map((photo) => photo.sha256), [1, 2, 3, 4, 5, 6].map((number) => sha256(sample(number))));

  for (const photo of added.items) assert.equal((await processed(guest, event.id, photo.id)).status, "ready");
  await until("the socket to tell of every photo", () =>
    added.items.every((photo) => heard.some((change) => change.type === "photo.ready" && change.photoId === photo.id)),
  );

  await t.test("renditions come by signed links that are cached for ever", async () => {
    const photo = await guest.get(`/events/${event.id}/photos/${added.items[0].id}`);
    for (const [variant, type] of [["thumbnail", "image/webp"], ["preview", "image/jpeg"], ["original", "image/jpeg"]]) {
      const answer = await fetch(new URL(photo.urls[variant], snapory.url));
      assert.equal(answer.status, 200, variant);
      assert.equal(answer.headers.get("content-type"), type);
      if (variant !== "original") assert.match(answer.headers.get("cache-control"), /immutable/);
    }
    const link = new URL(photo.urls.original, snapory.url).href;
    assert.equal(sha256(await curl(link)), photo.sha256, "the original is untouched");
    const part = await curl("-r", "100-199", link);
    assert.deepEqual(part, sample(1).subarray(100, 200));
    const forged = new URL(link);
    forged.searchParams.set("exp", String(Number(forged.searchParams.get("exp")) + 1));
    assert.ok([403, 404].includes((await fetch(forged)).status));
  });

  await t.test("a selfie finds its person and nobody else, and can be taken back", async () => {
    const hers = selfie(t);
    const send = (picture, consent) => {
      const form = new FormData();
      form.append("image", new Blob([picture]), "me.jpg");
      if (consent) form.append("consent", consent);
      return guest.raw("POST", `/events/${event.id}/selfie`, { body: form });
    };
    const { privacy } = await guest.get(`/join/${event.code}`);
    for (const wrong of [undefined, "1999-01"]) assert.equal((await send(hers, wrong)).status, 422);
    const crowd = await send(sample(1), privacy.policyVersion);
    assert.deepEqual([crowd.status, (await crowd.json()).code], [422, "several_faces"]);

    const answer = await send(hers, privacy.policyVersion);
    assert.equal(answer.status, 201);
    const found = [added.items[5].id];
    assert.deepEqual((await answer.json()).matches.map((match) => match.photoId), found);
    assert.deepEqual((await guest.get(`/events/${event.id}/selfie/matches`)).items.map((match) => match.photoId), found);
    const receipt = await guest.call("DELETE", `/events/${event.id}/selfie`);
    assert.ok(receipt.receiptId);
    await guest.call("GET", `/events/${event.id}/selfie/matches`, { status: 404 });
  });

  await t.test("all photos come as one ZIP of the length that was said, and resume", async () => {
    const zip = await guest.post(`/events/${event.id}/downloads`, { filter: {} }, { status: 201 });
    const whole = await curl(new URL(zip.url, snapory.url).href);
    assert.equal(whole.length, zip.bytes);
    const tail = await curl("-r", `${zip.bytes - 5000}-`, new URL(zip.url, snapory.url).href);
    assert.deepEqual(tail, whole.subarray(zip.bytes - 5000));
    const file = path.join(temporaryFolder(t), "all.zip");
    writeFileSync(file, whole);
    const { stdout } = await run("bsdtar", ["-tf", file]);
    assert.equal(stdout.trim().split("\n").length, 6);
  });

  await t.test("what comes again is the same photo, by either way of sending", async () => {
    const again = await addPhotos(guest, event.id, [{ name: "copy.jpg", bytes: sample(3) }]);
    assert.equal(again.items[0].id, added.items[2].id);
    assert.equal((await uploadInParts(guest, event.id, { name: "copy.jpg", bytes: sample(3) })).id, added.items[2].id);
  });
});

test("an upload in parts resumes and is verified", async (t) => {
  const snapory = await Snapory.start(t);
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Parts" }, { status: 201 });
  const { client: guest } = await joinAsGuest(snapory, event.code);
  // A JPEG may be followed by anything, which makes a large file of a small picture.
  const bytes = Buffer.concat([sample(2), Buffer.alloc(20_000_000, "filler ")]);
  const announce = (sum) =>
    guest.post(`/events/${event.id}/uploads`, { files: [{ name: "big.jpg", size: bytes.length, contentType: "image/jpeg", sha256: sum }] }, { status: 201 });

  const [upload] = (await announce(sha256(bytes))).items;
  assert.equal(upload.parts.length, 3);
  await putPart(guest, upload.parts[1], bytes, upload.partSize);
  const early = await guest.raw("POST", `/events/${event.id}/uploads/${upload.uploadId}/complete`);
  assert.equal(early.status, 409);
  assert.equal((await early.json()).code, "incomplete_upload");

  await snapory.kill();
  await snapory.start();

  const [resumed] = (await announce(sha256(bytes))).items;
  assert.equal(resumed.uploadId, upload.uploadId, "the same file is the same upload");
  assert.deepEqual(resumed.received, [2]);
  assert.deepEqual(resumed.parts.map((part) => part.number), [1, 3]);
  for (const part of resumed.parts) await putPart(guest, part, bytes, resumed.partSize);
  const photo = await guest.post(`/events/${event.id}/uploads/${upload.uploadId}/complete`, undefined, { status: 201 });
  assert.equal(photo.sha256, sha256(bytes));
  const repeated = await guest.post(`/events/${event.id}/uploads/${upload.uploadId}/complete`, undefined, { status: 201 });
  assert.equal(repeated.id, photo.id);

  await t.test("bytes that are not the ones announced are refused, and may be sent again", async () => {
    const wrong = distinct(sample(2), "announced");
    const [other] = (
      await guest.post(`/events/${event.id}/uploads`, { files: [{ name: "x.jpg", size: wrong.length, contentType: "image/jpeg", sha256: sha256(wrong) }] }, { status: 201 })
    ).items;
    const changed = Buffer.from(wrong);
    changed[changed.length - 1] ^= 1;
    await putPart(guest, other.parts[0], changed, other.partSize);
    const refused = await guest.raw("POST", `/events/${event.id}/uploads/${other.uploadId}/complete`);
    assert.equal(refused.status, 422);
    assert.equal((await refused.json()).code, "hash_mismatch");
    const { parts } = await guest.post(`/events/${event.id}/uploads/${other.uploadId}/parts`, undefined);
    await putPart(guest, parts[0], wrong, other.partSize);
    await guest.post(`/events/${event.id}/uploads/${other.uploadId}/complete`, undefined, { status: 201 });
  });
});

test("nothing of one event or host is seen from another", async (t) => {
  const snapory = await Snapory.start(t, { environment: { SNAPORY_REGISTRATION: "open" } });
  const { client: host } = await registerHost(snapory);
  const { client: stranger } = await registerHost(snapory, "stranger@example.org");
  const event = await host.post("/events", { title: "Mine" }, { status: 201 });
  const other = await stranger.post("/events", { title: "Theirs" }, { status: 201 });
  const { client: guest } = await joinAsGuest(snapory, event.code);
  const { client: otherGuest } = await joinAsGuest(snapory, other.code);
  const [photo] = (await addPhotos(guest, event.id, [{ name: "a.jpg", bytes: sample(4) }])).items;

  const nowhere = "01890a5d-ac96-774b-bcce-b302099a8057";
  for (const outsider of [stranger, otherGuest])
    for (const resource of ["", "/photos", `/photos/${photo.id}`, "/changes", "/guests", "/qr.svg"]) {
      const answer = await outsider.raw("GET", `/events/${event.id}${resource}`);
      const missing = await outsider.raw("GET", `/events/${nowhere}${resource}`);
      assert.equal(answer.status, 404, resource);
      const strip = ({ requestId, instance, ...rest }) => rest;
      assert.deepEqual(strip(await answer.json()), strip(await missing.json()), "as if it did not exist");
    }
  assert.equal((await new Client(snapory.url).raw("GET", `/events/${event.id}/photos`)).status, 401);
});
