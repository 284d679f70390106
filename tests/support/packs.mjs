// Model packs of a host's own, as small as can be, and photos that they see something in.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { addPhotos, processed } from "./photos.mjs";
import { temporaryFolder } from "./snapory.mjs";

/** An ONNX model whose three scores are the means of red, green and blue of a picture of 4 x 4. */
const colourModel = Buffer.from(
  "CAY6ggEKIwoHcGljdHVyZRIFbWVhbnMiEUdsb2JhbEF2ZXJhZ2VQb29sChgKBW1lYW5zEgZzY29yZXMiB0ZsYXR0ZW4SBHRpbnlaIQoHcGljdHVyZRIW" +
    "ChQIARIQCgIIAQoCCAMKAggECgIIBGIYCgZzY29yZXMSDgoMCAESCAoCCAEKAggDQgQKABAJ",
  "base64",
);
export const colourPack = `
id = "colours-1"
output = "classifier"
threshold = 0.9
[input]
width = 4
height = 4
deviation = [255, 255, 255]
`;

/** The same three numbers, taken for what a picture looks like. */
export const looksPack = colourPack.replace('"classifier"\nthreshold = 0.9', '"embedding"').replace("colours-1", "looks-1");

/** A folder of packs with one that names the colour of a picture. */
export function packFolder(t, pack = colourPack) {
  const folder = temporaryFolder(t);
  mkdirSync(path.join(folder, "colours"));
  writeFileSync(path.join(folder, "colours/pack.toml"), pack);
  if (pack.includes("threshold")) writeFileSync(path.join(folder, "colours/labels.txt"), "crimson\nlime\nnavy\n");
  writeFileSync(path.join(folder, "colours/model.onnx"), colourModel);
  return folder;
}

/** An ONNX model that counts, of up to 24 tokens, those that end "red", "green" and "blue"; "e d" is joined at the end of a word. */
const textModel = Buffer.from(
  "CAY64AEKHgoGdG9rZW5zCgdjb3VudGVkEgRoaXRzIgVFcXVhbAodCgRoaXRzEgRvbmVzIgRDYXN0KgkKAnRvGAGgAQIKGgoEb25lcxIHY29sdW1ucyIJVHJh" +
    "bnNwb3NlCiwKB2NvbHVtbnMSCWRpcmVjdGlvbiIJUmVkdWNlU3VtKgsKBGF4ZXNAAKABByoYCAMIARAHOIAEOM0COMQCQgdjb3VudGVkWhgKBnRva2VucxIO" +
    "CgwIBxIICgIIAQoCCBhiGwoJZGlyZWN0aW9uEg4KDAgBEggKAggBCgIIAxIEdGlueUICEAk=",
  "base64",
);
export const pairPack = `${looksPack.replace('"embedding"', '"image-text"').replace("looks-1", "pair-1")}
[text]
matches = 0.9
`;

/** A folder of packs with a pair of models: texts with the word "red" mean red pictures. */
export function pairFolder(t, pack = pairPack) {
  const folder = packFolder(t, pack);
  writeFileSync(path.join(folder, "colours/text.onnx"), textModel);
  writeFileSync(path.join(folder, "colours/merges.txt"), "#version: 0.2\ne d</w>\n");
  return folder;
}

/** A photo of one colour, "red green blue". */
export function jpegOf(t, colour) {
  const file = path.join(temporaryFolder(t), "lawn.jpg");
  execFileSync("vips", ["black", `${file}.v`, "300", "200", "--bands", "3"]);
  execFileSync("vips", ["linear", `${file}.v`, file, "1 1 1", colour, "--uchar"]);
  return readFileSync(file);
}

/** Photos of different hours, so that they are in no stack. */
export async function addHourly(t, client, event, pictures) {
  const files = pictures.map(({ name, bytes }, hour) => {
    const file = path.join(temporaryFolder(t), name);
    writeFileSync(file, bytes);
    execFileSync("exiftool", ["-q", "-overwrite_original", `-DateTimeOriginal=2026:06:20 1${hour}:00:00`, file]);
    return { name, bytes: readFileSync(file) };
  });
  const { items } = await addPhotos(client, event.id, files);
  for (const { id } of items) assert.equal((await processed(client, event.id, id)).status, "ready");
  return items;
}
