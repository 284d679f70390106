// Galleries are read from a standby of PostgreSQL, and from PostgreSQL itself while the standby is away.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { addPhotos, sample } from "../support/photos.mjs";
import { Postgres } from "../support/postgres.mjs";
import { finding, joinAsGuest, registerHost, Snapory, until } from "../support/snapory.mjs";

const postgres = await Postgres.start();
const standby = await postgres.startStandby();
after(() => Promise.all([standby.stop(), postgres.stop()]));

async function replicaReads(snapory, outcome) {
  const text = await (await fetch(`${snapory.url}/metrics`)).text();
  return Number(text.match(new RegExp(`^snapory_replica_reads_total\\{outcome="${outcome}"\\} (\\d+)`, "m"))?.[1] ?? 0);
}

test("a standby serves galleries for as long as it is there", async (t) => {
  const database = postgres.newDatabase();
  const environment = { SNAPORY_DATABASE_URL: database, SNAPORY_DATABASE_REPLICA_URL: database.replace(postgres.folder, standby.folder) };
  const snapory = await Snapory.start(t, { environment });
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Followed" }, { status: 201 });
  const { client: guest } = await joinAsGuest(snapory, event.code);
  await addPhotos(guest, event.id, [{ name: "IMG_1.jpg", bytes: sample(1) }]);

  const gallery = async () => (await guest.get(`/events/${event.id}/photos`)).items.length;
  await until("the standby to serve a gallery", async () => {
    assert.equal(await gallery(), 1);
    return (await replicaReads(snapory, "served")) > 0;
  });
  assert.match(finding("replica", snapory.data, environment).detail, /^it is \d+ changes behind$/);

  await standby.stop();
  assert.equal(await gallery(), 1);
  assert.ok((await replicaReads(snapory, "away")) > 0);
  const ready = await (await fetch(`${snapory.url}/ready`)).json();
  assert.equal(ready.status, "degraded");
  assert.equal(ready.dependencies.find(({ name }) => name === "replica").state, "down");
});
