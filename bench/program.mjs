// The whole program: CPU of an ingest a photo beside that of the bare rendition pipeline, start-up time and idle memory.
// Prints figures for bench/table.mjs.
//   node bench/program.mjs FOLDER-OF-12-MP-JPEGS PATH/TO/bench_renditions [ROUNDS]
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { distinct, uploadInParts } from "../tests/support/photos.mjs";
import { joinAsGuest, registerHost, Snapory, temporaryFolder } from "../tests/support/snapory.mjs";
import { bench, cleanly } from "./cleanup.mjs";
import { figure, median } from "./figures.mjs";
import { cpuSeconds, memory } from "./process_tree.mjs";

const [folder, renditions, rounds = "5"] = process.argv.slice(2);
const jpegs = readdirSync(folder).filter((name) => name.endsWith(".jpg")).map((name) => path.join(folder, name));

async function startUp() {
  const times = [];
  const data = temporaryFolder(bench);
  for (let run = 0; run < 7; run++) {
    const begin = performance.now();
    const snapory = await Snapory.start(bench, { data });
    times.push(performance.now() - begin);
    await snapory.stop();
  }
  figure({ what: "start to first answer", ours: median(times), unit: "ms", goal: { most: 500 } });
}

/** CPU milliseconds of decoding one photo and encoding both renditions, in one process that does nothing else. */
function barePipeline() {
  return JSON.parse(execFileSync(renditions, ["2", ...jpegs], { encoding: "utf8" })).renditions;
}

/** An event of a program of its own, to which photos are sent and waited for. */
class Album {
  static async open(faceSearch) {
    const album = new Album();
    album.snapory = await Snapory.start(bench);
    album.idle = memory(album.snapory.child.pid);
    const { client: host } = await registerHost(album.snapory);
    album.host = host;
    album.event = await host.post("/events", { title: "Bench", settings: { faceSearch } }, { status: 201 });
    album.guest = (await joinAsGuest(album.snapory, album.event.code)).client;
    await album.ingest(1); // models and caches
    return album;
  }

  /** Sends every photo so many times; gives the CPU milliseconds of one, upload and processing. */
  async ingest(times) {
    const before = cpuSeconds(this.snapory.child.pid);
    for (let i = 0; i < times; i++)
      for (const file of jpegs) {
        const bytes = distinct(readFileSync(file), `${Math.random()}`);
        await uploadInParts(this.guest, this.event.id, { name: path.basename(file), bytes });
      }
    while ((await this.host.get(`/events/${this.event.id}`)).counts.processing > 0) await sleep(1000); // asking costs too
    return (1000 * (cpuSeconds(this.snapory.child.pid) - before)) / (times * jpegs.length);
  }
}

async function withoutFaces() {
  const album = await Album.open(false);
  const [whole, bare] = [[], []];
  for (let round = 0; round < Number(rounds); round++) {
    console.error(`ingest, round ${round + 1} of ${rounds}`);
    whole.push(await album.ingest(2));
    bare.push(barePipeline());
  }
  figure({
    what: "whole ingest of a 12 MP JPEG, no faces",
    ours: median(whole),
    unit: "ms CPU",
    beside: "bare renditions",
    theirs: median(bare),
    ratio: median(whole.map((one, round) => one / bare[round])),
    goal: { most: 1.15 },
  });
  figure({ what: "memory at rest, models never loaded", ours: album.idle, unit: "MB", goal: { most: 80 } });
  await album.snapory.stop();
}

async function withFaces() {
  console.error("ingest with faces");
  const album = await Album.open(true);
  figure({ what: "whole ingest of a 12 MP JPEG, with faces", ours: await album.ingest(3), unit: "ms CPU" });
  figure({ what: "memory after work, models loaded", ours: memory(album.snapory.child.pid), unit: "MB", goal: { most: 300 } });
  await album.snapory.stop();
}

await cleanly(async () => {
  await startUp();
  await withoutFaces();
  await withFaces();
});
