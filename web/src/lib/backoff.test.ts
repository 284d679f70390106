import { describe, expect, test } from "vitest";
import { backoff, pause } from "./backoff";

describe("backoff", () => {
  test.each([
    [1, 1000],
    [2, 2000],
    [5, 16_000],
    [6, 30_000],
    [60, 30_000],
  ])("attempt %i waits at most %i ms, and at least half of it", (attempt, full) => {
    expect(backoff(attempt, 1000, 30_000, () => 1)).toBe(full);
    expect(backoff(attempt, 1000, 30_000, () => 0)).toBe(full / 2);
  });
});

test("a pause ends with its signal", async () => {
  const stop = new AbortController();
  const long = pause(1_000_000, stop.signal);
  stop.abort();
  await long;
  await pause(1_000_000, stop.signal);
  expect(stop.signal.aborted).toBe(true);
});
