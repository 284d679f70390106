import { digestOf } from "./sha256";

export interface ToDigest {
  job: number;
  file: Blob;
}

export interface Digested {
  job: number;
  /** Absent when the file could not be read. */
  hex?: string;
}

let last = Promise.resolve();

self.onmessage = ({ data: { job, file } }: MessageEvent<ToDigest>) => {
  last = last.then(async () => {
    const hex = await digestOf(file).catch(() => undefined);
    self.postMessage((hex ? { job, hex } : { job }) satisfies Digested);
  });
};
