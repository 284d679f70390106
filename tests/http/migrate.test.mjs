// An installation that outgrew its machine: from SQLite to PostgreSQL, and nobody sees a difference.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { after, test } from "node:test";
import { addPhotos, allPhotos, processed, sample, sha256, takeSelfie } from "../support/photos.mjs";
import { Postgres } from "../support/postgres.mjs";
import { Client, joinAsGuest, program, registerHost, Snapory } from "../support/snapory.mjs";

const postgres = await Postgres.start();
after(() => postgres.stop());

/** `{code, output}` of `snapory migrate` with these arguments. */
function migrate(data, ...args) {
  return new Promise((resolve) =>
    execFile(program, ["migrate", "--data", data, ...args], (error, stdout, stderr) => resolve({ code: error?.code ?? 0, output: stdout + stderr })),
  );
}

test("an installation moves to PostgreSQL with all that is in it", async (t) => {
  const snapory = await Snapory.start(t);
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Ada & Zoë", settings: { faceSearch: true } }, { status: 201 });
  const { client: guest } = await joinAsGuest(snapory, event.code, { displayName: "Gül 🌸" });
  const { items } = await addPhotos(guest, event.id, [1, 3, 6].map((number) => ({ name: `${number}.jpg`, bytes: sample(number) })));
  for (const { id } of items) assert.equal((await processed(guest, event.id, id)).status, "ready");
  await host.raw("DELETE", `/events/${event.id}/photos/${items[1].id}`);
  await takeSelfie(t, guest, event);
  const look = async () => ({
    event: await host.get(`/events/${event.id}`),
    photos: await allPhotos(guest, event.id),
    tags: await host.get(`/events/${event.id}/tags`),
    people: await host.get(`/events/${event.id}/people`),
    guests: await host.get(`/events/${event.id}/guests`),
    cameras: await host.get(`/events/${event.id}/cameras`),
    changes: await guest.get(`/events/${event.id}/changes?since=0`),
    matches: await guest.get(`/events/${event.id}/selfie/matches`),
  });
  const before = await look();
  assert.equal(before.photos.length, 2);
  assert.ok(before.matches.items.length > 0, "the guest is found in a photo");
  await snapory.stop();

  const from = `sqlite://${path.join(snapory.data, "snapory.sqlite")}`;
  const database = postgres.newDatabase();
  const moved = await migrate(snapory.data, "--from", from, "--to", database);
  assert.equal(moved.code, 0, moved.output);
  assert.match(moved.output, /^photos: 3 rows$/m);
  const again = await migrate(snapory.data, "--from", from, "--to", database);
  assert.equal(again.code, 1);
  assert.match(again.output, /is not empty/);
  const swapped = await migrate(snapory.data, "--from", database, "--to", from);
  assert.equal(swapped.code, 2, swapped.output);

  snapory.environment.SNAPORY_DATABASE_URL = database;
  await snapory.start();
  assert.deepEqual(await look(), before);
  const original = await fetch(new URL(before.photos[0].urls.original, snapory.url));
  assert.equal(sha256(Buffer.from(await original.arrayBuffer())), before.photos[0].sha256);
  const login = { email: "host@example.org", password: "a long enough password" };
  const { accessToken } = await new Client(snapory.url).post("/auth/login", login);
  assert.equal((await new Client(snapory.url, accessToken).get("/events")).items.length, 1);
  const { items: later } = await addPhotos(guest, event.id, [{ name: "4.jpg", bytes: sample(4) }]);
  assert.equal((await processed(guest, event.id, later[0].id)).status, "ready");
});
