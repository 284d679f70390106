import { expect, test } from "vitest";
import { bytes } from "./format";

test.each([
  [0, "0 kB"],
  [1, "1 kB"],
  [999, "1 kB"],
  [1_001, "2 kB"],
  [470_000, "470 kB"],
  [3_640_000, "3.6 MB"],
  [12_000_000_000, "12 GB"],
  [4_200_000_000_000_000, "4,200 TB"],
])("%i bytes are told as %s", (count, text) => {
  expect(bytes(count, "en")).toBe(text);
});
