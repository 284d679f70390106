// The whole program: CPU of an ingest a photo beside that of the bare rendition pipeline, start-up time and idle memory.
// Usage: node bench/program.mjs FOLDER-OF-12-MP-JPEGS PATH/TO/bench_renditions [PHOTOS]
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { distinct, uploadInParts } from "../tests/support/photos.mjs";
import { joinAsGuest, registerHost, Snapory, temporaryFolder, until } from "../tests/support/snapory.mjs";

const [folder, renditions, wanted = "60"] = process.argv.slice(2);
const jpegs = readdirSync(folder).filter((name) => name.endsWith(".jpg")).map((name) => path.join(folder, name));
const ticksASecond = 100;
const atEnd = [];
const bench = { after: (work) => atEnd.unshift(work) };

/** Process ids of a program and all that it started. */
function tree(root) {
  const parents = new Map();
  for (const entry of readdirSync("/proc"))
    if (/^\d+$/.test(entry))
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
        parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
      } catch {} // ended meanwhile
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

/** CPU seconds of the tree, with those of children that have ended and been waited for. */
function cpuSeconds(root) {
  let ticks = 0;
  for (const pid of tree(root)) {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    for (const field of [11, 12, 13, 14]) ticks += Number(fields[field]); // utime stime cutime cstime
  }
  return ticks / ticksASecond;
}

/** Proportional set size of the tree in MB: shared pages are counted once. */
function memory(root) {
  const kilobytes = tree(root).map((pid) => Number(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+)/m)[1]));
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const row = (what, value, note = "") => console.log(`${what.padEnd(52)} ${value.padStart(12)}  ${note}`);

async function startUp() {
  const times = [];
  const data = temporaryFolder(bench);
  for (let run = 0; run < 7; run++) {
    const begin = performance.now();
    const snapory = await Snapory.start(bench, { data });
    times.push(performance.now() - begin);
    await snapory.stop();
  }
  row("start to first answer, median of 7", `${median(times.slice(1)).toFixed(0)} ms`, "goal 500 ms");
}

/** CPU milliseconds of decoding one photo and encoding both renditions, in one process that does nothing else. */
function barePipeline() {
  const each = JSON.parse(execFileSync(renditions, ["5", ...jpegs], { encoding: "utf8" })).renditions;
  row("bare renditions of a 12 MP JPEG", `${each.toFixed(0)} ms CPU`, "median");
  return each;
}

async function ingest(faceSearch) {
  const snapory = await Snapory.start(bench);
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Bench", settings: { faceSearch } }, { status: 201 });
  const { client: guest } = await joinAsGuest(snapory, event.code);
  const files = jpegs.map((file) => readFileSync(file));
  const idle = memory(snapory.child.pid);
  const send = async (label, count) => {
    for (let i = 0; i < count; i++)
      await uploadInParts(guest, event.id, { name: `${label}${i}.jpg`, bytes: distinct(files[i % files.length], `${label} ${i}`) });
    await until("every photo to be processed", async () => (await host.get(`/events/${event.id}`)).counts.processing === 0, 600);
  };
  await send("warm", 2);
  const before = cpuSeconds(snapory.child.pid);
  await send("photo", Number(wanted));
  const each = (1000 * (cpuSeconds(snapory.child.pid) - before)) / Number(wanted);
  row(`ingest of a 12 MP JPEG, faces ${faceSearch ? "on" : "off"}`, `${each.toFixed(0)} ms CPU`, `${wanted} photos`);
  if (!faceSearch) row("memory at rest, models never loaded", `${idle.toFixed(0)} MB`, "goal 80 MB");
  else row("memory after work, models loaded", `${memory(snapory.child.pid).toFixed(0)} MB`, "goal 300 MB");
  await snapory.stop();
  return each;
}

try {
  await startUp();
  const ratio = (await ingest(false)) / barePipeline();
  row("ingest beside the bare rendition pipeline", `${ratio.toFixed(2)}x`, "goal 1.15x or less");
  await ingest(true);
} finally {
  for (const work of atEnd) await work();
}
