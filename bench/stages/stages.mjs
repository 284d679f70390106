// What a photo of 12 megapixels costs on one core, by the stages of the ai. Prints figures for bench/table.mjs.
//   node bench/stages/stages.mjs PATH/TO/bench_stages PHOTO...
import { execFileSync } from "node:child_process";
import { figure } from "../figures.mjs";

const [program, ...photos] = process.argv.slice(2);
const names = { decode: "decode, renditions and look", detect: "find faces", embed: "their codes", marks: "their marks", tag: "tags and embedding" };

for (const line of execFileSync(program, [".deps/models", ...photos], { encoding: "utf8" }).trim().split("\n")) {
  const { faces, ...stages } = JSON.parse(line);
  if (faces === 0) ["embed", "marks"].forEach((stage) => delete stages[stage]);
  for (const [stage, cost] of Object.entries(stages)) figure({ what: `a photo of ${faces} faces: ${names[stage]}`, ours: cost, unit: "ms CPU" });
}
