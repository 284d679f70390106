// Photos are found by what a text says, where a pair of models was installed, and by words alone where it does not answer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addHourly, jpegOf, packFolder, pairPack } from "../support/packs.mjs";
import { addPhotos, processed } from "../support/photos.mjs";
import { Roles } from "../support/roles.mjs";
import { finding, joinAsGuest, program, registerHost, Snapory, temporaryFolder, until } from "../support/snapory.mjs";

const colours = { "one.jpg": "250 10 10", "two.jpg": "10 250 10", "three.jpg": "200 60 10", "red.jpg": "10 10 250" };
const pictures = (t) => Object.entries(colours).map(([name, colour]) => ({ name, bytes: jpegOf(t, colour) }));

const finder = (client, event) => ({
  inGallery: async (text) => names(await client.get(`/events/${event.id}/photos?q=${encodeURIComponent(text)}`)),
  everywhere: async (text) => names(await client.get(`/search?q=${encodeURIComponent(text)}`)),
});
const names = ({ items }) => items.map(({ fileName }) => fileName);

test("photos are found by a text that nobody wrote on them", async (t) => {
  const snapory = await Snapory.start(t, { environment: { SNAPORY_AI_PACKS: packFolder(t, pairPack) } });
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Colours" }, { status: 201 });
  const [one, , three] = await addHourly(t, host, event, pictures(t));
  const { client: guest } = await joinAsGuest(snapory, event.code);

  for (const { inGallery, everywhere } of [finder(host, event), finder(guest, event)]) {
    for (const find of [inGallery, everywhere]) {
      assert.deepEqual(await find("red"), ["red.jpg", "one.jpg", "three.jpg"], "words first, then the most alike");
      assert.deepEqual(await find("a RED scarf"), ["one.jpg", "three.jpg"]);
      assert.deepEqual(await find("lawn green"), ["two.jpg"]);
      assert.deepEqual(await find("nothing of it"), []);
      for (const odd of ["\u0001", "\u{1F382}", "..."]) assert.deepEqual(await find(odd), [], JSON.stringify(odd));
      assert.deepEqual(await find("\u202Ered%\n"), ["red.jpg", "one.jpg", "three.jpg"]);
    }
  }
  await guest.call("GET", `/search?q=${"red%20".repeat(2000)}`, { status: 422 });
  await guest.call("GET", "/search?q=", { status: 422 });
  await guest.call("GET", "/search?q=%FFred", { status: 422 });
  await guest.call("GET", "/search?q=%00red", { status: 400 });

  const chips = (query) => host.get(`/events/${event.id}/photos?q=a+red+scarf&${query}`).then(names);
  assert.deepEqual(await chips("limit=1"), ["one.jpg"]);
  const { takenAt } = await host.get(`/events/${event.id}/photos/${three.id}`);
  assert.deepEqual(await chips(`from=${takenAt}`), ["three.jpg"]);
  assert.deepEqual(await chips("tag=dog"), []);
  await host.post(`/events/${event.id}/photos/bulk`, { action: "hide", ids: [one.id] });
  assert.deepEqual(await finder(guest, event).inGallery("a red scarf"), ["three.jpg"]);
  assert.deepEqual(await finder(host, event).inGallery("a red scarf"), ["one.jpg", "three.jpg"]);
});

test("roles of their own ask the ai what a text means, and go on without it", async (t) => {
  const roles = await Roles.start(t, { environment: { SNAPORY_AI_PACKS: packFolder(t, pairPack) } });
  const { client: host } = await registerHost(roles);
  const event = await host.post("/events", { title: "Colours" }, { status: 201 });
  const { items } = await addPhotos(host, event.id, [{ name: "lawn.jpg", bytes: jpegOf(t, "10 250 10") }]);
  assert.equal((await processed(host, event.id, items[0].id)).status, "ready");
  const { inGallery, everywhere } = finder(host, event);
  assert.deepEqual(await everywhere("green"), ["lawn.jpg"]);
  assert.equal((await fetch(`${roles.url}/ai/text`, { method: "POST", body: "green" })).status, 404, "from outside");

  await roles.ai[0].stop();
  assert.deepEqual(await everywhere("green"), []);
  assert.deepEqual(await inGallery("lawn"), ["lawn.jpg"]);
  const port = new URL(roles.ai[0].url).port;
  roles.run(`ai-${port}`, program, ["ai", "--port", port, "--data", roles.data], roles.environment);
  await until("texts to be understood again", async () => (await everywhere("green")).length === 1);
});

test("the doctor says which pack understands texts and what is wrong with one", async (t) => {
  const data = temporaryFolder(t);
  const doctor = (packs) => finding("model packs", data, { SNAPORY_AI_PACKS: packs });
  assert.match(doctor(packFolder(t, pairPack)).detail, /, pair-1 \(understands texts\)/);
  const wrong = doctor(packFolder(t, pairPack.replace("matches = 0.9", "matches = 9")));
  assert.equal(wrong.state, "fail");
  assert.match(wrong.detail, /pack\.toml has a text\.matches that is not above 0 and at most 1/);
});
