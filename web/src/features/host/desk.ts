import { Album } from "@/features/gallery/album";
import { Sieve, type WishQuery } from "@/features/gallery/sieve";
import { digestInWorker } from "@/features/upload/digest";
import { putPart } from "@/features/upload/put_part";
import { UploadQueue } from "@/features/upload/queue";
import { openShelf } from "@/features/upload/shelf";
import { answer, type Change, type HostEvent, type Photo, type PhotoList } from "@/lib/api";
import type { components } from "@/lib/api.gen";
import { inBackground } from "@/lib/in_background";
import { LiveFeed } from "@/lib/live";
import { exclusively } from "@/lib/locks";
import type { Session } from "@/lib/session";
import { Store } from "@/lib/store";
import { type Activity, withAdded } from "./activity";
import { HostTags } from "./host_tags";
import { People } from "./people";

/** Which of an event's photos its hosts look at; those that failed stand above all of them. */
export type Shelf = "all" | "pending" | "hidden" | "deleted";

export type EventChange = components["schemas"]["EventChange"];

type Filter = { status?: "failed"; moderation?: "pending" | "hidden"; deleted?: true };

/** An event on its host's desk: what it is, its photos, and what happens in it now. Owned by one open page. */
export class Desk {
  readonly event: Store<HostEvent>;
  readonly albums: Record<Shelf, Album>;
  /** Photos that could not be processed. */
  readonly failed: Album;
  readonly sieve: Sieve;
  readonly activity = new Store<readonly Activity[]>([]);
  /** Null until this visit adds photos. */
  readonly queue = new Store<UploadQueue | null>(null);
  readonly people: People;
  readonly tags: HostTags;
  readonly session: Session;
  readonly #feed: LiveFeed;

  constructor(session: Session, event: HostEvent) {
    this.session = session;
    this.event = new Store(event);
    this.people = new People(session, event.id);
    this.tags = new HostTags(session, event.id, (photos) => this.show(photos));
    this.#feed = new LiveFeed(session.api, event.id, null);
    this.#feed.hear((change) => this.#hear(change));
    const shows = ({ status, eraseAt }: Photo) => status !== "failed" && eraseAt === null;
    const album = (filter: Filter, shows: (photo: Photo) => boolean) =>
      new Album(this.#pages(filter), "createdAt", shows);
    const moderated = (as: "pending" | "hidden") =>
      album({ moderation: as }, ({ status, moderation }) => status !== "failed" && moderation === as);
    this.albums = {
      all: album({}, shows),
      pending: moderated("pending"),
      hidden: moderated("hidden"),
      deleted: album({ deleted: true }, ({ eraseAt }) => eraseAt !== null),
    };
    this.failed = album({ status: "failed" }, ({ status }) => status === "failed");
    this.sieve = new Sieve({
      sort: "createdAt",
      facets: () => answer(session.api.GET("/api/v1/events/{eventId}/tags", { params: this.#params })),
      photos: (query, cursor) => this.#pages(query)(cursor),
      shows,
    });
  }

  /** Gives the function that ends it; to be called once. */
  open(): () => void {
    void this.#feed.start();
    void this.albums.all.load();
    void this.failed.load();
    inBackground(this.sieve.load());
    return () => {
      this.#feed.stop();
      this.queue.value?.stop();
    };
  }

  async addFiles(files: readonly File[]): Promise<void> {
    await (this.queue.value ?? (await this.#openQueue())).add(files);
  }

  /** Shows the change at once, and takes it back when the server refuses it. */
  async change(body: EventChange): Promise<void> {
    const before = this.event.value;
    const { pin: _, settings, ...rest } = body;
    this.event.set({ ...before, ...rest, settings: { ...before.settings, ...settings } });
    try {
      this.event.set(
        await answer(this.session.api.PATCH("/api/v1/events/{eventId}", { params: this.#params, body })),
      );
    } catch (error) {
      this.event.set(before);
      throw error;
    }
  }

  async erase(): Promise<void> {
    await answer(this.session.api.DELETE("/api/v1/events/{eventId}", { params: this.#params }));
  }

  async moderate(action: "approve" | "hide", photos: readonly Photo[]): Promise<void> {
    const body = { action, ids: photos.map(({ id }) => id) };
    await answer(
      this.session.api.POST("/api/v1/events/{eventId}/photos/bulk", { params: this.#params, body }),
    );
    const moderation = action === "approve" ? "approved" : "hidden";
    this.show(photos.map((photo) => ({ ...photo, moderation })));
  }

  /** Makes the photo the one that is seen of its moment. */
  async putOnTop(photoId: string): Promise<void> {
    const params = { path: { ...this.#params.path, photoId } };
    await answer(this.session.api.POST("/api/v1/events/{eventId}/photos/{photoId}/top", { params }));
  }

  /** Has a photo that failed processed once more. */
  async processAgain(photoId: string): Promise<void> {
    const params = { path: { ...this.#params.path, photoId } };
    const call = this.session.api.POST("/api/v1/events/{eventId}/photos/{photoId}/retry", { params });
    this.show([await answer(call)]);
  }

  async endGuest(guestId: string): Promise<void> {
    const params = { path: { ...this.#params.path, guestId } };
    await answer(this.session.api.DELETE("/api/v1/events/{eventId}/guests/{guestId}", { params }));
  }

  hide(ids: readonly string[]): void {
    for (const album of [...this.#all(), this.sieve]) for (const id of ids) album.remove(id);
  }

  show(photos: readonly Photo[]): void {
    for (const album of [...this.#all(), this.sieve]) for (const photo of photos) album.put(photo);
  }

  #all(): Album[] {
    return [...Object.values(this.albums), this.failed];
  }

  get #params() {
    return { path: { eventId: this.event.value.id } };
  }

  async #openQueue(): Promise<UploadQueue> {
    const wire = { api: this.session.api, digest: digestInWorker(), put: putPart };
    const queue = new UploadQueue(this.event.value.id, wire, await openShelf());
    this.queue.set(queue);
    void queue.start(exclusively);
    return queue;
  }

  #pages(filter: Filter & WishQuery) {
    return (cursor: string | null): Promise<PhotoList> => {
      const page = { ...filter, sort: "createdAt" as const, limit: 100 };
      const query = cursor ? { ...page, cursor } : page;
      return answer(
        this.session.api.GET("/api/v1/events/{eventId}/photos", { params: { ...this.#params, query } }),
      );
    };
  }

  #hear({ type, photo, photoId, counts }: Change): void {
    if (photo) {
      this.show([photo]);
      this.queue.value?.hear(photo);
    }
    if (type === "photo.added" && photo) this.activity.update((before) => withAdded(before, photo));
    if (type === "photo.removed" && photoId) {
      this.hide([photoId]);
      inBackground(this.#readAgain(this.albums.deleted));
    }
    if (counts) this.event.update((event) => ({ ...event, counts }));
    if (type === "event.changed") inBackground(this.#read());
    if (type === "people.changed") inBackground(this.people.load());
    if (type === "photos.reordered")
      inBackground(Promise.all([...this.#all(), this.sieve].map((album) => album.reorder())));
    if (type === "hello") inBackground(this.#readAll());
  }

  /** What nobody has looked at yet is read when somebody does. */
  async #readAgain(album: Album): Promise<void> {
    if (album.state.value.status === "ready") await album.load();
  }

  async #readAll(): Promise<void> {
    await Promise.all([
      ...this.#all().map((album) => this.#readAgain(album)),
      this.sieve.load(),
      this.#read(),
    ]);
  }

  async #read(): Promise<void> {
    this.event.set(await readEvent(this.session, this.event.value.id));
  }
}

export async function readEvent({ api }: Session, eventId: string): Promise<HostEvent> {
  const event = await answer(api.GET("/api/v1/events/{eventId}", { params: { path: { eventId } } }));
  return event as HostEvent; // guests are told less, but a session is never a guest
}
