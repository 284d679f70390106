import { expect, test } from "vitest";
import { timeAt, timeZones, wallTime } from "./wall_time";

test.each([
  ["2026-06-20T13:00:00.000Z", "Europe/Berlin", "2026-06-20T15:00"],
  ["2026-12-20T13:00:00.000Z", "Europe/Berlin", "2026-12-20T14:00"],
  ["2026-06-20T22:30:00.000Z", "Asia/Kolkata", "2026-06-21T04:00"],
  ["2026-06-20T03:00:00.000Z", "America/New_York", "2026-06-19T23:00"],
  ["2026-06-20T00:00:00.000Z", "UTC", "2026-06-20T00:00"],
  ["2026-03-29T00:59:00.000Z", "Europe/Berlin", "2026-03-29T01:59"], // the last minute of winter
  ["2026-03-29T01:00:00.000Z", "Europe/Berlin", "2026-03-29T03:00"], // the first of summer
])("%s is, in %s, %s", (time, zone, wall) => {
  expect(wallTime(time, zone)).toBe(wall);
  expect(timeAt(wall, zone)).toBe(time);
});

test("a time that the clocks skip comes after the gap", () => {
  expect(timeAt("2026-03-29T02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
});

test("a time zone that only the server knows can still be chosen", () => {
  expect(timeZones("Europe/Atlantis")).toContain("Europe/Atlantis");
  expect(new Set(timeZones("Europe/Berlin")).size).toBe(timeZones("Europe/Berlin").length);
});
