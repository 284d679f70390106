/**
 * How long to wait before the given attempt (1 is the first repetition), in milliseconds: doubles up to `most`,
 * and varies by half so that a venue's phones do not come back in step.
 */
export function backoff(attempt: number, first = 1000, most = 30_000, random = Math.random): number {
  const full = Math.min(most, first * 2 ** (attempt - 1));
  return full * (0.5 + random() / 2);
}

/** Ends early, without an error, when the signal is given. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end);
  });
}
