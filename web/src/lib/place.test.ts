import { expect, test } from "vitest";
import { photoOf } from "@/testing/photo_of";
import { placeText } from "./place";

test("a country is named in the reader's language", () => {
  const photo = photoOf({ id: "1", place: "München", country: "DE" });
  expect(placeText(photo, "en")).toBe("München, Germany");
  expect(placeText(photo, "fr")).toBe("München, Allemagne");
});

test("what is not told is left out", () => {
  expect(placeText(photoOf({ id: "1", place: null }), "en")).toBeUndefined();
  expect(placeText(photoOf({ id: "1", place: "München", country: null }), "en")).toBe("München");
  expect(placeText(photoOf({ id: "1", place: "Nowhere", country: "QZ" }), "en")).toBe("Nowhere");
});
