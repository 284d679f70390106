// Kills the whole program while photos are read again. All of them must be in the end, with what hosts said of people in place.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import { allPhotos, distinct, samplePath, uploadInParts } from "../support/photos.mjs";
import { program, registerHost, Snapory, until } from "../support/snapory.mjs";

const run = promisify(execFile);

test("a re-analysis goes on after a kill", async (t) => {
  const snapory = await Snapory.start(t);
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Again", settings: { faceSearch: true } }, { status: 201 });
  for (let i = 0; i < 12; i++) {
    const bytes = distinct(readFileSync(samplePath((i % 6) + 1)), `${i}`);
    await uploadInParts(host, event.id, { name: `${i}.jpg`, bytes });
  }
  const ready = () => allPhotos(host, event.id).then((photos) => photos.every(({ status }) => status === "ready") && photos);
  const before = await until("every photo to be ready", ready, 120);
  const grouped = () => host.get(`/events/${event.id}/people`).then(({ items }) => items.length > 0 && items);
  const [person] = await until("people", grouped, 30);
  await host.call("PATCH", `/events/${event.id}/people/${person.id}`, { json: { name: "Ada" } });

  const reanalyse = (...more) => run(program, ["reanalyse", "--data", snapory.data, "--json", ...more]);
  const asked = JSON.parse((await reanalyse("--all", "--background")).stdout);
  assert.deepEqual(asked, { demanded: 12, left: 12 });
  const left = async () => JSON.parse((await reanalyse("--background")).stdout.split("\n")[0]).left;
  await until("some to be read", async () => (await left()) < 12, 60);
  await snapory.kill();
  const open = await left();
  assert.ok(open > 0, "the kill came too late to show anything");
  await snapory.start();
  await until("the others to be read", async () => (await left()) === 0, 180);

  const after = await allPhotos(host, event.id);
  const seen = (photos) => new Map(photos.map(({ id, faces }) => [id, faces.map((face) => face.id).sort()]));
  assert.deepEqual(seen(after), seen(before), "every face once, and itself");
  const named = await host.get(`/events/${event.id}/people`).then(({ items }) => items.find(({ name }) => name === "Ada"));
  assert.equal(named?.id, person.id);
});
