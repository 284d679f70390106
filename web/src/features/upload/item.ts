import type { Photo } from "@/lib/api";
import type { ProblemCode } from "@/lib/problem";

/**
 * Where a chosen file stands. `received` means that the server has verified and stored it: nothing is said to be
 * safe before. `pending` waits for the host's approval; `live` is seen by everyone.
 */
export type Phase = "waiting" | "sending" | "received" | "pending" | "live" | "failed";

/** `lost`: the browser no longer has the file's bytes. `processing`: stored, but it could not be read as a photo. */
export type Failure = ProblemCode | "lost" | "processing";

/** One file on its way from this browser into an event. */
export interface Item {
  readonly id: string;
  readonly event: string;
  readonly name: string;
  readonly size: number; // bytes
  readonly type: string;
  readonly lastModified: number; // milliseconds since 1970
  readonly addedAt: number; // milliseconds since 1970
  readonly phase: Phase;
  readonly sent: number; // bytes that have left this browser
  readonly sha256?: string;
  readonly uploadId?: string;
  readonly photoId?: string;
  readonly duplicate?: true;
  readonly failure?: Failure;
}

const final: ReadonlySet<Failure> = new Set<Failure>([
  "lost",
  "processing",
  "too_large",
  "unsupported_format",
  "unreadable",
]);

/** Whether sending the same bytes again may end better. */
export const isRetryable = ({ phase, failure }: Item): boolean =>
  phase === "failed" && failure !== undefined && !final.has(failure);

export const isSafe = ({ phase }: Item): boolean =>
  phase === "received" || phase === "pending" || phase === "live";

/** The phase of a file whose photo the event holds. */
export function phaseOf({ status, moderation }: Photo): Phase {
  if (status === "failed") return "failed";
  if (status === "processing") return "received";
  return moderation === "approved" ? "live" : "pending";
}

/** The item once the event holds its photo, where no more is known. */
export function asReceived(item: Item): Item {
  const { failure: _, ...rest } = item;
  return { ...rest, phase: "received", sent: item.size };
}

/** The item as the server's photo tells it. A photo that is stored but unreadable cannot be sent again with success. */
export function withPhoto(item: Item, photo: Photo): Item {
  const { failure: _, ...rest } = item;
  const phase = phaseOf(photo);
  const known = { ...rest, phase, sent: item.size, photoId: photo.id };
  return phase === "failed" ? { ...known, failure: "processing" } : known;
}

/** As it is to be taken up again: by a new visit of the page, or because the guest says "retry". */
export function restarted(item: Item): Item {
  const { failure: _, ...rest } = item;
  return { ...rest, phase: "waiting", sent: 0 };
}

export interface Tally {
  files: number;
  safe: number;
  failed: number;
  /** Of all bytes, how many are sent; 1 when there are none. */
  fraction: number;
}

export function tally(items: readonly Item[]): Tally {
  const bytes = items.reduce((sum, { size }) => sum + size, 0);
  const sent = items.reduce(
    (sum, item) => sum + (isSafe(item) ? item.size : Math.min(item.sent, item.size)),
    0,
  );
  return {
    files: items.length,
    safe: items.filter(isSafe).length,
    failed: items.filter(({ phase }) => phase === "failed").length,
    fraction: bytes === 0 ? 1 : sent / bytes,
  };
}
