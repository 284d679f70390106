import { answer, type Photo, type TagProposals } from "@/lib/api";
import type { Session } from "@/lib/session";
import { Store } from "@/lib/store";

/** What the hosts of an event say that its photos show. */
export class HostTags {
  /** How often something was said here, so that who shows what follows from it asks again. */
  readonly said = new Store(0);
  readonly #session: Session;
  readonly #eventId: string;
  readonly #show: (photos: readonly Photo[]) => void;

  constructor(session: Session, eventId: string, show: (photos: readonly Photo[]) => void) {
    this.#session = session;
    this.#eventId = eventId;
    this.#show = show;
  }

  /** Says that the photos show it, or that they do not. */
  async say(tag: string, photos: readonly Photo[], shows: boolean): Promise<void> {
    if (photos.length === 0) return;
    const params = { path: { eventId: this.#eventId } };
    const body = { action: shows ? "tag" : "untag", tag, ids: photos.map(({ id }) => id) } as const;
    await answer(this.#session.api.POST("/api/v1/events/{eventId}/photos/bulk", { params, body }));
    const told = shows ? [{ name: tag, score: 1 }] : [];
    this.#show(
      photos.map((photo) => ({
        ...photo,
        tags: [...told, ...photo.tags.filter(({ name }) => name !== tag)],
      })),
    );
    this.said.update((count) => count + 1);
  }

  /** Photos that may show it too. */
  proposals(tag: string): Promise<TagProposals> {
    const params = { path: { eventId: this.#eventId, tag }, query: { limit: 24 } };
    return answer(this.#session.api.GET("/api/v1/events/{eventId}/tags/{tag}/proposals", { params }));
  }
}
