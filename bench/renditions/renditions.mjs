// Processor time per photo, JPEG of 12 megapixels to a 1600 px JPEG and a 400 px WebP: Snapory beside sharp, in
// turns within one run, on one thread each. Prints figures for bench/table.mjs.
//     node renditions.mjs PATH/TO/bench_renditions [TURNS]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { figure, median } from "../figures.mjs";

const [program, turns = "5"] = process.argv.slice(2);
if (!program) {
  console.error("usage: node renditions.mjs PATH/TO/bench_renditions [TURNS]");
  process.exit(2);
}

sharp.concurrency(1);
sharp.cache(false);

const preview = { width: 1600, height: 1600, fit: "inside", withoutEnlargement: true };
const thumbnail = { width: 400, height: 400, fit: "inside", withoutEnlargement: true };
const jpeg = { quality: 80, optimiseCoding: false }; // as ours: sharp's default would cost it more time
const webp = { quality: 80, effort: 2 };

/** The ways in which sharp can make both; the fastest is what Snapory is measured against. */
const ways = {
  async "one decode, raw pixels shared"(photo) {
    const { data, info } = await sharp(photo).rotate().resize(preview).raw().toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: info.channels };
    await sharp(data, { raw }).jpeg(jpeg).toBuffer();
    await sharp(data, { raw }).resize(thumbnail).webp(webp).toBuffer();
  },
  async "thumbnail from the preview's JPEG"(photo) {
    const shown = await sharp(photo).rotate().resize(preview).jpeg(jpeg).toBuffer();
    await sharp(shown).resize(thumbnail).webp(webp).toBuffer();
  },
  async "two decodes"(photo) {
    await sharp(photo).rotate().resize(preview).jpeg(jpeg).toBuffer();
    await sharp(photo).rotate().resize(thumbnail).webp(webp).toBuffer();
  },
};


async function processorTime(work) {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Real photos made as large as a phone's, with the grain that a sensor of that size has. */
async function makePhotos(folder) {
  const samples = dirname(createRequire(import.meta.url).resolve("@vladmandic/face-api/package.json"));
  const noise = { type: "gaussian", mean: 128, sigma: 9 };
  const grain = await sharp({ create: { width: 4032, height: 3024, channels: 3, background: "#808080", noise } })
    .png()
    .toBuffer();
  const photos = [];
  for (const number of [1, 2, 4, 6]) {
    const bytes = await sharp(join(samples, "demo", `sample${number}.jpg`))
      .resize({ width: 4032, height: 3024, fit: "cover" })
      .composite([{ input: grain, blend: "soft-light" }])
      .jpeg({ quality: 92 })
      .toBuffer();
    const path = join(folder, `photo${number}.jpg`);
    writeFileSync(path, bytes);
    photos.push(path);
  }
  return photos;
}

const folder = mkdtempSync(join(tmpdir(), "snapory-renditions-"));
try {
  const paths = await makePhotos(folder);
  const photos = paths.map((path) => readFileSync(path));
  const ours = { decode: [], renditions: [], reading: [] };
  const theirs = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  for (let turn = 0; turn < Number(turns); turn++) {
    const measured = JSON.parse(execFileSync(program, ["1", ...paths], { encoding: "utf8" }));
    for (const [name, time] of Object.entries(measured)) ours[name].push(time);
    for (const [way, work] of Object.entries(ways))
      for (const photo of photos) theirs[way].push(await processorTime(() => work(photo)));
  }

  for (const [way, times] of Object.entries(theirs)) console.error(`sharp, ${way}: ${median(times).toFixed(1)} ms`);
  const best = Object.values(theirs).toSorted((a, b) => median(a) - median(b))[0];
  figure({
    what: "renditions of a 12 MP JPEG",
    ours: median(ours.renditions),
    unit: "ms CPU",
    beside: "sharp at its best",
    theirs: median(best),
    ratio: median(best) / median(ours.renditions),
    goal: { least: 1.5 },
  });
  figure({ what: "of which decoding, the floor", ours: median(ours.decode), unit: "ms CPU", beside: "all of it", theirs: median(ours.renditions) });
  figure({ what: "with metadata, hashes and sharpness", ours: median(ours.reading), unit: "ms CPU" });
} finally {
  rmSync(folder, { recursive: true });
}
