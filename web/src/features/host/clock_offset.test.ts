import { expect, test } from "vitest";
import { formatOffset, parseOffset } from "./clock_offset";

test("an offset is written as people set clocks right", () => {
  expect(formatOffset(0)).toBe("+0:00:00");
  expect(formatOffset(3725)).toBe("+1:02:05");
  expect(formatOffset(-90)).toBe("−0:01:30");
  expect(formatOffset(36 * 3600)).toBe("+36:00:00");
});

test("an offset is read as it is written, and shorter", () => {
  for (const seconds of [0, 1, 59, 60, -61, 3600, -3725, 631_152_000])
    expect(parseOffset(formatOffset(seconds))).toBe(seconds);
  expect(parseOffset("-2:05")).toBe(-125);
  expect(parseOffset(" 90 ")).toBe(90);
  expect(parseOffset("-0")).toBe(0);
});

test("what is no offset is not read", () => {
  for (const typed of ["", "+", "1:2:3:4", "1:60:00", "1:00:60", "an hour", "1.5", "1:"])
    expect(parseOffset(typed), typed).toBeUndefined();
});
