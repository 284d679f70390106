// A large installation loses a part of everything it stands on while eight clients send photos:
//   SNAPORY_PHOTOS=500 node --test tests/faults/outages.test.mjs
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { Ceph, setUpBucket } from "../support/ceph.mjs";
import { allPhotos, distinct, samplePath, sha256, uploadInParts } from "../support/photos.mjs";
import { Postgres } from "../support/postgres.mjs";
import { RedisCluster } from "../support/redis.mjs";
import { Roles } from "../support/roles.mjs";
import { freePort, joinAsGuest, registerHost, temporaryFolder, until } from "../support/snapory.mjs";

const wanted = Number(process.env.SNAPORY_PHOTOS ?? 200);
const postgres = await Postgres.start();
after(() => postgres.stop());

/** A sample, so small that many can be processed. */
function smallPhoto(folder) {
  const file = path.join(folder, "small.jpg");
  execFileSync("vips", ["thumbnail", samplePath(2), file, "480"]);
  return readFileSync(file);
}

/** Sends photos as a client does that begins again when something fails, until nothing is left to send. */
async function send(client, event, small, left, safe) {
  for (let number = left.pop(); number !== undefined; number = left.pop()) {
    const file = { name: `IMG_${number}.jpg`, bytes: distinct(small, `photo ${number}`) };
    const photo = await until(`photo ${number} to be acknowledged`, () => uploadInParts(client, event, file), 120);
    safe.set(photo.id, sha256(file.bytes));
  }
}

test(`${wanted} photos survive the loss of a part of everything`, async (t) => {
  const [store, redis, port] = await Promise.all([Ceph.start(t), RedisCluster.start(t), freePort()]);
  await setUpBucket(store.environment, `https://127.0.0.1:${port}`, "--fix");
  const database = postgres.newDatabase();
  const environment = { ...store.environment, SNAPORY_DATABASE_URL: database, SNAPORY_REDIS_URL: redis.url };
  const roles = await Roles.start(t, { web: 1, api: 3, ai: 2, environment, shared: false, port });
  const { client: host } = await registerHost(roles);
  const event = await host.post("/events", { title: "Outages", settings: { faceSearch: true } }, { status: 201 });
  const { client: guest } = await joinAsGuest(roles, event.code);

  const outages = [
    ["an api dies", () => roles.api[0].kill()],
    ["an ai dies", () => roles.ai[1].kill()],
    ["a Redis master dies", () => redis.masters[0].kill()],
    ["the store's gateway dies and comes back", () => store.restart()],
    ["Redis forgets everything", () => Promise.all(redis.masters.slice(1).map((master) => master.ask("FLUSHALL")))],
    ["PostgreSQL ends every connection", () => postgres.run("select pg_terminate_backend(pid) from pg_stat_activity where datname like 'test%'")],
  ];
  const left = Array.from({ length: wanted }, (_, number) => number);
  const safe = new Map();
  const small = smallPhoto(temporaryFolder(t));
  const clients = Promise.all(Array.from({ length: 8 }, () => send(guest, event.id, small, left, safe)));
  const disturbed = (async () => {
    for (const [index, [name, happen]] of outages.entries()) {
      await until(`${name}: its turn`, () => safe.size >= ((index + 1) * wanted) / (outages.length + 1), 600);
      await happen();
      t.diagnostic(`${name} after ${safe.size} photos`);
    }
  })();
  await Promise.all([clients, disturbed]);

  const photos = await until(
    "every photo to be processed",
    async () => {
      const { counts } = await host.get(`/events/${event.id}`);
      return counts.photos === wanted && counts.processing === 0 && allPhotos(host, event.id);
    },
    900,
  );
  assert.deepEqual(new Map(photos.map((photo) => [photo.id, photo.sha256])), safe, "what was acknowledged is there, once");
  assert.deepEqual(photos.filter(({ status }) => status !== "ready").map(({ id, failure }) => ({ id, failure })), []);
  const twice = postgres.run("select photo_id from changes where type = 'photo_ready' group by photo_id having count(*) > 1", database);
  assert.equal(twice, "", "no photo was processed twice in its effects");
  for (const [index, photo] of photos.entries())
    if (index % 25 === 0) {
      const original = await fetch(new URL(photo.urls.original, roles.url));
      assert.equal(sha256(Buffer.from(await original.arrayBuffer())), photo.sha256);
    }
});
