import type { Facets, Photo, PhotoList } from "@/lib/api";
import { inBackground } from "@/lib/in_background";
import { Store } from "@/lib/store";
import { Album, type Sort } from "./album";

/** What the reader wants to see; empty is everything. */
export interface Wish {
  readonly tags: readonly string[];
  readonly camera: string;
  readonly place: string;
  readonly text: string;
}
export const everything: Wish = { tags: [], camera: "", place: "", text: "" };

export const wantsEverything = ({ tags, camera, place, text }: Wish): boolean =>
  tags.length === 0 && camera === "" && place === "" && text.trim() === "";

/** A wish as the list of photos takes it. */
export interface WishQuery {
  tag?: string;
  camera?: string;
  place?: string;
  q?: string;
}

export function queryOf({ tags, camera, place, text }: Wish): WishQuery {
  return {
    ...(tags.length > 0 && { tag: tags.join(",") }),
    ...(camera && { camera }),
    ...(place && { place }),
    ...(text.trim() && { q: text.trim() }),
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

interface SieveSource {
  sort: Sort;
  facets: () => Promise<Facets>;
  photos: (query: WishQuery, cursor: string | null) => Promise<PhotoList>;
  shows: (photo: Photo) => boolean;
}

/** Leaves of a gallery the photos that the reader wishes for. */
export class Sieve {
  readonly facets = new Store<Facets | null>(null);
  readonly wish = new Store<Wish>(everything);
  /** Null while everything is wanted: then the gallery itself is shown. */
  readonly album = new Store<Album | null>(null);
  readonly #source: SieveSource;
  #reading: Promise<void> | null = null;

  constructor(source: SieveSource) {
    this.#source = source;
  }

  /** Reads everything, or reads it again. */
  async load(): Promise<void> {
    await Promise.all([this.#readFacets(), this.album.value?.load()]);
  }

  /** A photo arrived or changed; it may bring a tag that was not there before. */
  put(photo: Photo): void {
    this.album.value?.put(photo);
    const known = this.facets.value?.items.map(({ name }) => name) ?? [];
    if (photo.tags.some(({ name }) => !known.includes(name))) inBackground(this.#readFacets());
  }

  remove(id: string): void {
    this.album.value?.remove(id);
  }

  /** Photos have other places than before. */
  async reorder(): Promise<void> {
    await this.album.value?.reorder();
  }

  want(wish: Wish): void {
    this.wish.set(wish);
    if (wantsEverything(wish)) return this.album.set(null);
    const { sort, photos, shows } = this.#source;
    const query = queryOf(wish);
    const finds = new Finds();
    const wordless = { ...wish, text: "" };
    const album = new Album(
      async (cursor) => finds.take(cursor, await photos(query, cursor)),
      sort,
      (photo) => shows(photo) && fits(photo, finds.has(photo) ? wordless : wish),
      null,
      undefined,
      query.q ? (photo) => finds.rank(photo) : undefined,
    );
    this.album.set(album);
    inBackground(album.load());
  }

  #readFacets(): Promise<void> {
    this.#reading ??= this.#source
      .facets()
      .then((facets) => this.facets.set(facets))
      .finally(() => {
        this.#reading = null;
      });
    return this.#reading;
  }
}
