// What photos show: tags by the models and by a host's own pack, and how a gallery is searched and sifted by them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { addHourly, colourPack, jpegOf, looksPack, packFolder } from "../support/packs.mjs";
import { addPhotos, crop, processed, sample, samplePath } from "../support/photos.mjs";
import { finding, joinAsGuest, registerHost, Snapory, temporaryFolder } from "../support/snapory.mjs";

const greenJpeg = (t) => jpegOf(t, "10 250 10");

const doctor = (packs, data) => finding("model packs", data, { SNAPORY_AI_PACKS: packs });

test("photos are found by what they show, by people and by words", async (t) => {
  const snapory = await Snapory.start(t, { environment: { SNAPORY_AI_PACKS: packFolder(t) } });
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Tagged", settings: { faceSearch: true } }, { status: 201 });
  const { client: guest } = await joinAsGuest(snapory, event.code, { displayName: "Zoë Müller" });
  const files = [{ name: "lawn.jpg", bytes: greenJpeg(t) }, { name: "IMG_1.jpg", bytes: sample(1) }];
  const [lawn, group] = (await addPhotos(guest, event.id, files)).items;
  for (const { id } of [lawn, group]) assert.equal((await processed(guest, event.id, id)).status, "ready");
  const found = async (query) => (await guest.get(`/events/${event.id}/photos?${query}`)).items.map(({ id }) => id);

  const shown = await guest.get(`/events/${event.id}/photos/${lawn.id}`);
  const lime = shown.tags.find(({ name }) => name === "lime");
  assert.ok(lime.score > 0.9, JSON.stringify(shown.tags));
  const { items } = await guest.get(`/events/${event.id}/tags`);
  assert.deepEqual(items.find(({ name }) => name === "lime"), { name: "lime", count: 1 });
  assert.deepEqual(items.find(({ name }) => name === "group"), { name: "group", count: 1 });

  assert.deepEqual(await found("tag=lime"), [lawn.id]);
  assert.deepEqual(await found("tag=group"), [group.id]);
  assert.deepEqual(await found("tag=group,lime"), []);
  assert.deepEqual(await found("q=lim"), [lawn.id]);
  assert.deepEqual(await found("q=img%20muller"), [group.id]);
  assert.equal((await found("q=zoe")).length, 2);
  for (const client of [host, guest]) {
    const { items } = await client.get("/search?q=lim");
    assert.deepEqual(items.map(({ id }) => id), [lawn.id]);
  }
  assert.deepEqual(await found("q=ime"), []);
});

async function namesOfSimilar(client, event, { id }) {
  const { items } = await client.get(`/events/${event.id}/photos/${id}/similar`);
  return items.map(({ fileName }) => fileName);
}

test("similar photos are found by a host's own embedding", async (t) => {
  const snapory = await Snapory.start(t, { environment: { SNAPORY_AI_PACKS: packFolder(t, looksPack) } });
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Colours" }, { status: 201 });
  const colours = { "red.jpg": "250 10 10", "lime.jpg": "10 250 10", "rust.jpg": "200 60 10", "wine.jpg": "150 5 10" };
  const pictures = Object.entries(colours).map(([name, colour]) => ({ name, bytes: jpegOf(t, colour) }));
  const [red, lime] = await addHourly(t, host, event, pictures);
  assert.deepEqual(await namesOfSimilar(host, event, red), ["wine.jpg", "rust.jpg"]);
  assert.deepEqual(await namesOfSimilar(host, event, lime), []);
});

test("similar photos are found without any pack of the host's", async (t) => {
  const snapory = await Snapory.start(t);
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Alike" }, { status: 201 });
  const part = path.join(temporaryFolder(t), "part.jpg");
  crop(samplePath(6), { x: 200, y: 150, width: 1600, height: 1200 }, part);
  const pictures = [
    { name: "whole.jpg", bytes: sample(6) },
    { name: "part.jpg", bytes: readFileSync(part) },
    { name: "lawn.jpg", bytes: greenJpeg(t) },
  ];
  const [whole, , lawn] = await addHourly(t, host, event, pictures);
  assert.deepEqual(await namesOfSimilar(host, event, whole), ["part.jpg"]);
  assert.deepEqual(await namesOfSimilar(host, event, lawn), []);
});

test("a host tags some photos, confirms what is proposed, and all of them are found", async (t) => {
  const snapory = await Snapory.start(t, { environment: { SNAPORY_AI_PACKS: packFolder(t, looksPack) } });
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "First dance" }, { status: 201 });
  const reds = ["250 10 10", "240 10 10", "230 10 10", "220 10 10", "210 10 10", "190 40 10", "190 60 10"];
  const colours = Object.fromEntries([...reds, "10 250 10"].map((colour, index) => [`${index}.jpg`, colour]));
  const pictures = Object.entries(colours).map(([name, colour]) => ({ name, bytes: jpegOf(t, colour) }));
  const photos = await addHourly(t, host, event, pictures);
  const say = (action, ids, status = 200) => host.post(`/events/${event.id}/photos/bulk`, { action, tag: "First dance", ids }, { status });
  const proposals = () => host.get(`/events/${event.id}/tags/First%20dance/proposals`);
  const found = async (query) => (await host.get(`/events/${event.id}/photos?${query}`)).items.length;

  const examples = photos.slice(0, 5).map(({ id }) => id);
  await say("tag", examples.slice(0, 4));
  assert.deepEqual(await proposals(), { items: [], nextCursor: null, examples: 4, needed: 1 });
  await say("tag", examples);
  const { items, needed } = await proposals();
  assert.equal(needed, 0);
  assert.deepEqual(items.map(({ fileName }) => fileName), ["5.jpg", "6.jpg"]);
  await say("tag", [items[0].id]);
  await say("untag", [items[1].id]);
  assert.deepEqual((await proposals()).items, []);
  assert.equal(await found("tag=First%20dance"), 6);
  assert.equal(await found("q=danc"), 6);
  const { errors } = await host.call("POST", `/events/${event.id}/photos/bulk`, { json: { action: "tag", tag: "a,b", ids: examples }, status: 422 });
  assert.equal(errors[0].field, "tag");
});

test("the doctor says which packs there are and what is wrong with one", async (t) => {
  const data = temporaryFolder(t);
  assert.match(doctor(packFolder(t), data).detail, /coco-ssdlite-mobilenet2-1, colours-1/);
  const wrong = doctor(packFolder(t, colourPack.replace("width = 4", "width = 5")), data);
  assert.equal(wrong.state, "fail");
  assert.match(wrong.detail, /model\.onnx takes \[1, 3, 4, 4\], but pack\.toml says \[1, 3, 4, 5\]/);
});
