import { describe, expect, it } from "vitest";
import { addressesIn } from "./addresses";

describe("addressesIn", () => {
  it.each([
    ["ada@example.org", ["ada@example.org"]],
    [
      "ada@example.org, grace@example.org;alan@example.org",
      ["ada@example.org", "grace@example.org", "alan@example.org"],
    ],
    ["ada@example.org\r\ngrace@example.org\n\n", ["ada@example.org", "grace@example.org"]],
    [
      '"Hopper, Grace" <Grace@Example.org>, Ada <mailto:ada@example.org>',
      ["grace@example.org", "ada@example.org"],
    ],
    ["ada@example.org ADA@example.org", ["ada@example.org"]],
    ["nobody", []],
    ["", []],
  ])("%j", (text, expected) => {
    expect(addressesIn(text)).toEqual(expected);
  });
});
