import { type Api, answer, createApi, type User } from "./api";
import { exclusively } from "./locks";
import { asProblem } from "./problem";
import { Store } from "./store";

const mark = "snapory-signed-in"; // the cookie itself cannot be seen, and asking in vain is an error in the log

/** Characters; the api's rule. */
export const shortestPassword = 10;

/** `undefined` until the server was asked, `null` when nobody is signed in. */
type SignedIn = User | null | undefined;

/**
 * An account in this tab. The access token lives in memory only; the refresh cookie, which scripts cannot read,
 * brings it back after a reload.
 */
export class Session {
  readonly user = new Store<SignedIn>(undefined);
  readonly api: Api;
  #token: string | null = null;
  #renewal: Promise<boolean> | null = null;

  constructor(baseUrl?: string) {
    this.api = createApi({ token: () => this.#token, renew: () => this.renew() }, baseUrl);
  }

  /** Takes up the session of an earlier visit, if this browser has had one. */
  async resume(): Promise<void> {
    if (localStorage.getItem(mark)) await this.renew();
    else this.user.set(null);
  }

  /** Several requests may ask at once, and several tabs: a refresh cookie that is used twice ends the session. */
  renew(): Promise<boolean> {
    this.#renewal ??= exclusively("refresh", () => this.#refresh()).finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async login(email: string, password: string): Promise<void> {
    this.#accept(await answer(this.#open.POST("/api/v1/auth/login", { body: { email, password } })));
  }

  async register(email: string, password: string, displayName: string): Promise<void> {
    const body = displayName ? { email, password, displayName } : { email, password };
    this.#accept(await answer(this.#open.POST("/api/v1/auth/register", { body })));
  }

  /** Has a link mailed, in this language, if there is such an account. */
  async askPasswordReset(email: string, language: string): Promise<void> {
    const headers = { "Accept-Language": language };
    await answer(this.#open.POST("/api/v1/auth/password/forgot", { body: { email }, headers }));
  }

  /** Ends every session of the account, also the one of this browser. */
  async resetPassword(token: string, newPassword: string): Promise<void> {
    await answer(this.#open.POST("/api/v1/auth/password/reset", { body: { token, newPassword } }));
    this.#forget();
  }

  /** Ends the mails that a guest's token is from. */
  async unsubscribe(token: string): Promise<void> {
    await answer(this.#open.POST("/api/v1/unsubscribe/{token}", { params: { path: { token } } }));
  }

  async logout(): Promise<void> {
    await answer(this.#open.POST("/api/v1/auth/logout"));
    this.#forget();
  }

  /** Signing in and renewing must not themselves be answered by a renewal. */
  get #open(): Api {
    return createApi({ token: () => null, renew: async () => false });
  }

  async #refresh(): Promise<boolean> {
    try {
      this.#accept(await answer(this.#open.POST("/api/v1/auth/refresh")));
      return true;
    } catch (error) {
      if (!asProblem(error).passing) this.#forget();
      return false;
    }
  }

  #accept({ accessToken, user }: { accessToken: string; user: User }): void {
    this.#token = accessToken;
    localStorage.setItem(mark, "1");
    this.user.set(user);
  }

  #forget(): void {
    this.#token = null;
    localStorage.removeItem(mark);
    this.user.set(null);
  }
}
