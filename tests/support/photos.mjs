// Photos for tests: the samples, and as many different ones as a test wants.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { samples, temporaryFolder, until } from "./snapory.mjs";

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
export const samplePath = (number) => path.join(samples, `sample${number}.jpg`);
export const sample = (number) => readFileSync(samplePath(number));

/** The woman at the right of sample 6, who is in none of the other samples. */
export const selfieFrom = { x: 1400, y: 250, width: 520, height: 390 };

/** Writes that part of a photo to `file`, in the format that its ending names. */
export function crop(photo, { x, y, width, height }, file) {
  execFileSync("vips", ["crop", photo, file, x, y, width, height].map(String));
}

/** A picture of her alone. */
export function selfie(t) {
  const file = path.join(temporaryFolder(t), "me.jpg");
  crop(samplePath(6), selfieFrom, file);
  return readFileSync(file);
}

/** Gives her picture, with consent to the event's policy; gives the answer's `{matches}`. */
export async function takeSelfie(t, client, event) {
  const { privacy } = await client.get(`/join/${event.code}`);
  const form = new FormData();
  form.append("image", new Blob([selfie(t)]), "me.jpg");
  form.append("consent", privacy.policyVersion);
  return client.call("POST", `/events/${event.id}/selfie`, { body: form, status: 201 });
}

/** The same picture as a file of its own: a JPEG comment makes its bytes, and so its hash, different. */
export function distinct(jpeg, comment) {
  const text = Buffer.from(comment);
  const segment = Buffer.concat([Buffer.from([0xff, 0xfe, (text.length + 2) >> 8, (text.length + 2) & 0xff]), text]);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

/** Sends files as a form would; gives the answer's `{items, errors}`. */
export async function addPhotos(client, event, files, { status = 201 } = {}) {
  const form = new FormData();
  for (const { name, bytes } of files) form.append("file", new Blob([bytes]), name);
  return client.call("POST", `/events/${event}/photos`, { body: form, status });
}

/** Sends one file by the parts protocol; gives the photo. */
export async function uploadInParts(client, event, { name, bytes }) {
  const announced = { name, size: bytes.length, contentType: "image/jpeg", sha256: sha256(bytes) };
  const { items } = await client.post(`/events/${event}/uploads`, { files: [announced] }, { status: 201 });
  const [upload] = items;
  for (const part of upload.parts) await putPart(client, part, bytes, upload.partSize);
  if (upload.status === "duplicate") return client.get(`/events/${event}/photos/${upload.photoId}`);
  return client.post(`/events/${event}/uploads/${upload.uploadId}/complete`, undefined, { status: 201 });
}

export async function putPart(client, part, bytes, partSize) {
  const from = (part.number - 1) * partSize;
  const answer = await fetch(new URL(part.url, client.base), { method: "PUT", body: bytes.subarray(from, from + part.size) });
  if (!answer.ok) throw new Error(`part ${part.number}: ${answer.status} ${await answer.text()}`);
}

/** The photo, once it is no longer being processed. */
export async function processed(client, event, photoId, seconds = 60) {
  return until(
    `photo ${photoId} to be processed`,
    async () => {
      const photo = await client.get(`/events/${event}/photos/${photoId}`);
      return photo.status !== "processing" && photo;
    },
    seconds,
  );
}

/** Every photo of the event, page by page. */
export async function allPhotos(client, event, query = "") {
  const photos = [];
  for (let cursor = ""; cursor !== null; ) {
    const page = await client.get(`/events/${event}/photos?limit=200${query}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    photos.push(...page.items);
    cursor = page.nextCursor;
  }
  return photos;
}
