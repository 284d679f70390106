// How often the database is asked for what happens most, over SQLite and over PostgreSQL.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { distinct, putPart, sample, sha256 } from "../support/photos.mjs";
import { Postgres } from "../support/postgres.mjs";
import { joinAsGuest, registerHost, Snapory } from "../support/snapory.mjs";

const postgres = await Postgres.start();
after(() => postgres.stop());

/** Runs `work` and gives the names of the statements it led to, each as often as it ran. */
async function statementsOf(snapory, work) {
  const before = await counts(snapory);
  await work();
  const names = [];
  for (const [name, count] of await counts(snapory))
    for (let i = before.get(name) ?? 0; i < count; i++) names.push(name);
  return names.sort();
}

/** Without those that begin and end transactions, that know who asks, and those of the metrics themselves. */
async function counts(snapory) {
  const text = await (await fetch(`${snapory.url}/metrics`)).text();
  const lines = text.matchAll(/^snapory_database_statement_duration_seconds_count\{statement="([^"]+)"\} (\d+)/gm);
  return new Map([...lines].filter(([, name]) => !/^(transaction|guests\.find|jobs\.count)/.test(name)).map(([, name, count]) => [name, Number(count)]));
}

for (const [database, environment] of [
  ["SQLite", () => ({})],
  ["PostgreSQL", () => ({ SNAPORY_DATABASE_URL: postgres.newDatabase() })],
]) {
  test(`few statements serve a guest: ${database}`, async (t) => {
    const configuration = environment();
    const snapory = await Snapory.start(t, { role: "api", environment: configuration });
    const { client: host } = await registerHost(snapory);
    const event = await host.post("/events", { title: "Counted" }, { status: 201 });
    const { client: guest } = await joinAsGuest(snapory, event.code);

    const upload = async (number) => {
      const bytes = distinct(sample(1), `number ${number}`);
      const file = { name: "IMG.jpg", size: bytes.length, contentType: "image/jpeg", sha256: sha256(bytes) };
      const { items } = await guest.post(`/events/${event.id}/uploads`, { files: [file] }, { status: 201 });
      for (const part of items[0].parts) await putPart(guest, part, bytes, items[0].partSize);
      return items[0].uploadId;
    };
    const complete = (id) => guest.post(`/events/${event.id}/uploads/${id}/complete`, undefined, { status: 201 });
    await complete(await upload(0));

    let id;
    const announced = await statementsOf(snapory, async () => {
      id = await upload(1);
    });
    const completed = await statementsOf(snapory, () => complete(id));
    const page = await statementsOf(snapory, () => guest.get(`/events/${event.id}/photos?stacks=true`));
    const read = await statementsOf(snapory, () => guest.get(`/events/${event.id}`));

    const web = await Snapory.start(t, { role: "web", data: snapory.data, environment: configuration });
    const visit = async () => assert.equal((await fetch(`${web.url}/e/${event.code}`)).status, 200);
    const firstVisit = await statementsOf(web, visit);
    const laterVisit = await statementsOf(web, visit);
    await complete(await upload(2));
    const afterChange = await statementsOf(web, visit);
    t.diagnostic(`announced and sent: ${announced.join(" ")}; completed: ${completed.join(" ")}; page: ${page.join(" ")}; visit: ${firstVisit.join(" ")}, then ${laterVisit.join(" ")}`);
    assert.ok(completed.length <= 6, completed.join(" "));
    assert.ok(page.length <= 3, page.join(" "));
    assert.ok(read.length <= 1, read.join(" ")); // none where nothing was written since the last
    assert.ok(laterVisit.length <= 2, laterVisit.join(" "));
    assert.deepEqual(afterChange, firstVisit, "a page is made anew after every change");
  });
}
