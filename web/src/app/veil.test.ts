import { expect, test } from "vitest";
import { showsOthers, veiledUntil } from "./veil";

const noon = "2026-06-20T12:00:00.000Z";
const at = (time: string) => Date.parse(time);

test.each([
  [
    "before its moment a gallery is veiled",
    { guestView: true, revealAt: noon },
    "2026-06-20T11:59:59.999Z",
    noon,
  ],
  ["at its moment it opens, as the server has it", { guestView: true, revealAt: noon }, noon, null],
  ["without a moment it is open", { guestView: true, revealAt: null }, noon, null],
  [
    "a gallery that never shows promises nothing",
    { guestView: false, revealAt: noon },
    "2026-06-19T12:00:00.000Z",
    null,
  ],
])("%s", (_, settings, now, moment) => {
  expect(veiledUntil(settings, at(now))).toBe(moment);
});

test.each([
  ["a gallery without a veil shows the photos of others", { guestView: true, revealAt: null }, true],
  ["a veiled one does not yet", { guestView: true, revealAt: noon }, false],
  ["a drop box never does", { guestView: false, revealAt: null }, false],
])("%s", (_, settings, shows) => {
  expect(showsOthers(settings, at("2026-06-20T11:00:00.000Z"))).toBe(shows);
});
