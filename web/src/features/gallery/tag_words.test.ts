import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import english from "./tag_words/en";

const rules = ["solo", "couple", "group", "black and white", "blurred", "dark", "screenshot"];

test("every tag that comes with Snapory has a word", () => {
  const labels = readFileSync(
    new URL("../../../../models/packs/objects/labels.txt", import.meta.url),
    "utf8",
  );
  const objects = labels.split("\n").filter((label) => label !== "");
  expect(Object.keys(english).toSorted()).toEqual([...rules, ...objects].toSorted());
});
