import { type Api, answer, type Digest, type Match, type Receipt } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { Store } from "@/lib/store";
import type { Language } from "@/lib/texts/languages";

export interface Found {
  readonly matches: readonly Match[]; // best first
  readonly expiresAt: string;
}

/** The photos that one guest is in, kept current for as long as the server keeps their face code. */
export class StandingQuery {
  /** Null while there is no face code of this guest. */
  readonly found = new Store<Found | null>(null);
  readonly #api: Api;
  readonly #mark: string; // in localStorage, so that guests without a selfie cause no request
  readonly #path: { path: { eventId: string } };

  constructor(api: Api, eventId: string) {
    this.#api = api;
    this.#path = { path: { eventId } };
    this.#mark = `snapory-selfie-${eventId}`;
  }

  /** Asks for the matches of an earlier visit, if this browser has made one. */
  async recall(): Promise<void> {
    if (!localStorage.getItem(this.#mark)) return;
    try {
      this.found.set(await this.#matches());
    } catch (error) {
      if (asProblem(error).status !== 404) throw error;
      this.found.set(null);
    }
  }

  /** Pictures of one person, at most 5; `consent` is the version of the notice that the guest has agreed to. */
  async ask(images: readonly Blob[], consent: string): Promise<void> {
    const form = new FormData();
    for (const image of images) form.append("image", image, "selfie");
    form.append("consent", consent);
    await answer(
      this.#api.POST("/api/v1/events/{eventId}/selfie", {
        params: this.#path,
        body: form as never, // the generated type knows JSON only
        bodySerializer: (body: unknown) => body as FormData,
      }),
    );
    await this.refresh();
    localStorage.setItem(this.#mark, "1");
  }

  /** Reads the matches again; to be called when the live feed tells of one. */
  async refresh(): Promise<void> {
    this.found.set(await this.#matches());
  }

  remove(photoId: string): void {
    this.#change((matches) => without(matches, photoId));
  }

  /** For good, until `me` takes it back. */
  async notMe(photoId: string): Promise<void> {
    this.remove(photoId);
    try {
      await this.#judge(photoId, "notMe");
    } catch (error) {
      await this.refresh().catch(() => undefined);
      throw error;
    }
  }

  /** Takes `notMe` back. */
  async me(photoId: string): Promise<void> {
    await this.#judge(photoId, "me");
    await this.refresh();
  }

  /** Where the guest is mailed about more photos of them, and whether mail is sent at all. */
  async digest(): Promise<Digest> {
    const call = this.#api.GET("/api/v1/events/{eventId}/selfie/mail", { params: this.#path });
    return answer(call);
  }

  async askDigest(email: string, language: Language): Promise<void> {
    const body = { email, language };
    await answer(this.#api.PUT("/api/v1/events/{eventId}/selfie/mail", { params: this.#path, body }));
  }

  async stopDigest(): Promise<void> {
    await answer(this.#api.DELETE("/api/v1/events/{eventId}/selfie/mail", { params: this.#path }));
  }

  async erase(): Promise<Receipt> {
    const receipt = await answer(this.#api.DELETE("/api/v1/events/{eventId}/selfie", { params: this.#path }));
    this.found.set(null);
    localStorage.removeItem(this.#mark);
    return receipt;
  }

  async #matches(): Promise<Found> {
    const matches: Match[] = [];
    for (let cursor: string | undefined; ; ) {
      const query = cursor ? { limit: 200, cursor } : { limit: 200 };
      const params = { ...this.#path, query };
      const page = await answer(this.#api.GET("/api/v1/events/{eventId}/selfie/matches", { params }));
      matches.push(...page.items);
      if (!page.nextCursor) return { matches, expiresAt: page.expiresAt };
      cursor = page.nextCursor;
    }
  }

  async #judge(photoId: string, verdict: "me" | "notMe"): Promise<void> {
    await answer(
      this.#api.POST("/api/v1/events/{eventId}/selfie/feedback", {
        params: this.#path,
        body: { photoId, verdict },
      }),
    );
  }

  #change(change: (matches: readonly Match[]) => readonly Match[]): void {
    this.found.update((found) => found && { ...found, matches: change(found.matches) });
  }
}

const without = (matches: readonly Match[], photoId: string) =>
  matches.filter((match) => match.photoId !== photoId);
