import type { Digested, ToDigest } from "./digest_worker";

/** SHA-256 of a file as 64 lower-case hex digits; rejects when the bytes cannot be read. */
export type Digest = (file: Blob) => Promise<string>;

/** Hashes outside the page's own thread, one file after the other, so that scrolling stays smooth. */
export function digestInWorker(): Digest {
  let worker: Worker | undefined;
  let count = 0;
  const waiting = new Map<number, { resolve: (hex: string) => void; reject: (reason: Error) => void }>();

  const start = () => {
    const started = new Worker(new URL("./digest_worker.ts", import.meta.url), { type: "module" });
    started.onmessage = ({ data }: MessageEvent<Digested>) => {
      const answer = waiting.get(data.job);
      waiting.delete(data.job);
      if (data.hex) answer?.resolve(data.hex);
      else answer?.reject(new Error("The file could not be read."));
    };
    return started;
  };

  return (file) =>
    new Promise((resolve, reject) => {
      worker ??= start();
      const job = ++count;
      waiting.set(job, { resolve, reject });
      worker.postMessage({ job, file } satisfies ToDigest);
    });
}
