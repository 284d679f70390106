import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ratioClass } from "./ratio";

test.each([
  [3, 2, "ratio-30"],
  [4000, 3000, "ratio-27"],
  [1, 1, "ratio-20"],
  [2, 3, "ratio-13"],
  [1, 100, "ratio-8"],
  [100, 1, "ratio-60"],
  [null, null, "ratio-30"],
])("%s × %s is %s", (width, height, name) => {
  expect(ratioClass(width, height)).toBe(name);
});

test("every class has its rule", () => {
  const css = readFileSync(new URL("./ratios.css", import.meta.url), "utf8");
  for (let ratio = 8; ratio <= 60; ratio++)
    expect(css).toContain(`.ratio-${ratio} {\n    --ratio: ${ratio / 20};`);
});
