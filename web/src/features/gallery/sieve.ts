import type { Facets, Photo, PhotoList } from "@/lib/api";
import { inBackground } from "@/lib/in_background";
import { Store } from "@/lib/store";
import type { Album, Sort } from "./album";

/** What the reader wants to see; empty is everything. */
export interface Wish {
  readonly tags: readonly string[];
  readonly camera: string;
  readonly place: string;
  readonly text: string;
}
export const everything: Wish = { tags: [], camera: "", place: "", text: "" };

/** A wish as the list of photos takes it. */
export interface WishQuery {
  tag?: string;
  camera?: string;
  place?: string;
  q?: string;
}

export interface SieveSource {
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
  readonly source: SieveSource;
  #reading: Promise<void> | null = null;

  constructor(source: SieveSource) {
    this.source = source;
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

  /** Shows an album of what is wished for, or, with null, the gallery itself. */
  want(wish: Wish, album: Album | null): void {
    this.wish.set(wish);
    this.album.set(album);
    if (album) inBackground(album.load());
  }

  #readFacets(): Promise<void> {
    this.#reading ??= this.source
      .facets()
      .then((facets) => this.facets.set(facets))
      .finally(() => {
        this.#reading = null;
      });
    return this.#reading;
  }
}
