import { type Api, answer, type Photo, type Upload } from "@/lib/api";
import { patiently } from "@/lib/patience";
import { asProblem, Problem } from "@/lib/problem";
import type { Digest } from "./digest";
import type { Item } from "./item";
import type { PutPart } from "./put_part";

export interface Wire {
  api: Api;
  digest: Digest;
  put: PutPart;
  /** Milliseconds before the first repetition of a request; then it doubles. */
  patience?: number;
}

/** What has to be remembered, so that a later visit goes on where this one stops. */
export type Remember = (known: Partial<Pick<Item, "sha256" | "uploadId" | "photoId" | "sent">>) => void;

/** Null is a photo that the event holds already and that this guest may not see, not yet or no more. */
export type Sent = { photo: Photo | null; duplicate: boolean };

const rounds = 5; // how often the server may find something missing before it counts as an error

/** Brings one file into its event. Resolves once the server has it safely; rejects with a Problem. */
export async function sendFile(
  wire: Wire,
  item: Item,
  file: Blob,
  remember: Remember,
  signal: AbortSignal,
): Promise<Sent> {
  const sending = new Sending(wire, item, file, remember, signal);
  return sending.run();
}

class Sending {
  readonly #wire: Wire;
  readonly #item: Item;
  readonly #file: Blob;
  readonly #remember: Remember;
  readonly #signal: AbortSignal;

  constructor(wire: Wire, item: Item, file: Blob, remember: Remember, signal: AbortSignal) {
    this.#wire = wire;
    this.#item = item;
    this.#file = file;
    this.#remember = remember;
    this.#signal = signal;
  }

  async run(): Promise<Sent> {
    const sha256 = this.#item.sha256 ?? (await this.#wire.digest(this.#file));
    this.#remember({ sha256 });
    let upload = (await this.#resume()) ?? (await this.#begin(sha256));
    for (let round = 1; ; round++) {
      if (upload.status === "duplicate") return { photo: await this.#photo(upload.photoId), duplicate: true };
      try {
        await this.#sendParts(upload);
        return { photo: await this.#complete(upload), duplicate: false };
      } catch (error) {
        if (round >= rounds || !mendable(asProblem(error))) throw error;
        upload = (await this.#lookUp(upload.uploadId)) ?? (await this.#begin(sha256));
      }
    }
  }

  #resume(): Promise<Upload | null> {
    return this.#lookUp(this.#item.uploadId ?? null);
  }

  /** Null when the server has forgotten the upload. */
  async #lookUp(uploadId: string | null): Promise<Upload | null> {
    if (!uploadId) return null;
    const params = { path: { eventId: this.#item.event, uploadId } };
    return this.#find(() => this.#wire.api.GET("/api/v1/events/{eventId}/uploads/{uploadId}", { params }));
  }

  async #begin(sha256: string): Promise<Upload> {
    const { event, name, size, type, lastModified } = this.#item;
    const announced = {
      name: name.slice(-255),
      size,
      contentType: type || "application/octet-stream",
      sha256,
      lastModified: new Date(lastModified).toISOString(),
    };
    const { items, errors } = await this.#try(() =>
      this.#wire.api.POST("/api/v1/events/{eventId}/uploads", {
        params: { path: { eventId: event } },
        body: { files: [announced] },
      }),
    );
    const [upload] = items;
    if (!upload) throw new Problem(errors[0]?.code ?? "invalid", errors[0]?.status ?? 422, errors[0]?.detail);
    const { uploadId, photoId } = upload;
    this.#remember(uploadId ? { uploadId, photoId } : { photoId });
    return upload;
  }

  async #sendParts({ parts, partSize, size }: Upload): Promise<void> {
    let before = size - parts.reduce((sum, part) => sum + part.size, 0);
    this.#remember({ sent: before });
    for (const { number, size: bytes, url } of parts) {
      const start = (number - 1) * partSize;
      const part = this.#file.slice(start, start + bytes);
      const report = (sent: number) => this.#remember({ sent: before + Math.min(sent, bytes) });
      await patiently(
        () => this.#wire.put(url, part, report, this.#signal),
        this.#signal,
        this.#wire.patience,
      );
      before += bytes;
      this.#remember({ sent: before });
    }
  }

  #complete({ uploadId }: Upload): Promise<Photo> {
    const params = { path: { eventId: this.#item.event, uploadId: uploadId ?? "" } };
    return this.#try(() =>
      this.#wire.api.POST("/api/v1/events/{eventId}/uploads/{uploadId}/complete", { params }),
    );
  }

  #photo(photoId: string): Promise<Photo | null> {
    const params = { path: { eventId: this.#item.event, photoId } };
    return this.#find(() => this.#wire.api.GET("/api/v1/events/{eventId}/photos/{photoId}", { params }));
  }

  async #find<T>(call: () => Parameters<typeof answer<T>>[0]): Promise<T | null> {
    try {
      return await this.#try(call);
    } catch (error) {
      if (asProblem(error).status === 404) return null;
      throw error;
    }
  }

  #try<T>(call: () => Parameters<typeof answer<T>>[0]): Promise<T> {
    return patiently(() => answer(call()), this.#signal, this.#wire.patience);
  }
}

/** An expired address, a part that did not arrive whole, a forgotten upload: the server says what is still to be sent. */
function mendable({ status, code }: Problem): boolean {
  return code === "incomplete_upload" || code === "hash_mismatch" || status === 404 || status === 403;
}
