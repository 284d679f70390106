import type { Photo, PhotoList } from "@/lib/api";
import { inBackground } from "@/lib/in_background";
import { asProblem, type Problem } from "@/lib/problem";
import { Store } from "@/lib/store";

export type Sort = "takenAt" | "createdAt";

export interface AlbumState {
  /** `failed` is about the first page; what is shown stays when a later one fails. */
  readonly status: "loading" | "ready" | "failed";
  readonly problem: Problem | null;
  readonly photos: readonly Photo[];
  /** Photos that arrived while the reader was elsewhere on the page; shown on request, so that nothing jumps. */
  readonly held: readonly Photo[];
  readonly more: boolean;
}

/** Asks for one page, newest first; null is the first page. */
export type Pages = (cursor: string | null) => Promise<PhotoList>;

/** The photo that lies on top of a stack; undefined when the reader may see none of it. */
export type TopOf = (stackId: string) => Promise<Photo | undefined>;

const burstPause = 500; // milliseconds in which more of a burst may arrive before the server is asked

const empty: AlbumState = { status: "loading", problem: null, photos: [], held: [], more: false };

/** Photos in order, newest first, read page by page and kept current by what the live feed tells. */
export class Album {
  readonly state = new Store<AlbumState>(empty);
  readonly sort: Sort;
  readonly #pages: Pages;
  readonly #shows: (photo: Photo) => boolean;
  readonly #topOf: TopOf | undefined;
  readonly #rank: (photo: Photo) => number;
  readonly #awaited = new Set<string>();
  #cursor: string | null = null;
  #reading: Promise<void> | null = null;
  #holding = false;

  /**
   * With `topOf` the pages hold of each stack only the photo on top. Where time is not what orders the pages, photos of
   * a lower `rank` come first.
   */
  constructor(
    pages: Pages,
    sort: Sort,
    shows: (photo: Photo) => boolean,
    first?: PhotoList | null,
    topOf?: TopOf,
    rank: (photo: Photo) => number = () => 0,
  ) {
    this.#pages = pages;
    this.sort = sort;
    this.#shows = shows;
    this.#topOf = topOf;
    this.#rank = rank;
    if (first) this.#begin(first);
  }

  /** Reads the first page, or reads it again. */
  load(): Promise<void> {
    return this.#read(null, (list) => this.#begin(list));
  }

  /** Begins anew where photos have other places than before; those that are shown stay until the page is there. */
  async reorder(): Promise<void> {
    await this.#reading;
    if (this.state.value.status === "ready") await this.#read(null, (list) => this.#replace(list));
  }

  /** Reads the next page, if there is one. */
  next(): Promise<void> {
    return this.state.value.more ? this.#read(this.#cursor, (list) => this.#append(list)) : Promise.resolve();
  }

  /** While holding, new photos wait in `held`; those that are shown still change in place. */
  hold(holding: boolean): void {
    this.#holding = holding;
    if (!holding) this.release();
  }

  release(): void {
    const { held } = this.state.value;
    if (held.length > 0)
      this.state.update((state) => ({ ...state, held: [], photos: this.#merge(state.photos, held) }));
  }

  /** Adds or replaces a photo; one that this album does not show is taken out. */
  put(photo: Photo): void {
    if (!this.#shows(photo)) return this.remove(photo.id);
    if (this.#topOf && photo.stackId) return inBackground(this.#settle(photo.stackId));
    this.#place(photo);
  }

  remove(id: string): void {
    const { photos, held } = this.state.value;
    const known = [...photos, ...held].find((photo) => photo.id === id);
    this.#drop((photo) => photo.id === id);
    if (known?.stackId) inBackground(this.#settle(known.stackId));
  }

  #place(photo: Photo): void {
    const { photos, held } = this.state.value;
    if (photos.some(({ id }) => id === photo.id)) {
      this.state.update((state) => ({ ...state, photos: this.#merge(photos, [photo]) }));
    } else if (this.#holding) {
      this.state.update((state) => ({ ...state, held: this.#merge(held, [photo]) }));
    } else if (this.#reaches(photo)) {
      this.state.update((state) => ({ ...state, photos: this.#merge(photos, [photo]) }));
    }
  }

  #drop(leaves: (photo: Photo) => boolean): void {
    const stays = (photo: Photo) => !leaves(photo);
    this.state.update((state) => ({
      ...state,
      photos: state.photos.filter(stays),
      held: state.held.filter(stays),
    }));
  }

  /** Shows of a stack the photo on top, which only the server knows. The first photo of a stack gives it its id. */
  async #settle(stackId: string): Promise<void> {
    if (!this.#topOf || this.#awaited.has(stackId) || this.state.value.status !== "ready") return;
    this.#awaited.add(stackId);
    await new Promise((resolve) => setTimeout(resolve, burstPause));
    this.#awaited.delete(stackId);
    const top = await this.#topOf(stackId);
    this.#drop((photo) => photo.id !== top?.id && (photo.stackId === stackId || photo.id === stackId));
    if (top) this.#place(top);
  }

  #read(cursor: string | null, take: (list: PhotoList) => void): Promise<void> {
    this.#reading ??= this.#pages(cursor)
      .then(take)
      .catch((error: unknown) => this.#fail(asProblem(error)))
      .finally(() => {
        this.#reading = null;
      });
    return this.#reading;
  }

  /** The first page tells what is gone, too; older photos stay where the page reaches to them. */
  #begin({ items, nextCursor }: PhotoList): void {
    const last = items.at(-1);
    const known = this.state.value.photos;
    const meets = nextCursor !== null && known.some(({ id }) => id === last?.id);
    const older = last && meets ? known.filter((photo) => this.#order(last, photo) < 0) : [];
    if (older.length === 0) this.#cursor = nextCursor;
    this.#show([...items.filter(this.#shows), ...older]);
  }

  #replace({ items, nextCursor }: PhotoList): void {
    this.#cursor = nextCursor;
    this.state.update((state) => ({ ...state, held: [] }));
    this.#show(items.filter(this.#shows));
  }

  #append({ items, nextCursor }: PhotoList): void {
    this.#cursor = nextCursor;
    this.#show(this.#merge(this.state.value.photos, items.filter(this.#shows)));
  }

  #show(photos: readonly Photo[]): void {
    const more = this.#cursor !== null;
    this.state.update((state) => ({ ...state, status: "ready", problem: null, photos, more }));
  }

  #fail(problem: Problem): void {
    this.state.update((state) => ({
      ...state,
      problem,
      status: state.photos.length > 0 ? "ready" : "failed",
    }));
  }

  /** A photo older than the last one read comes with its page. */
  #reaches(photo: Photo): boolean {
    const last = this.state.value.photos.at(-1);
    return !this.state.value.more || !last || this.#order(photo, last) < 0;
  }

  #merge(photos: readonly Photo[], added: readonly Photo[]): Photo[] {
    const byId = new Map([...photos, ...added].map((photo) => [photo.id, photo]));
    return [...byId.values()].sort(this.#order);
  }

  #order = (a: Photo, b: Photo): number =>
    this.#rank(a) - this.#rank(b) || b[this.sort].localeCompare(a[this.sort]) || b.id.localeCompare(a.id);
}
