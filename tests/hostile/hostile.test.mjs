// What a hostile guest sends: each file gets a clear answer, and nobody else notices.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import * as hostile from "../support/hostile.mjs";
import { addPhotos, allPhotos, distinct, processed, sample, sha256, uploadInParts } from "../support/photos.mjs";
import { joinAsGuest, registerHost, Snapory, until } from "../support/snapory.mjs";

async function eventWithGuest(t, options) {
  const snapory = await Snapory.start(t, options);
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Hostile" }, { status: 201 });
  return { snapory, host, event, ...(await joinAsGuest(snapory, event.code)), id: event.id };
}

const refusal = async (client, event, name, bytes) => {
  const form = new FormData();
  form.append("file", new Blob([bytes]), name);
  const answer = await client.raw("POST", `/events/${event}/photos`, { body: form });
  return { status: answer.status, ...(await answer.json()) };
};

test("what is no photo is refused at the door", async (t) => {
  const { client, id } = await eventWithGuest(t, { environment: { SNAPORY_LIMITS_PHOTO_BYTES: "3000000" } });
  for (const [name, bytes, status, code] of [
    ["empty.jpg", Buffer.alloc(0), 422, "unreadable"],
    ["drawing.svg", hostile.scriptedSvg(), 415, "unsupported_format"],
    ["page.jpg", hostile.scriptedHtml(), 415, "unsupported_format"],
    ["movie.mp4", Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "latin1"), 415, "unsupported_format"],
    ["huge.jpg", Buffer.concat([sample(1), Buffer.alloc(3_000_000)]), 413, "too_large"],
  ]) {
    const answer = await refusal(client, id, name, bytes);
    assert.deepEqual([answer.status, answer.code], [status, code], name);
    assert.ok(answer.detail.length > 10, `${name}: says what is wrong`);
  }
  assert.deepEqual(await allPhotos(client, id), []);

  const mixed = await addPhotos(client, id, [
    { name: "good.jpg", bytes: sample(1) },
    { name: "bad.svg", bytes: hostile.scriptedSvg() },
  ]);
  assert.equal(mixed.items.length, 1);
  assert.equal(mixed.errors.length, 1);
  assert.equal(mixed.errors[0].code, "unsupported_format");
});

test("an event that is closed takes nothing", async (t) => {
  const { client, host, id } = await eventWithGuest(t);
  await host.call("PATCH", `/events/${id}`, { json: { state: "closed" } });
  assert.deepEqual(await refusal(client, id, "late.jpg", sample(1)).then(({ status, code }) => [status, code]), [409, "event_closed"]);
});

test("who sends everything at once gets no more in than one by one", async (t) => {
  const { client, host, id } = await eventWithGuest(t);
  await host.call("PATCH", `/events/${id}`, { json: { settings: { photosPerGuest: 3 } } });
  const files = Array.from({ length: 12 }, (_, n) => ({ name: `${n}.jpg`, bytes: distinct(sample(1), String(n)) }));
  const outcomes = await Promise.allSettled(files.map((file, n) => (n % 2 ? uploadInParts(client, id, file) : addPhotos(client, id, [file]))));
  const refused = outcomes.filter(({ status }) => status === "rejected").map(({ reason }) => String(reason));
  assert.equal(refused.length, files.length - 3, refused.join());
  for (const reason of refused) assert.match(reason, /quota_exceeded/);
  assert.equal((await allPhotos(client, id)).length, 3);
});

test("what hurts the decoder fails alone, and says so", async (t) => {
  const { snapory, client, host, id } = await eventWithGuest(t);
  const bad = [
    ["corrupt.jpg", hostile.corruptJpeg()],
    ["truncated.jpg", hostile.truncatedJpeg()],
    ["bomb.png", hostile.pngBomb(60_000, 60_000)],
    ["spin.jpg", hostile.spinningJpeg()],
  ];
  const sent = [];
  for (const [name, bytes] of bad) {
    const form = new FormData();
    form.append("file", new Blob([bytes]), name);
    const answer = await client.raw("POST", `/events/${id}/photos`, { body: form });
    assert.ok([201, 413, 422].includes(answer.status), `${name}: ${answer.status}`);
    if (answer.status === 201) sent.push([name, (await answer.json()).items[0].id]);
  }
  const good = await uploadInParts(client, id, { name: "good.jpg", bytes: sample(5) });
  assert.equal((await processed(client, id, good.id, 60)).status, "ready", "a good photo passes while others spin");
  for (const [name, photoId] of sent) {
    const photo = await processed(host, id, photoId, 240);
    assert.equal(photo.status, "failed", name);
    assert.ok(photo.failure.length > 10, `${name} tells the host why: ${photo.failure}`);
    const original = await fetch(new URL(photo.urls.original, snapory.url));
    const bytes = Buffer.from(await original.arrayBuffer());
    assert.equal(sha256(bytes), photo.sha256, `${name}: the original is kept`);
    assert.match(original.headers.get("content-disposition"), /attachment/);
    assert.match(original.headers.get("content-security-policy"), /sandbox/);
    assert.equal(original.headers.get("x-content-type-options"), "nosniff");
  }
  assert.equal((await fetch(`${snapory.url}/ready`)).status, 200);
});

test("names from outside are only data", async (t) => {
  const { client, id } = await eventWithGuest(t);
  const names = ["../../etc/passwd", "a\u202egpj.exe.jpg", "<img src=x onerror=alert(1)>.jpg", "\"quoted\"; filename=evil.jpg", "very ".repeat(200) + "long.jpg", "שלום.jpg"];
  for (const [index, name] of names.entries()) {
    const photo = await uploadInParts(client, id, { name, bytes: distinct(sample(6), `name ${index}`) });
    assert.doesNotMatch(photo.fileName, /[/\\\u202e\n]/);
    assert.ok(Buffer.byteLength(photo.fileName) <= 200);
  }
});

const corpus = process.env.SNAPORY_CORPUS;
if (corpus)
  test(`every file of ${path.basename(corpus)} gets an answer`, { timeout: 7_200_000 }, async (t) => {
    const { snapory, client, host, id } = await eventWithGuest(t);
    const files = readdirSync(corpus, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const answers = {};
    for (const entry of files) {
      const bytes = readFileSync(path.join(entry.parentPath ?? entry.path, entry.name));
      const form = new FormData();
      form.append("file", new Blob([bytes]), entry.name);
      const { status } = await client.raw("POST", `/events/${id}/photos`, { body: form });
      assert.ok([201, 413, 415, 422].includes(status), `${entry.name}: ${status}`);
      answers[status] = (answers[status] ?? 0) + 1;
    }
    await until("every file to be processed", async () => (await host.get(`/events/${id}`)).counts.processing === 0, 7_000);
    const { counts } = await host.get(`/events/${id}`);
    t.diagnostic(`${files.length} files: ${JSON.stringify(answers)}; ${counts.photos - counts.failed} ready, ${counts.failed} failed`);
    assert.equal((await fetch(`${snapory.url}/ready`)).status, 200);
    const good = await uploadInParts(client, id, { name: "good.jpg", bytes: sample(1) });
    assert.equal((await processed(client, id, good.id)).status, "ready");
  });
