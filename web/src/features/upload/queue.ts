import type { Photo } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { Store } from "@/lib/store";
import { asReceived, type Item, isRetryable, isSafe, restarted, withPhoto } from "./item";
import { sendFile, type Wire } from "./sender";
import type { Shelf } from "./shelf";

const atOnce = 3; // files on the wire; more only divides a venue's Wi-Fi

/** Runs the job while no other tab runs one of this name. */
export type Exclusively = (name: string, job: () => Promise<void>) => Promise<void>;

/** What tabs of the same event tell each other. */
type Message = { put: Item } | { removed: string };

/**
 * The files that this browser brings into one event. Every tab shows the same list; one of them, the holder of a
 * lock, does the sending, and when it closes another goes on. What is not safe yet outlives them all on the shelf.
 */
export class UploadQueue {
  readonly items = new Store<readonly Item[]>([]);
  readonly #event: string;
  readonly #wire: Wire;
  readonly #shelf: Shelf;
  readonly #others: BroadcastChannel;
  readonly #stop = new AbortController();
  readonly #busy = new Map<string, AbortController>();
  #leads = false;

  constructor(event: string, wire: Wire, shelf: Shelf) {
    this.#event = event;
    this.#wire = wire;
    this.#shelf = shelf;
    this.#others = new BroadcastChannel(`snapory-upload-${event}`);
    this.#others.onmessage = ({ data }: MessageEvent<Message>) => this.#follow(data);
  }

  /** Takes up what an earlier visit left, and sends for as long as this tab holds the lock. Ends with `stop`. */
  async start(exclusively: Exclusively): Promise<void> {
    this.items.set(await this.#shelf.items(this.#event));
    await exclusively(`upload-${this.#event}`, async () => {
      if (this.#stop.signal.aborted) return;
      await this.#takeUp();
      this.#leads = true;
      this.#pump();
      await new Promise<void>((resolve) => this.#stop.signal.addEventListener("abort", () => resolve()));
    });
  }

  stop(): void {
    this.#leads = false;
    this.#stop.abort();
    for (const sending of this.#busy.values()) sending.abort();
    this.#others.close();
  }

  async add(files: readonly File[]): Promise<void> {
    const now = Date.now();
    for (const [index, file] of files.entries()) {
      const item: Item = {
        id: `${now.toString(36)}-${index}-${Math.random().toString(36).slice(2)}`,
        event: this.#event,
        name: file.name,
        size: file.size,
        type: file.type,
        lastModified: file.lastModified,
        addedAt: now,
        phase: "waiting",
        sent: 0,
      };
      await this.#shelf.putFile(item.id, file);
      await this.#save(item);
      this.#pump();
    }
  }

  async retry(id: string): Promise<void> {
    const item = this.#find(id);
    if (!item || !isRetryable(item)) return;
    await this.#save(restarted(item));
    this.#pump();
  }

  /** Forgets a file; what of it has arrived is given up on the server by its own expiry. */
  async remove(id: string): Promise<void> {
    this.#drop(id);
    this.#tell({ removed: id });
    await this.#shelf.remove(id);
  }

  /** Takes what is safe off the list. */
  async clear(): Promise<void> {
    for (const item of this.items.value.filter(isSafe)) await this.remove(item.id);
  }

  /** The server's word on a photo, as it comes from the live feed. */
  hear(photo: Photo): void {
    const item = this.items.value.find(({ photoId }) => photoId === photo.id);
    if (item) void this.#save(withPhoto(item, photo));
  }

  /** At a new visit: what is safe need not be shown again; what was being sent waits. */
  async #takeUp(): Promise<void> {
    for (const item of await this.#shelf.items(this.#event)) {
      if (isSafe(item)) await this.remove(item.id);
      else if (item.phase === "sending") await this.#save(restarted(item));
    }
  }

  #pump(): void {
    if (!this.#leads) return;
    for (const item of this.items.value) {
      if (this.#busy.size >= atOnce) return;
      if (item.phase === "waiting" && !this.#busy.has(item.id)) void this.#send(item);
    }
  }

  async #send(item: Item): Promise<void> {
    const sending = new AbortController();
    this.#busy.set(item.id, sending);
    try {
      await this.#deliver({ ...item, phase: "sending" }, sending.signal);
    } finally {
      this.#busy.delete(item.id);
      this.#pump();
    }
  }

  async #deliver(item: Item, signal: AbortSignal): Promise<void> {
    await this.#save(item);
    const file = await this.#shelf.file(item.id);
    if (!file) return this.#save({ ...item, phase: "failed", failure: "lost" });
    const remember = (known: Partial<Item>) => {
      item = { ...item, ...known };
      if (!signal.aborted) void this.#save(item, "sent" in known ? "shown" : "kept");
    };
    try {
      const { photo, duplicate } = await sendFile(this.#wire, item, file, remember, signal);
      const done = photo ? this.#furthest(withPhoto(item, photo)) : asReceived(item);
      await this.#save(duplicate ? { ...done, duplicate } : done);
      await this.#shelf.removeFile(item.id);
    } catch (error) {
      if (!signal.aborted) await this.#save({ ...item, phase: "failed", failure: asProblem(error).code });
    }
  }

  /** The feed may have told of the photo before the answer to its completion was read. */
  #furthest(item: Item): Item {
    const heard = this.#find(item.id);
    return heard && isSafe(heard) ? heard : item;
  }

  #find(id: string): Item | undefined {
    return this.items.value.find((item) => item.id === id);
  }

  /** Progress is only shown; all else is kept on the shelf too. */
  async #save(item: Item, how: "shown" | "kept" = "kept"): Promise<void> {
    this.#place(item);
    this.#tell({ put: item });
    if (how === "kept") await this.#shelf.put(item);
  }

  #follow(message: Message): void {
    if ("removed" in message) this.#drop(message.removed);
    else this.#place(message.put);
    this.#pump();
  }

  #tell(message: Message): void {
    if (!this.#stop.signal.aborted) this.#others.postMessage(message);
  }

  #place(item: Item): void {
    const known = this.#find(item.id);
    this.items.update((items) =>
      known ? items.map((other) => (other === known ? item : other)) : [...items, item],
    );
  }

  #drop(id: string): void {
    this.#busy.get(id)?.abort();
    this.items.update((items) => items.filter((item) => item.id !== id));
  }
}
