import type { Photo } from "@/lib/api";

/** A ready, approved photo; what matters to a test is given. */
export function photoOf(given: Partial<Photo> & { id: string }): Photo {
  const time = "2026-06-20T20:00:00.000Z";
  return {
    eventId: "event",
    status: "ready",
    moderation: "approved",
    failure: null,
    fileName: "IMG_0001.JPG",
    contentType: "image/jpeg",
    size: 1,
    sha256: "",
    width: 3,
    height: 2,
    takenAt: time,
    takenAtSource: "exif",
    takenAtOffset: null,
    camera: null,
    exposure: null,
    stackId: null,
    stackSize: 1,
    place: null,
    country: null,
    location: null,
    thumbhash: null,
    dominantColor: null,
    urls: { thumbnail: null, preview: null, original: null },
    tags: [],
    faces: [],
    uploader: { kind: "guest", id: "guest", name: null },
    createdAt: time,
    readyAt: time,
    eraseAt: null,
    ...given,
  };
}
