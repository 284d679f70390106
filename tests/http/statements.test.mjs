// How often the database is asked for what happens most, over SQLite and over PostgreSQL.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { addPhotos, distinct, putPart, sample, sha256 } from "../support/photos.mjs";
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

/** Without those that begin and end transactions, and those of the metrics themselves. */
async function counts(snapory) {
  const text = await (await fetch(`${snapory.url}/metrics`)).text();
  const lines = text.matchAll(/^snapory_database_statement_duration_seconds_count\{statement="([^"]+)"\} (\d+)/gm);
  return new Map([...lines].filter(([, name]) => !/^(transaction|jobs\.count)/.test(name)).map(([, name, count]) => [name, Number(count)]));
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

    const announce = async (...names) => {
      const contents = names.map((name) => distinct(sample(1), name));
      const files = contents.map((bytes) => ({ name: "IMG.jpg", size: bytes.length, contentType: "image/jpeg", sha256: sha256(bytes) }));
      const { items } = await guest.post(`/events/${event.id}/uploads`, { files }, { status: 201 });
      return items.map((item, index) => ({ ...item, bytes: contents[index] }));
    };
    const send = ({ parts, partSize, bytes }) => Promise.all(parts.map((part) => putPart(guest, part, bytes, partSize)));
    const complete = ({ uploadId }) => guest.post(`/events/${event.id}/uploads/${uploadId}/complete`, undefined, { status: 201 });
    const add = async (name) => {
      const [upload] = await announce(name);
      await send(upload);
      await complete(upload);
    };
    await add("first");

    let uploads;
    const announced = await statementsOf(snapory, async () => {
      uploads = await announce(...Array.from({ length: 16 }, (_, number) => `of sixteen, number ${number}`));
    });
    const sent = await statementsOf(snapory, () => send(uploads[0]));
    const completed = await statementsOf(snapory, () => complete(uploads[0]));
    const form = await statementsOf(snapory, () => addPhotos(guest, event.id, [{ name: "IMG.jpg", bytes: distinct(sample(1), "a form") }]));
    const page = await statementsOf(snapory, () => guest.get(`/events/${event.id}/photos?stacks=true`));
    const hostsPage = await statementsOf(snapory, () => host.get(`/events/${event.id}/photos?stacks=true`));
    const read = await statementsOf(snapory, () => guest.get(`/events/${event.id}`));

    const web = await Snapory.start(t, { role: "web", data: snapory.data, environment: configuration });
    const visit = async () => assert.equal((await fetch(`${web.url}/e/${event.code}`)).status, 200);
    const firstVisit = await statementsOf(web, visit);
    const laterVisit = await statementsOf(web, visit);
    await add("last");
    const afterChange = await statementsOf(web, visit);
    for (const [what, names] of Object.entries({ announced, sent, completed, form, page, hostsPage, read, firstVisit, laterVisit })) t.diagnostic(`${what}: ${names.length}: ${names.join(" ")}`);
    assert.ok(announced.length <= 4, announced.join(" "));
    assert.ok(sent.length <= 1, sent.join(" ")); // none where the bytes go straight to an object store
    assert.ok(completed.length <= 5, completed.join(" "));
    assert.ok(form.length <= 4, form.join(" "));
    assert.ok(page.length <= 3, page.join(" "));
    assert.ok(hostsPage.length <= 4, hostsPage.join(" "));
    assert.ok(read.length <= 1, read.join(" ")); // none where nothing was written since the last
    assert.ok(laterVisit.length <= 2, laterVisit.join(" "));
    assert.deepEqual(afterChange, firstVisit, "a page is made anew after every change");
  });
}
