import { createHash, randomBytes } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { digestOf } from "./sha256";

afterEach(() => vi.unstubAllGlobals());

const bytes = randomBytes(9_000_000); // more than two slices
const expected = createHash("sha256").update(bytes).digest("hex");

test("the browser's own digest", async () => {
  expect(await digestOf(new Blob([bytes]))).toBe(expected);
});

test("the same in slices, where the page came over plain HTTP", async () => {
  vi.stubGlobal("crypto", {});
  expect(await digestOf(new Blob([bytes]))).toBe(expected);
});
