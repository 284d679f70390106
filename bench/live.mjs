// How long after its upload a photo reaches the page of the guest who is in it, while one photo a second arrives.
// Prints figures for bench/table.mjs.
//   node bench/standing_query.mjs [SECONDS]     default 60; SNAPORY names the program
import { createRequire } from "node:module";
import path from "node:path";
import { addPhotos, distinct, sample, takeSelfie } from "../tests/support/photos.mjs";
import { joinAsGuest, registerHost, root, Snapory, until } from "../tests/support/snapory.mjs";
import { figure } from "./figures.mjs";

const WebSocket = createRequire(path.join(root, "tests/package.json"))("ws");
const seconds = Number(process.argv[2] ?? 60);
const afterwards = [];
const bench = { after: (work) => afterwards.unshift(work) };

async function measure() {
  const snapory = await Snapory.start(bench);
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Bench", settings: { faceSearch: true } }, { status: 201 });
  const { client: guest } = await joinAsGuest(snapory, event.code);
  await takeSelfie(bench, guest, event);

  const safe = new Map(); // when the server had the photo, by its id
  const waits = [];
  const { url } = await guest.post(`/events/${event.id}/live`, undefined, { status: 201 });
  const socket = new WebSocket(url);
  bench.after(() => socket.close());
  socket.on("message", (text) => {
    const { type, photoId } = JSON.parse(text);
    if (type === "match.found") waits.push({ photoId, at: performance.now() });
  });
  await new Promise((resolve) => socket.once("open", resolve));

  const sending = [];
  const send = async (number) => {
    const { items } = await addPhotos(host, event.id, [{ name: `${number}.jpg`, bytes: distinct(sample(6), `photo ${number}`) }]);
    safe.set(items[0].id, performance.now());
  };
  for (let number = 0; number < seconds; number++) {
    sending.push(send(number));
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  await Promise.all(sending);
  await until("every photo to be found", () => waits.length >= seconds, 120);
  return waits.map(({ photoId, at }) => Math.max(0, at - safe.get(photoId))).sort((a, b) => a - b);
}

try {
  const waits = await measure();
  const quantile = (share) => waits[Math.ceil(share * waits.length) - 1];
  figure({ unit: "ms", what: `upload → its guest's page, p50 of ${waits.length}`, ours: quantile(0.5) });
  figure({ unit: "ms", what: "the same, p95", ours: quantile(0.95), goal: { most: 2000 } });
} finally {
  for (const work of afterwards) await work();
}
