// How long after its upload a photo is seen by others, while one a second arrives: in any open gallery, and in the page
// of the guest who is in it. Prints figures for bench/table.mjs.
//   node bench/live.mjs [SECONDS]     of each, default 60; SNAPORY names the program
import { createRequire } from "node:module";
import path from "node:path";
import { addPhotos, distinct, sample, takeSelfie } from "../tests/support/photos.mjs";
import { joinAsGuest, registerHost, root, Snapory, until } from "../tests/support/snapory.mjs";
import { bench, cleanly } from "./cleanup.mjs";
import { figure } from "./figures.mjs";

const WebSocket = createRequire(path.join(root, "tests/package.json"))("ws");
const seconds = Number(process.argv[2] ?? 60);

/** When the guest's WebSocket told of changes of this type, by photo; goes on filling. */
async function listen(guest, event, type) {
  const told = new Map();
  const { url } = await guest.post(`/events/${event.id}/live`, undefined, { status: 201 });
  const socket = new WebSocket(url);
  bench.after(() => socket.close());
  socket.on("message", (text) => {
    const change = JSON.parse(text);
    if (change.type === type) told.set(change.photoId, performance.now());
  });
  await new Promise((resolve) => socket.once("open", resolve));
  return told;
}

/** Milliseconds from the 201 of each upload to the change that tells the guest of it, in ascending order. */
async function waits(host, event, guest, type) {
  const told = await listen(guest, event, type);
  const safe = new Map(); // when the server had the photo, by its id
  const send = async (number) => {
    const { items } = await addPhotos(host, event.id, [{ name: `${number}.jpg`, bytes: distinct(sample(6), `photo ${number}`) }]);
    safe.set(items[0].id, performance.now());
  };
  const sending = [];
  for (let number = 0; number < seconds; number++) {
    sending.push(send(number));
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  await Promise.all(sending);
  await until("every photo to be told of", () => told.size >= seconds, 120);
  return [...told].map(([photo, at]) => Math.max(0, at - safe.get(photo))).sort((a, b) => a - b);
}

async function measure(snapory, host, { what, settings, selfie, type, p50, p95 }) {
  const event = await host.post("/events", { title: "Bench", settings }, { status: 201 });
  const { client: guest } = await joinAsGuest(snapory, event.code);
  if (selfie) await takeSelfie(bench, guest, event);
  const times = await waits(host, event, guest, type);
  const quantile = (share) => times[Math.ceil(share * times.length) - 1];
  figure({ what: `${what}, p50 of ${times.length}`, ours: quantile(0.5), unit: "ms", goal: p50 });
  figure({ what: "the same, p95", ours: quantile(0.95), unit: "ms", goal: p95 });
}

await cleanly(async () => {
  const snapory = await Snapory.start(bench);
  const { client: host } = await registerHost(snapory);
  const gallery = { what: "upload → another open gallery", type: "photo.ready" };
  await measure(snapory, host, { ...gallery, p50: { most: 300 }, p95: { most: 1000 } });
  const search = { what: "upload → its guest's page", type: "match.found", settings: { faceSearch: true }, selfie: true };
  await measure(snapory, host, { ...search, p95: { most: 2000 } });
});
