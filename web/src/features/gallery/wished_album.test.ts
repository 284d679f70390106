import { expect, test } from "vitest";
import type { Photo } from "@/lib/api";
import { photoOf } from "@/testing/photo_of";
import { settled } from "@/testing/settled";
import { everything, Sieve, type Wish, type WishQuery } from "./sieve";
import { fits, queryOf, wishedAlbum } from "./wished_album";

const dog = photoOf({
  id: "dog",
  fileName: "IMG_12.JPG",
  tags: [
    { name: "dog", score: 0.9 },
    { name: "wine glass", score: 0.8 },
  ],
  camera: { make: "Canon", model: "EOS R6", lens: null },
  place: "Lisbon",
  uploader: { kind: "guest", id: "zoe", name: "Zoë Müller" },
});

function sieveOver(photos: Photo[]) {
  const asked: WishQuery[] = [];
  const sieve = new Sieve({
    sort: "takenAt",
    facets: async () => ({ items: [{ name: "dog", count: 1 }], cameras: [], places: [], nextCursor: null }),
    photos: async (query) => {
      asked.push(query);
      return { items: photos, nextCursor: null };
    },
    shows: ({ status }) => status === "ready",
  });
  return { sieve, asked };
}

const want = (sieve: Sieve, wish: Wish) => sieve.want(wish, wishedAlbum(wish, sieve.source));

async function shownBy({ album }: Sieve): Promise<string[]> {
  if (!album.value) throw new Error("Everything is shown.");
  const { photos } = await settled(album.value.state, ({ status }) => status === "ready");
  return photos.map(({ id }) => id);
}

test.each([
  [everything, true],
  [{ ...everything, tags: ["dog"] }, true],
  [{ ...everything, tags: ["dog", "cat"] }, false],
  [{ ...everything, camera: "eos r6" }, true],
  [{ ...everything, camera: "D850" }, false],
  [{ ...everything, place: "lisb" }, true],
  [{ ...everything, place: "Porto" }, false],
  [{ ...everything, text: "ZOE gla" }, true],
  [{ ...everything, text: "lisbon" }, true],
  [{ ...everything, text: "mull 12" }, true],
  [{ ...everything, text: "uller" }, false],
])("a photo fits %j: %s", (wish, does) => {
  expect(fits(dog, wish)).toBe(does);
});

test("a wish is asked of the server, and only what there is of it", () => {
  expect(queryOf(everything)).toEqual({});
  expect(queryOf({ tags: ["dog", "cake"], camera: "R6", place: "Lisbon", text: " zoe " })).toEqual({
    tag: "dog,cake",
    camera: "R6",
    place: "Lisbon",
    q: "zoe",
  });
});

test("of a long text the server is asked for as much as it takes", () => {
  expect(queryOf({ ...everything, text: "a".repeat(200) }).q).toBe("a".repeat(128));
  expect(queryOf({ ...everything, text: "ह".repeat(50) }).q).toBe("ह".repeat(42));
});

test("shows what is wished for, and the gallery itself when that is everything", async () => {
  const { sieve, asked } = sieveOver([dog]);
  want(sieve, { ...everything, tags: ["dog"] });
  expect(await shownBy(sieve)).toEqual(["dog"]);
  expect(asked).toEqual([{ tag: "dog" }]);
  want(sieve, everything);
  expect(sieve.album.value).toBeNull();
});

test("a photo that arrives is shown only where it fits", async () => {
  const { sieve } = sieveOver([dog]);
  want(sieve, { ...everything, tags: ["dog"] });
  await shownBy(sieve);
  sieve.put(photoOf({ id: "cat" }));
  sieve.put({ ...dog, id: "other dog" });
  expect(await shownBy(sieve)).toEqual(["other dog", "dog"]);
});

test("what the server finds for a text is shown in its order, and what arrives since comes first", async () => {
  const like = { ...dog, id: "like", fileName: "IMG_1.JPG", takenAt: "2026-06-20T23:00:00.000Z" };
  const liker = { ...like, id: "liker", takenAt: "2026-06-20T01:00:00.000Z" };
  const { sieve } = sieveOver([liker, like]);
  want(sieve, { ...everything, text: "puppy" });
  expect(await shownBy(sieve)).toEqual(["liker", "like"]);
  sieve.put({ ...like, place: "Porto" });
  sieve.put({ ...like, id: "cat", fileName: "cat.jpg" });
  sieve.put({ ...like, id: "puppy", fileName: "puppy.jpg", takenAt: "2026-06-20T00:00:00.000Z" });
  expect(await shownBy(sieve)).toEqual(["puppy", "liker", "like"]);
  sieve.put({ ...like, status: "failed" });
  expect(await shownBy(sieve)).toEqual(["puppy", "liker"]);
});

test("a photo that the server found leaves with the tag it was found by", async () => {
  const { sieve } = sieveOver([dog]);
  want(sieve, { ...everything, tags: ["dog"], text: "puppy" });
  expect(await shownBy(sieve)).toEqual(["dog"]);
  sieve.put({ ...dog, tags: [] });
  expect(await shownBy(sieve)).toEqual([]);
});

test("a tag that nobody has seen before is offered at once", async () => {
  let given = ["dog"];
  const sieve = new Sieve({
    sort: "takenAt",
    facets: async () => ({
      items: given.map((name) => ({ name, count: 1 })),
      cameras: [],
      places: [],
      nextCursor: null,
    }),
    photos: async () => ({ items: [], nextCursor: null }),
    shows: () => true,
  });
  await sieve.load();
  given = ["dog", "cake"];
  sieve.put(photoOf({ id: "known", tags: [{ name: "dog", score: 1 }] }));
  sieve.put(photoOf({ id: "new", tags: [{ name: "cake", score: 1 }] }));
  const facets = await settled(sieve.facets, (known) => known?.items.length === 2);
  expect(facets?.items.map(({ name }) => name)).toEqual(["dog", "cake"]);
});
