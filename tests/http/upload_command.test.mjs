// `snapory upload` of a folder, killed in the middle and run again.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { allPhotos, distinct, sample, sha256 } from "../support/photos.mjs";
import { program, registerHost, Snapory, temporaryFolder, until } from "../support/snapory.mjs";

const photos = 200;

function upload(snapory, folder, code, home) {
  const child = spawn(program, ["upload", folder, "--event", code, "--server", snapory.url, "--json"], { env: { ...process.env, HOME: home } });
  let output = "";
  child.stdout.on("data", (text) => (output += text));
  child.stderr.on("data", (text) => (output += text));
  const ended = new Promise((resolve) => child.once("exit", (code_, signal) => resolve({ code: code_, signal, output })));
  return { child, ended };
}

/** Bytes of all bodies that the server was sent, complete or not, from its own metrics. */
async function receivedBytes(snapory) {
  const text = await (await fetch(`${snapory.url}/metrics`)).text();
  const counts = [...text.matchAll(/^snapory_http_request_body_bytes_total\{[^}]*method="PUT"[^}]*\} ([\d.e+]+)$/gm)];
  assert.ok(counts.length > 0, "the metric of received bytes is exposed");
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

test(`${photos} photos, killed in the middle and run again, are there once`, async (t) => {
  const snapory = await Snapory.start(t);
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Photographer" }, { status: 201 });
  const home = temporaryFolder(t);
  const folder = path.join(temporaryFolder(t), "card");
  mkdirSync(path.join(folder, "DCIM"), { recursive: true });
  const digests = new Set();
  let total = 0;
  for (let i = 0; i < photos; i++) {
    const bytes = distinct(sample(1 + (i % 6)), `photo ${i}`);
    digests.add(sha256(bytes));
    total += bytes.length;
    writeFileSync(path.join(folder, i % 2 ? "DCIM" : ".", `IMG_${i}.JPG`), bytes);
  }
  writeFileSync(path.join(folder, "notes.txt"), "not a photo");

  const first = upload(snapory, folder, event.code, home);
  const before = await until("some photos to be complete", async () => {
    const { counts } = await host.get(`/events/${event.id}`);
    return counts.photos >= 20 && counts.photos;
  });
  first.child.kill("SIGKILL");
  assert.equal((await first.ended).signal, "SIGKILL");
  assert.ok(before < photos, "the kill came in the middle");

  const second = await upload(snapory, folder, event.code, home).ended;
  assert.equal(second.code, 0, second.output);
  const there = await allPhotos(host, event.id);
  assert.equal(there.length, photos);
  assert.deepEqual(new Set(there.map((photo) => photo.sha256)), digests);
  // What was complete was not sent again: at most what was on its way at the kill (four files) went twice.
  const inFlight = 4 * Math.max(...[1, 2, 3, 4, 5, 6].map((number) => sample(number).length + 100));
  assert.ok((await receivedBytes(snapory)) <= total + inFlight, "no complete photo was sent twice");

  const received = await receivedBytes(snapory);
  const third = await upload(snapory, folder, event.code, home).ended;
  assert.equal(third.code, 0, third.output);
  assert.equal(await receivedBytes(snapory), received, "a third run sends nothing");
});
