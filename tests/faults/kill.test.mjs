// Kills the whole program at random moments while photos are sent and processed. What was acknowledged must be
// there afterwards, and rows and files must agree. A seed repeats a run: SNAPORY_SEED=7 SNAPORY_KILLS=100.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { allPhotos, distinct, samplePath, sha256, uploadInParts } from "../support/photos.mjs";
import { Client, joinAsGuest, registerHost, Snapory, temporaryFolder, until } from "../support/snapory.mjs";

const kills = Number(process.env.SNAPORY_KILLS ?? 100);
const seed = Number(process.env.SNAPORY_SEED ?? Date.now() % 1_000_000);

/** Numbers in [0, 1) that the seed decides (mulberry32). */
function random(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The samples, so small that many can be processed between two kills. */
function smallPhotos(folder) {
  return [1, 2, 3, 4, 5, 6].map((number) => {
    const file = path.join(folder, `${number}.jpg`);
    execFileSync("vips", ["thumbnail", samplePath(number), file, "480"]);
    return readFileSync(file);
  });
}

/** Sends photos, one after another, until the program is gone; what was acknowledged goes into `safe`. */
async function sendUntilKilled(client, event, name, safe, photos, sendOne) {
  for (let count = 0; ; count++) {
    const bytes = distinct(photos[count % photos.length], `${name} ${count}`);
    try {
      const photo = await sendOne(client, event, { name: `${name}-${count}.jpg`, bytes });
      safe.set(photo.id, sha256(bytes));
    } catch {
      return;
    }
  }
}

async function sendAsForm(client, event, { name, bytes }) {
  const form = new FormData();
  form.append("file", new Blob([bytes]), name);
  return (await client.call("POST", `/events/${event}/photos`, { body: form, status: 201 })).items[0];
}

function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

const query = (data, sql) =>
  JSON.parse(execFileSync("sqlite3", ["-json", path.join(data, "snapory.sqlite"), sql], { maxBuffer: Number.POSITIVE_INFINITY }).toString() || "[]");

test(`no acknowledged photo is lost in ${kills} kills (seed ${seed})`, async (t) => {
  const next = random(seed);
  const snapory = await Snapory.start(t);
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Killed", settings: { faceSearch: true } }, { status: 201 });
  const { client: guest } = await joinAsGuest(snapory, event.code);
  const small = smallPhotos(temporaryFolder(t));
  const safe = new Map();

  for (let round = 0; round < kills; round++) {
    const senders = [uploadInParts, sendAsForm, uploadInParts].map((sendOne, index) =>
      sendUntilKilled(guest, event.id, `r${round}-${index}`, safe, small, sendOne),
    );
    // The random moment itself, more often an early one: all that was sent has to be processed in the end.
    await new Promise((resolve) => setTimeout(resolve, 20 + 500 * next() ** 3));
    await snapory.kill();
    await Promise.all(senders);
    await snapory.start();
  }
  assert.ok(safe.size >= kills, `only ${safe.size} photos were acknowledged: the test kills before anything happens`);

  const signIn = await new Client(snapory.url).post("/auth/login", { email: "host@example.org", password: "a long enough password" });
  const again = new Client(snapory.url, signIn.accessToken);
  const photos = await until(
    "every photo to be processed",
    async () => {
      const { counts } = await again.get(`/events/${event.id}`);
      return counts.processing === 0 && allPhotos(again, event.id);
    },
    1200,
  );

  const byId = new Map(photos.map((photo) => [photo.id, photo]));
  for (const [id, digest] of safe) {
    const photo = byId.get(id);
    assert.ok(photo, `photo ${id} was acknowledged and is gone`);
    assert.equal(photo.status, "ready", `photo ${id}: ${photo.failure ?? ""}`);
    const original = Buffer.from(await (await fetch(new URL(photo.urls.original, snapory.url))).arrayBuffer());
    assert.equal(sha256(original), digest, `photo ${id} has other bytes`);
  }
  assert.equal(new Set(photos.map((photo) => photo.sha256)).size, photos.length, "every photo once");

  // Age what no row names, so that the sweep of the next start takes it.
  await snapory.stop();
  const blobs = path.join(snapory.data, "blobs");
  const longAgo = Date.now() / 1000 - 3 * 24 * 3600;
  for (const file of files(blobs)) utimesSync(file, longAgo, longAgo);
  await snapory.start();
  const rows = query(snapory.data, "select id, event_id, preview_key, thumbnail_key from photos");
  const named = new Set(rows.flatMap((row) => [`events/${row.event_id}/${row.id}/original`, row.preview_key, row.thumbnail_key]));
  for (const key of named) assert.ok(existsSync(path.join(blobs, key)) && statSync(path.join(blobs, key)).size > 0, `a row names ${key}, which is missing`);
  // An upload that may still be completed keeps its bytes.
  for (const upload of query(snapory.data, "select event_id, photo_id from uploads where state = 'open'")) named.add(`events/${upload.event_id}/${upload.photo_id}/original`);
  const orphans = () => files(blobs).map((file) => path.relative(blobs, file)).filter((key) => key.startsWith("events/") && !named.has(key));
  await until("the sweep to remove files that no row names", () => orphans().length === 0, 60);
});
