// Each accepted format becomes upright renditions with the right facts, and no rendition or guest sees where it was.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { addPhotos, processed, samplePath } from "../support/photos.mjs";
import { joinAsGuest, registerHost, Snapory, temporaryFolder } from "../support/snapory.mjs";

const exiftool = (...args) => execFileSync("exiftool", ["-q", "-overwrite_original", ...args]);
const facts = (file) => JSON.parse(execFileSync("exiftool", ["-json", "-n", file]).toString())[0];

const folder = temporaryFolder();
const file = (name) => path.join(folder, name);
const gps = ["-GPSLatitude=48.137154", "-GPSLatitudeRef=N", "-GPSLongitude=11.576124", "-GPSLongitudeRef=E"];
const facts_of_camera = [
  "-Make=Fujifilm", "-Model=X-T5", "-LensModel=XF35mmF2", "-SerialNumber=SECRET-SERIAL", "-OwnerName=Otto Owner",
  "-DateTimeOriginal=2026:06:20 18:30:00", "-OffsetTimeOriginal=+02:00", "-ExposureTime=1/250", "-FNumber=2", "-ISO=400", ...gps,
];

before(() => {
  copyFileSync(samplePath(1), file("rotated.jpg"));
  exiftool("-Orientation#=6", ...facts_of_camera, file("rotated.jpg"));
  execFileSync("heif-enc", ["-q", "60", samplePath(1), "-o", file("photo.heic")], { stdio: "ignore" });
  execFileSync("heif-enc", ["-A", "-q", "50", samplePath(2), "-o", file("photo.avif")], { stdio: "ignore" });
  for (const type of ["png", "webp", "tiff", "gif"]) execFileSync("vips", ["thumbnail", samplePath(3), file(`photo.${type}`), "600"]);
  exiftool(...facts_of_camera, file("photo.heic"));
});

test("HEIC and a rotated JPEG come upright, with time, camera and place", async (t) => {
  const snapory = await Snapory.start(t);
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Formats" }, { status: 201 });
  const { client: guest } = await joinAsGuest(snapory, event.code);
  const stored = facts(samplePath(1));

  for (const [name, width, height, type] of [
    ["rotated.jpg", stored.ImageHeight, stored.ImageWidth, "image/jpeg"],
    ["photo.heic", stored.ImageWidth, stored.ImageHeight, "image/heic"],
  ]) {
    const { items } = await addPhotos(guest, event.id, [{ name, bytes: readFileSync(file(name)) }]);
    const photo = await processed(host, event.id, items[0].id);
    assert.equal(photo.status, "ready", `${name}: ${photo.failure}`);
    assert.equal(photo.contentType, type);
    assert.deepEqual([photo.width, photo.height], [width, height], `${name} is upright`);
    assert.equal(photo.takenAt, "2026-06-20T16:30:00.000Z", name);
    assert.equal(photo.takenAtSource, "exif");
    assert.equal(photo.camera.make, "Fujifilm");
    assert.equal(photo.camera.model, "X-T5");
    assert.equal(photo.camera.lens, "XF35mmF2");
    assert.ok(Math.abs(photo.location.latitude - 48.137154) < 1e-4 && Math.abs(photo.location.longitude - 11.576124) < 1e-4, name);

    const forGuest = await guest.get(`/events/${event.id}/photos/${photo.id}`);
    assert.doesNotMatch(JSON.stringify(forGuest), /48\.13|11\.57|SECRET-SERIAL|Otto Owner/, "guests are not told where");
    for (const variant of ["preview", "thumbnail"]) {
      const rendition = file(`${name}.${variant}`);
      writeFileSync(rendition, Buffer.from(await (await fetch(new URL(forGuest.urls[variant], snapory.url))).arrayBuffer()));
      const found = facts(rendition);
      assert.equal(found.ImageWidth > found.ImageHeight, width > height, `${name} ${variant} is upright`);
      assert.equal(found.Orientation ?? 1, 1);
      for (const secret of ["GPSLatitude", "SerialNumber", "OwnerName", "Make"]) assert.equal(found[secret], undefined, `${variant} has no ${secret}`);
    }
  }
});

test("the other formats are taken too", async (t) => {
  const snapory = await Snapory.start(t);
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Formats" }, { status: 201 });
  for (const type of ["avif", "png", "webp", "tiff", "gif"]) {
    const { items } = await addPhotos(host, event.id, [{ name: "misleading.jpg", bytes: readFileSync(file(`photo.${type}`)) }]);
    const photo = await processed(host, event.id, items[0].id);
    assert.equal(photo.status, "ready", `${type}: ${photo.failure}`);
    assert.equal(photo.contentType, `image/${type}`, "by content, not by name");
    assert.match(photo.dominantColor, /^#[0-9a-f]{6}$/);
    assert.ok(photo.thumbhash.length > 10);
  }
});
