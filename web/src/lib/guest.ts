import { type Api, answer, createApi } from "./api";
import { Store } from "./store";

/** What makes this browser a guest of one event. */
export interface Pass {
  token: string;
  guestId: string;
  displayName: string | null;
}

/** A guest of one event in this browser; the pass is kept, so that a guest who comes back is the same one. */
export class Guest {
  readonly pass: Store<Pass | null>;
  readonly api: Api;
  readonly #event: string;
  readonly #code: string;

  constructor(event: string, code: string, baseUrl?: string) {
    this.#event = event;
    this.#code = code;
    this.pass = new Store(recall(event));
    const renew = async () => {
      this.#keep(null); // expired or revoked: the page asks to join again
      return false;
    };
    this.api = createApi({ token: () => this.pass.value?.token ?? null, renew }, baseUrl);
  }

  /** Ends once there is a pass, at once if there is one already. */
  entered(): Promise<void> {
    return new Promise((resolve) => {
      if (this.pass.value) return resolve();
      const stop = this.pass.watch(() => {
        if (!this.pass.value) return;
        stop();
        resolve();
      });
    });
  }

  async join(pin?: string): Promise<void> {
    const { guestToken, guest } = await answer(
      this.api.POST("/api/v1/join/{code}", {
        params: { path: { code: this.#code } },
        body: pin === undefined ? {} : { pin },
      }),
    );
    this.#keep({ token: guestToken, guestId: guest.id, displayName: guest.displayName });
  }

  async rename(displayName: string): Promise<void> {
    const params = { path: { eventId: this.#event } };
    const guest = await answer(
      this.api.PATCH("/api/v1/events/{eventId}/guests/me", { params, body: { displayName } }),
    );
    if (this.pass.value) this.#keep({ ...this.pass.value, displayName: guest.displayName });
  }

  #keep(pass: Pass | null): void {
    this.pass.set(pass);
    try {
      if (pass) localStorage.setItem(key(this.#event), JSON.stringify(pass));
      else localStorage.removeItem(key(this.#event));
    } catch {
      // storage is off: the pass lasts as long as the page
    }
  }
}

const key = (event: string) => `snapory-guest-${event}`;

function recall(event: string): Pass | null {
  try {
    return JSON.parse(localStorage.getItem(key(event)) ?? "null") as Pass | null;
  } catch {
    return null;
  }
}
