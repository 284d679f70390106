import type { Photo, PhotoList } from "@/lib/api";
import { Album } from "./album";
import type { SieveSource, Wish, WishQuery } from "./sieve";

const wantsEverything = ({ tags, camera, place, text }: Wish): boolean =>
  tags.length === 0 && camera === "" && place === "" && text.trim() === "";

const longestText = 128; // bytes that the server takes

/** As much of a text as the server takes, to the last whole character. */
const cut = (text: string) =>
  new TextDecoder().decode(new TextEncoder().encode(text.trim()).slice(0, longestText), { stream: true });

export function queryOf({ tags, camera, place, text }: Wish): WishQuery {
  return {
    ...(tags.length > 0 && { tag: tags.join(",") }),
    ...(camera && { camera }),
    ...(place && { place }),
    ...(text.trim() && { q: cut(text) }),
  };
}

/** Letters and digits without case and marks, as the server's search compares them. */
function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
  return plain.match(/[\p{Letter}\p{Number}]+/gu) ?? [];
}

/** Whether a photo that arrives belongs to what is shown. */
export function fits(photo: Photo, wish: Wish): boolean {
  const { make = "", model = "", lens = "" } = photo.camera ?? {};
  const names = photo.tags.map(({ name }) => name);
  const place = photo.place ?? "";
  const words = wordsOf([photo.fileName, photo.uploader.name, make, model, lens, place, ...names].join(" "));
  return (
    wish.tags.every((tag) => names.includes(tag)) &&
    (model ?? "").toLowerCase().includes(wish.camera.toLowerCase()) &&
    place.toLowerCase().includes(wish.place.toLowerCase()) &&
    wordsOf(wish.text).every((start) => words.some((word) => word.startsWith(start)))
  );
}

/** The order in which the server found photos for a text: it knows more than their words, such as what they look like. */
class Finds {
  readonly #places = new Map<string, number>();

  take(cursor: string | null, list: PhotoList): PhotoList {
    if (cursor === null) this.#places.clear();
    for (const { id } of list.items) this.#places.set(id, this.#places.size);
    return list;
  }

  has({ id }: Photo): boolean {
    return this.#places.has(id);
  }

  /** What arrived since comes first. */
  rank({ id }: Photo): number {
    return this.#places.get(id) ?? -1;
  }
}

/** What is wished for, still to be loaded; null where that is everything. */
export function wishedAlbum(wish: Wish, { sort, photos, shows }: SieveSource): Album | null {
  if (wantsEverything(wish)) return null;
  const query = queryOf(wish);
  const finds = new Finds();
  const wordless = { ...wish, text: "" };
  return new Album(
    async (cursor) => finds.take(cursor, await photos(query, cursor)),
    sort,
    (photo) => shows(photo) && fits(photo, finds.has(photo) ? wordless : wish),
    null,
    undefined,
    query.q ? (photo) => finds.rank(photo) : undefined,
  );
}
