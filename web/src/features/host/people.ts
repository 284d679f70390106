import { Album } from "@/features/gallery/album";
import { answer, type Person, type Photo } from "@/lib/api";
import { asProblem, type Problem } from "@/lib/problem";
import type { Session } from "@/lib/session";
import { Store } from "@/lib/store";

export interface PeopleState {
  /** `failed` is about the first reading; what is shown stays when a later one fails. */
  readonly status: "loading" | "ready" | "failed";
  readonly problem: Problem | null;
  readonly people: readonly Person[];
  /** Whether those whom a host hid are shown, instead of the others. */
  readonly hidden: boolean;
}

export interface PersonChange {
  name?: string | null;
  hidden?: boolean;
}

/** Who is in the photos of an event, those with the most photos first. */
export class People {
  readonly state = new Store<PeopleState>({ status: "loading", problem: null, people: [], hidden: false });
  readonly #session: Session;
  readonly #eventId: string;

  constructor(session: Session, eventId: string) {
    this.#session = session;
    this.#eventId = eventId;
  }

  async load(): Promise<void> {
    const { hidden } = this.state.value;
    try {
      const people = await this.#readAll(hidden);
      if (this.state.value.hidden !== hidden) return; // another list is wanted by now
      this.state.update((state) => ({ ...state, status: "ready", problem: null, people }));
    } catch (error) {
      const problem = asProblem(error);
      this.state.update((state) =>
        state.status === "ready" ? state : { ...state, status: "failed", problem },
      );
    }
  }

  showHidden(hidden: boolean): Promise<void> {
    this.state.update((state) => ({ ...state, hidden, status: "loading", people: [] }));
    return this.load();
  }

  async change(personId: string, body: PersonChange): Promise<void> {
    const params = { path: { eventId: this.#eventId, personId } };
    await answer(this.#session.api.PATCH("/api/v1/events/{eventId}/people/{personId}", { params, body }));
    await this.load();
  }

  /** Makes one person of several; the first stays. */
  async merge([into, ...ids]: readonly string[]): Promise<void> {
    if (!into || ids.length === 0) return;
    const params = { path: { eventId: this.#eventId } };
    const body = { into, ids };
    await answer(this.#session.api.POST("/api/v1/events/{eventId}/people/merge", { params, body }));
    await this.load();
  }

  /** Says that in these photos it is somebody else. */
  async split(personId: string, photos: readonly Photo[]): Promise<void> {
    const theirs = photos.flatMap(({ faces }) => faces.filter((face) => face.personId === personId));
    const params = { path: { eventId: this.#eventId, personId } };
    const body = { faceIds: theirs.map(({ id }) => id) };
    await answer(
      this.#session.api.POST("/api/v1/events/{eventId}/people/{personId}/split", { params, body }),
    );
    await this.load();
  }

  photosOf(person: string): Album {
    const pages = (cursor: string | null) => {
      const page = { person, sort: "takenAt" as const, limit: 100 };
      const query = cursor ? { ...page, cursor } : page;
      const params = { path: { eventId: this.#eventId }, query };
      return answer(this.#session.api.GET("/api/v1/events/{eventId}/photos", { params }));
    };
    return new Album(pages, "takenAt", ({ faces }) => faces.some((face) => face.personId === person));
  }

  async #readAll(hidden: boolean): Promise<Person[]> {
    const people: Person[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = { hidden, limit: 200 };
      const query = cursor ? { ...page, cursor } : page;
      const params = { path: { eventId: this.#eventId }, query };
      const list = await answer(this.#session.api.GET("/api/v1/events/{eventId}/people", { params }));
      people.push(...list.items);
      cursor = list.nextCursor;
    }
    return people;
  }
}
