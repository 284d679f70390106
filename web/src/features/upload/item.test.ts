import { describe, expect, test } from "vitest";
import { photoOf } from "@/testing/photo_of";
import { type Failure, type Item, isRetryable, phaseOf, restarted, tally, withPhoto } from "./item";

const item = (given: Partial<Item> = {}): Item => ({
  id: "1",
  event: "event",
  name: "a.jpg",
  size: 100,
  type: "image/jpeg",
  lastModified: 0,
  addedAt: 0,
  phase: "waiting",
  sent: 0,
  ...given,
});

describe("the phase of a photo", () => {
  test.each([
    ["processing", "approved", "received"],
    ["processing", "pending", "received"],
    ["ready", "approved", "live"],
    ["ready", "pending", "pending"],
    ["ready", "hidden", "pending"],
    ["failed", "approved", "failed"],
  ] as const)("%s and %s is %s", (status, moderation, phase) => {
    expect(phaseOf(photoOf({ id: "p", status, moderation }))).toBe(phase);
  });
});

test("a photo that cannot be processed is no file that could be sent again", () => {
  const failed = withPhoto(item({ phase: "received" }), photoOf({ id: "p", status: "failed" }));
  expect(failed).toMatchObject({ phase: "failed", failure: "processing", photoId: "p" });
  expect(isRetryable(failed)).toBe(false);
});

test("a file that is taken up again keeps what the server knows of it, and forgets its failure", () => {
  const before = item({ phase: "failed", failure: "network", sent: 50, sha256: "abc", uploadId: "u" });
  const after = restarted(before);
  expect(after).toMatchObject({ phase: "waiting", sent: 0, sha256: "abc", uploadId: "u" });
  expect(after).not.toHaveProperty("failure");
});

describe("another attempt", () => {
  test.each([
    ["network", true],
    ["unavailable", true],
    ["storage_full", true],
    ["event_closed", true],
    ["unsupported_format", false],
    ["too_large", false],
    ["lost", false],
  ] as [Failure, boolean][])("after %s: %s", (failure, sensible) => {
    expect(isRetryable(item({ phase: "failed", failure }))).toBe(sensible);
  });
});

describe("the total", () => {
  test("of nothing is done", () => {
    expect(tally([])).toEqual({ files: 0, safe: 0, failed: 0, fraction: 1 });
  });

  test("counts as safe only what the server has verified", () => {
    const items = [
      item({ phase: "sending", sent: 100 }),
      item({ phase: "received" }),
      item({ phase: "pending" }),
      item({ phase: "live" }),
      item({ phase: "failed", sent: 20 }),
    ];
    expect(tally(items)).toEqual({ files: 5, safe: 3, failed: 1, fraction: 420 / 500 });
  });
});
