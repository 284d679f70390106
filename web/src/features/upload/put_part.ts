import type { components } from "@/lib/api.gen";
import { Problem } from "@/lib/problem";

/** Sends one part; `onSent` tells the bytes of it that have left so far. Rejects with a Problem. */
export type PutPart = (
  url: string,
  part: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
) => Promise<void>;

const stalled = 60_000; // milliseconds without progress after which the connection counts as dead

/** By XMLHttpRequest, since fetch does not tell how much of a body was sent. */
export const putPart: PutPart = (url, part, onSent, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    let watchdog = setTimeout(abort, stalled);
    request.upload.onprogress = ({ loaded }) => {
      clearTimeout(watchdog);
      watchdog = setTimeout(abort, stalled);
      onSent(loaded);
    };
    request.onloadend = () => {
      clearTimeout(watchdog);
      signal.removeEventListener("abort", abort);
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(problemOf(request));
    };
    signal.addEventListener("abort", abort);
    request.open("PUT", url);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(part);
  });

function problemOf({ status, responseText }: XMLHttpRequest): Problem {
  if (status === 0) return new Problem("network", 0);
  try {
    const { code, detail } = JSON.parse(responseText) as components["schemas"]["Problem"];
    return new Problem(code, status, detail);
  } catch {
    return new Problem(status >= 500 ? "internal" : "malformed", status); // an object store answers in XML
  }
}
