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

/** An ONNX model that counts, of up to 24 tokens, those that end "red", "green" and "blue"; "e d" is joined at the end of a word. */
const textModel = Buffer.from(
  "CAY64AEKHgoGdG9rZW5zCgdjb3VudGVkEgRoaXRzIgVFcXVhbAodCgRoaXRzEgRvbmVzIgRDYXN0KgkKAnRvGAGgAQIKGgoEb25lcxIHY29sdW1ucyIJVHJh" +
    "bnNwb3NlCiwKB2NvbHVtbnMSCWRpcmVjdGlvbiIJUmVkdWNlU3VtKgsKBGF4ZXNAAKABByoYCAMIARAHOIAEOM0COMQCQgdjb3VudGVkWhgKBnRva2VucxIO" +
    "CgwIBxIICgIIAQoCCBhiGwoJZGlyZWN0aW9uEg4KDAgBEggKAggBCgIIAxIEdGlueUICEAk=",
  "base64",
);
/** With it, texts with the word "red" mean red pictures. */
export const pairPack = `${looksPack.replace('"embedding"', '"image-text"').replace("looks-1", "pair-1")}
[text]
matches = 0.9
`;

/** A folder with these packs; one that names the colour of a picture if none is given. */
export function packFolder(t, ...packs) {
  const folder = temporaryFolder(t);
  for (const [index, pack] of (packs.length > 0 ? packs : [colourPack]).entries()) {
    const write = (name, content) => writeFileSync(path.join(folder, `pack${index}`, name), content);
    mkdirSync(path.join(folder, `pack${index}`));
    write("pack.toml", pack);
    write("model.onnx", colourModel);
    if (pack.includes("threshold")) write("labels.txt", "crimson\nlime\nnavy\n");
    if (!pack.includes("[text]")) continue;
    write("text.onnx", textModel);
    write("merges.txt", "#version: 0.2\ne d</w>\n");
  }
  return folder;
}

/** A photo of one colour, "red green blue". */
export function jpegOf(t, colour) {
  const file = path.join(temporaryFolder(t), "lawn.jpg");
  execFileSync("vips", ["black", `${file}.v`, "300", "200", "--bands", "3"]);
  execFileSync("vips", ["linear", `${file}.v`, file, "1 1 1", colour, "--uchar"]);
  return readFileSync(file);
}

/** Photos of different hours, so that they are in no stack; `exif` is what else exiftool is to write. */
export async function addHourly(t, client, event, pictures) {
  const files = pictures.map(({ name, bytes, exif = [] }, hour) => {
    const file = path.join(temporaryFolder(t), name);
    writeFileSync(file, bytes);
    execFileSync("exiftool", ["-q", "-overwrite_original", `-DateTimeOriginal=2026:06:20 1${hour}:00:00`, ...exif, file]);
    return { name, bytes: readFileSync(file) };
  });
  const { items } = await addPhotos(client, event.id, files);
  for (const { id } of items) assert.equal((await processed(client, event.id, id)).status, "ready");
  return items;
}
