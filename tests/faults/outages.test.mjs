// A large installation loses a part of everything it stands on while eight clients send photos:
//   SNAPORY_PHOTOS=500 node --test tests/faults/outages.test.mjs
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { Ceph, setUpBucket } from "../support/ceph.mjs";
import { allPhotos, distinct, samplePath, sha256, uploadInParts } from "../support/photos.mjs";
import { Postgres } from "../support/postgres.mjs";
import { RedisCluster } from "../support/redis.mjs";
import { Roles } from "../support/roles.mjs";
import { freePort, joinAsGuest, program, registerHost, temporaryFolder, until } from "../support/snapory.mjs";

const wanted = Number(process.env.SNAPORY_PHOTOS ?? 200);
const postgres = await Postgres.start();
after(() => postgres.stop());

/** A sample, so small that many can be processed. */
function smallPhoto(folder) {
  const file = path.join(folder, "small.jpg");
  execFileSync("vips", ["thumbnail", samplePath(2), file, "480"]);
  return readFileSync(file);
}

/** Sends a photo as the pages do, and begins again when something fails. */
const byProtocol = (client, event) => (file) => until(`${file.name} to be acknowledged`, () => uploadInParts(client, event, file), 120);

/** `snapory upload --watch`, which nobody helps: what comes into its folder is to be sent whatever happens. */
class UploadCommand {
  said = new Map();

  constructor(test, roles, code) {
    this.folder = temporaryFolder(test);
    const args = ["upload", this.folder, "--watch", "--json", "--event", code, "--server", roles.url];
    const env = { ...process.env, HOME: temporaryFolder(test), SSL_CERT_FILE: roles.certificate };
    this.child = spawn(program, args, { env, stdio: ["ignore", "pipe", "inherit"] });
    this.ended = new Promise((resolve) => this.child.once("exit", resolve));
    test.after(() => this.child.kill("SIGKILL"));
    createInterface({ input: this.child.stdout }).on("line", (line) => {
      const { file, ...outcome } = JSON.parse(line);
      this.said.set(path.basename(file), outcome);
    });
  }

  async send({ name, bytes }) {
    writeFileSync(path.join(this.folder, name), bytes);
    const { photoId, ...outcome } = await until(`the command to tell of ${name}`, () => this.said.get(name), 180);
    assert.equal(outcome.status, "sent", JSON.stringify(outcome));
    return { id: photoId };
  }

  stop() {
    this.child.kill("SIGINT");
    return this.ended;
  }
}

/** Sends photo after photo until nothing is left. */
async function sendAll(send, small, left, safe) {
  for (let number = left.pop(); number !== undefined; number = left.pop()) {
    const file = { name: `IMG_${number}.jpg`, bytes: distinct(small, `photo ${number}`) };
    const photo = await send(file);
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
    ["the Redis master of the queue dies", () => redis.masterOf("snapory:{jobs}:first").kill()],
    ["the store's gateway dies and comes back", () => store.restart()],
    ["Redis forgets everything", () => redis.masters().map((master) => assert.equal(master.tell("FLUSHALL"), "OK"))],
    ["PostgreSQL ends every connection", () => postgres.run("select pg_terminate_backend(pid) from pg_stat_activity where datname like 'test%'")],
  ];
  const left = Array.from({ length: wanted }, (_, number) => number);
  const safe = new Map();
  const small = smallPhoto(temporaryFolder(t));
  const command = new UploadCommand(t, roles, event.code);
  const senders = [...Array(7).fill(byProtocol(guest, event.id)), (file) => command.send(file)];
  const clients = Promise.all(senders.map((send) => sendAll(send, small, left, safe)));
  const disturbed = (async () => {
    for (const [index, [name, happen]] of outages.entries()) {
      await until(`${name}: its turn`, () => safe.size >= ((index + 1) * wanted) / (outages.length + 1), 600);
      await happen();
      t.diagnostic(`${name} after ${safe.size} photos`);
    }
  })();
  await Promise.all([clients, disturbed]);
  assert.equal(await command.stop(), 0, "the command has needed no help");
  t.diagnostic(`${command.said.size} photos were sent by the command`);
  assert.ok(command.said.size >= outages.length, "it was there in all of it");

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
