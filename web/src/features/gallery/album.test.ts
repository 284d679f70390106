import { expect, onTestFinished, test, vi } from "vitest";
import type { Photo, PhotoList } from "@/lib/api";
import { Problem } from "@/lib/problem";
import { photoOf } from "@/testing/photo_of";
import { Album } from "./album";

const at = (minute: number, given: Partial<Photo> = {}): Photo =>
  photoOf({ id: `p${minute}`, takenAt: new Date(minute * 60_000).toISOString(), ...given });

const list = (minutes: number[], nextCursor: string | null = null): PhotoList => ({
  items: minutes.map((minute) => at(minute)),
  nextCursor,
});

const ready = ({ status }: Photo) => status === "ready";
const ids = ({ state }: Album) => state.value.photos.map(({ id }) => id);

/** An album over a server that gives these pages, by cursor. */
function albumOf(pages: Record<string, PhotoList>, first?: PhotoList): Album {
  return new Album(async (cursor) => pages[cursor ?? ""] ?? list([]), "takenAt", ready, first);
}

test("goes on where the inlined first page ends", async () => {
  const album = albumOf({ two: list([3, 2]) }, list([5, 4], "two"));
  expect(album.state.value).toMatchObject({ status: "ready", more: true });
  await album.next();
  expect(ids(album)).toEqual(["p5", "p4", "p3", "p2"]);
  expect(album.state.value.more).toBe(false);
});

test("puts a new photo where it belongs", () => {
  const album = albumOf({}, list([5, 3, 1]));
  album.put(at(4));
  album.put(at(6));
  expect(ids(album)).toEqual(["p6", "p5", "p4", "p3", "p1"]);
});

test("leaves a photo that is older than what was read to its page", () => {
  const album = albumOf({}, list([5, 4], "two"));
  album.put(at(1));
  expect(ids(album)).toEqual(["p5", "p4"]);
});

test("takes out a photo that it does not show any more", () => {
  const album = albumOf({}, list([5, 4]));
  album.put(at(4, { status: "failed" }));
  expect(ids(album)).toEqual(["p5"]);
});

test("holds new photos while the reader is elsewhere, and changes old ones in place", () => {
  const album = albumOf({}, list([5, 4]));
  album.hold(true);
  album.put(at(6));
  album.put(at(4, { fileName: "new" }));
  expect(ids(album)).toEqual(["p5", "p4"]);
  expect(album.state.value.photos[1]?.fileName).toBe("new");
  expect(album.state.value.held).toHaveLength(1);
  album.release();
  expect(ids(album)).toEqual(["p6", "p5", "p4"]);
});

test("a removed photo is neither shown nor held", () => {
  const album = albumOf({}, list([5, 4]));
  album.hold(true);
  album.put(at(6));
  album.remove("p6");
  album.remove("p5");
  album.release();
  expect(ids(album)).toEqual(["p4"]);
});

test("read again, it learns what came and what went, and keeps the pages below", async () => {
  const album = albumOf({ "": list([7, 5], "two"), two: list([3, 2]) }, list([6, 5], "two"));
  await album.next();
  await album.load();
  expect(ids(album)).toEqual(["p7", "p5", "p3", "p2"]);
  expect(album.state.value.more).toBe(false);
});

test("read again after a long absence, it begins at the top", async () => {
  const album = albumOf({ "": list([99, 98], "next") }, list([6, 5]));
  await album.load();
  expect(ids(album)).toEqual(["p99", "p98"]);
  expect(album.state.value.more).toBe(true);
});

test("says why nothing is there, and tries again", async () => {
  let works = false;
  const album = new Album(
    async () => {
      if (!works) throw new Problem("unavailable", 503);
      return list([1]);
    },
    "takenAt",
    ready,
  );
  await album.load();
  expect(album.state.value).toMatchObject({ status: "failed", problem: { code: "unavailable" } });
  works = true;
  await album.load();
  expect(ids(album)).toEqual(["p1"]);
});

test("begins anew where photos have other places, also below what the first page reaches", async () => {
  let pages: Record<string, PhotoList> = { "": list([5, 4], "two"), two: list([3, 2]) };
  const album = new Album(async (cursor) => pages[cursor ?? ""] ?? list([]), "takenAt", ready);
  await album.load();
  await album.next();
  pages = { "": list([9, 5], "two"), two: list([4, 3]) };
  const done = album.reorder();
  await Promise.resolve();
  expect(ids(album), "what is shown stays until the page is there").toEqual(["p5", "p4", "p3", "p2"]);
  await done;
  expect(ids(album)).toEqual(["p9", "p5"]);
  await album.next();
  expect(ids(album)).toEqual(["p9", "p5", "p4", "p3"]);
});

test("shows of a stack the photo that the server says is on top", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let top: Photo | undefined = at(6, { stackId: "p4", stackSize: 2 });
  const asked: string[] = [];
  const topOf = async (stackId: string) => {
    asked.push(stackId);
    return top;
  };
  const album = new Album(async () => list([]), "takenAt", ready, list([5, 4]), topOf);
  album.put(at(6, { stackId: "p4" }));
  album.put(at(7, { stackId: "p4" }));
  await vi.runAllTimersAsync();
  expect(ids(album)).toEqual(["p6", "p5"]);
  expect(asked).toEqual(["p4"]);
  top = at(7, { stackId: "p4", stackSize: 1 });
  album.remove("p6");
  expect(ids(album)).toEqual(["p5"]);
  await vi.runAllTimersAsync();
  expect(ids(album)).toEqual(["p7", "p5"]);
  top = undefined;
  album.remove("p7");
  await vi.runAllTimersAsync();
  expect(ids(album)).toEqual(["p5"]);
});
