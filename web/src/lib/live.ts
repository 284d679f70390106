import { type Api, answer, type Change } from "./api";
import { backoff, pause } from "./backoff";
import { returns } from "./online";
import { Store } from "./store";

type Listener = (change: Change) => void;
/** `polling` works too, only later by some seconds. */
export type LiveState = "connecting" | "live" | "polling" | "stopped";
export type Dial = (url: string) => WebSocket;

const pollEvery = 5000; // milliseconds
const triesBeforePolling = 2;
const silence = 20_000; // milliseconds without an opened connection after which it counts as failed

/**
 * What happens in one event, each change once and in order, across lost connections: a reconnect names the last
 * sequence number that was seen. Where WebSocket does not get through, the list of changes is asked for instead.
 */
export class LiveFeed {
  readonly state = new Store<LiveState>("connecting");
  readonly #api: Api;
  readonly #event: string;
  readonly #dial: Dial;
  readonly #listeners = new Set<Listener>();
  readonly #stop = new AbortController();
  #after: number | null;
  #wake = new AbortController();
  #hangUp = () => {};

  /** `after` is the last change that the page already shows; null means: from now on. */
  constructor(api: Api, event: string, after: number | null, dial: Dial = dialHere) {
    this.#api = api;
    this.#event = event;
    this.#after = after;
    this.#dial = dial;
  }

  /** A `hello` that is heard says that changes may have been missed: what is shown is to be read again. */
  hear(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs until `stop`; to be called once. */
  async start(): Promise<void> {
    const stopWatching = returns.watch(() => this.wake());
    this.#stop.signal.addEventListener("abort", stopWatching);
    for (let attempt = 1; !this.#stop.signal.aborted; attempt++) {
      const wasOpen = await this.#connect().catch(() => false);
      if (this.#stop.signal.aborted) return;
      if (wasOpen) attempt = 1;
      if (attempt > triesBeforePolling) await this.#poll();
      else this.state.set("connecting");
      await this.#rest(attempt > triesBeforePolling ? pollEvery : backoff(attempt));
    }
  }

  stop(): void {
    this.#stop.abort();
    this.wake();
    this.state.set("stopped");
  }

  /** Dials anew at once: a connection from before a pause may be dead without anybody having said so. */
  wake(): void {
    this.#hangUp();
    this.#wake.abort();
  }

  async #rest(milliseconds: number): Promise<void> {
    await pause(milliseconds, this.#wake.signal);
    this.#wake = new AbortController();
  }

  /** Ends with the connection, and says whether there was one. */
  async #connect(): Promise<boolean> {
    const path = { params: { path: { eventId: this.#event } } };
    const { ticket } = await answer(this.#api.POST("/api/v1/events/{eventId}/live", path));
    const query = new URLSearchParams({ ticket });
    if (this.#after !== null) query.set("after", `${this.#after}`);
    const socket = this.#dial(`/api/v1/events/${this.#event}/live?${query}`);
    if (this.#stop.signal.aborted) socket.close();
    return new Promise((resolve) => {
      let opened = false;
      const end = () => {
        clearTimeout(timer);
        this.#hangUp = () => {};
        socket.onmessage = null;
        socket.close();
        resolve(opened);
      };
      const timer = setTimeout(end, silence);
      this.#hangUp = end;
      socket.onopen = () => {
        opened = true;
        clearTimeout(timer);
        this.state.set("live");
      };
      socket.onmessage = ({ data }) => this.#take(JSON.parse(String(data)) as Change);
      socket.onclose = end;
    });
  }

  /** Failures are left to the next round: the page keeps what it has. */
  async #poll(): Promise<void> {
    try {
      const { items, latestSeq } = await this.#changes(this.#after ?? 0);
      if (this.#after !== null) for (const change of items) this.#take(change);
      this.#after = latestSeq;
      this.state.set("polling");
    } catch {
      this.state.set("connecting");
    }
  }

  #changes(after: number) {
    const params = { path: { eventId: this.#event }, query: { after } };
    return answer(this.#api.GET("/api/v1/events/{eventId}/changes", { params }));
  }

  #take(change: Change): void {
    const seen = this.#after !== null && change.seq <= this.#after;
    if (seen && change.type !== "progress") return;
    if (change.type !== "progress") this.#after = change.seq;
    for (const listener of [...this.#listeners]) listener(change);
  }
}

function dialHere(path: string): WebSocket {
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return new WebSocket(url);
}
