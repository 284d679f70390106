import { Album, type Sort } from "@/features/gallery/album";
import { Sieve, type WishQuery } from "@/features/gallery/sieve";
import { StandingQuery } from "@/features/selfie/standing_query";
import { digestInWorker } from "@/features/upload/digest";
import { putPart } from "@/features/upload/put_part";
import { UploadQueue } from "@/features/upload/queue";
import { openShelf } from "@/features/upload/shelf";
import { answer, type Change, type JoinInfo, type Photo, type PhotoList, type PublicEvent } from "@/lib/api";
import { Guest } from "@/lib/guest";
import { inBackground } from "@/lib/in_background";
import { LiveFeed } from "@/lib/live";
import { exclusively } from "@/lib/locks";
import { Store } from "@/lib/store";

const pageSize = 60; // photos that are read at a time
const bestSize = 60; // photos of the selection

export interface FirstView {
  photos: PhotoList | null;
  /** The last change that these photos show; null when they are not known to be current. */
  seq: number | null;
}

/** Everything that one open guest page owns, for as long as it is open; `enter` once the guest has a pass. */
export class Visit {
  readonly event: Store<PublicEvent>;
  readonly guest: Guest;
  readonly query: StandingQuery;
  readonly feed: LiveFeed;
  /** The guest's own photos. */
  readonly own: Album;
  /** A selection that is fair to everybody; read anew each time it is opened. */
  readonly best: Album;
  readonly sieve: Sieve;
  /** Null until the browser has opened its store of files. */
  readonly queue = new Store<UploadQueue | null>(null);
  readonly #albums: Record<Sort, Album>;
  readonly #opening: Promise<UploadQueue>;
  #entered = false;

  constructor(info: JoinInfo, first: FirstView) {
    this.event = new Store(info.event);
    const { id, code } = info.event;
    this.guest = new Guest(id, code);
    this.query = new StandingQuery(this.guest.api, id);
    this.feed = new LiveFeed(this.guest.api, id, first.seq);
    this.#albums = {
      takenAt: this.#stacked("takenAt", first.photos),
      createdAt: this.#stacked("createdAt", null),
    };
    this.own = new Album(this.#pages({ sort: "createdAt", uploader: "me" }), "createdAt", () => true);
    this.sieve = new Sieve({
      sort: "takenAt",
      facets: () => answer(this.guest.api.GET("/api/v1/events/{eventId}/tags", { params: this.#params })),
      photos: (query, cursor) => this.#pages({ ...query, sort: "takenAt" })(cursor),
      shows: isReady,
    });
    this.best = new Album(() => this.#readBest(), "takenAt", isReady);
    const wire = { api: this.guest.api, digest: digestInWorker(), put: putPart };
    this.#opening = openShelf().then((shelf) => new UploadQueue(id, wire, shelf));
  }

  /** Also reads the album when it was never read. */
  album(sort: Sort): Album {
    const album = this.#albums[sort];
    if (album.state.value.status === "loading") void album.load();
    return album;
  }

  isOwn = ({ uploader }: Photo): boolean =>
    uploader.kind === "guest" && uploader.id === this.guest.pass.value?.guestId;

  /** Once is enough: a guest whose pass was renewed goes on with what is there. */
  enter(): void {
    if (this.#entered) return;
    this.#entered = true;
    this.feed.hear((change) => this.#hear(change));
    void this.feed.start();
    void this.album("takenAt");
    void this.own.load();
    inBackground(this.sieve.load());
    if (this.event.value.settings.faceSearch) inBackground(this.query.recall());
    void this.#opening.then((queue) => {
      this.queue.set(queue);
      return queue.start(exclusively);
    });
  }

  async addFiles(files: readonly File[]): Promise<void> {
    void navigator.storage?.persist?.(); // or the browser may clear what waits when space is short
    await (await this.#opening).add(files);
  }

  /** Takes photos out of every view; `show` puts them back. */
  hide(ids: readonly string[]): void {
    for (const album of [...this.#all(), this.best, this.sieve]) for (const id of ids) album.remove(id);
    for (const id of ids) this.query.remove(id);
  }

  show(photos: readonly Photo[]): void {
    for (const photo of photos) this.#put(photo);
  }

  get #params() {
    return { path: { eventId: this.event.value.id } };
  }

  #pages(query: { sort: Sort; uploader?: string; stacks?: boolean; stack?: string } & WishQuery) {
    return async (cursor: string | null): Promise<PhotoList> => {
      await this.guest.entered();
      const page = cursor ? { ...query, limit: pageSize, cursor } : { ...query, limit: pageSize };
      const params = { ...this.#params, query: page };
      return answer(this.guest.api.GET("/api/v1/events/{eventId}/photos", { params }));
    };
  }

  #stacked(sort: Sort, first: PhotoList | null): Album {
    const topOf = async (stack: string) => (await this.#pages({ sort, stacks: true, stack })(null)).items[0];
    return new Album(this.#pages({ sort, stacks: true }), sort, isReady, first, topOf);
  }

  async #readBest(): Promise<PhotoList> {
    await this.guest.entered();
    const params = { path: { eventId: this.event.value.id }, query: { limit: bestSize } };
    return answer(this.guest.api.GET("/api/v1/events/{eventId}/best", { params }));
  }

  #hear({ type, photo, photoId }: Change): void {
    if (photo) this.#put(photo);
    if (type === "photo.removed" && photoId) this.hide([photoId]);
    if (type === "match.found") inBackground(this.query.refresh());
    if (type === "event.changed") inBackground(this.#readEvent());
    if (type === "photos.reordered")
      inBackground(Promise.all([...this.#all(), this.sieve].map((album) => album.reorder())));
    if (type === "hello") inBackground(this.#readAll());
  }

  #put(photo: Photo): void {
    for (const album of Object.values(this.#albums)) album.put(photo);
    this.sieve.put(photo);
    if (this.isOwn(photo)) this.own.put(photo);
    this.queue.value?.hear(photo);
  }

  #all(): Album[] {
    return [...Object.values(this.#albums), this.own];
  }

  async #readAll(): Promise<void> {
    await Promise.all([...this.#all().map((album) => album.load()), this.#readEvent(), this.sieve.load()]);
    if (this.query.found.value) await this.query.refresh();
  }

  async #readEvent(): Promise<void> {
    this.event.set(await answer(this.guest.api.GET("/api/v1/events/{eventId}", { params: this.#params })));
  }
}

const isReady = ({ status }: Photo): boolean => status === "ready";
