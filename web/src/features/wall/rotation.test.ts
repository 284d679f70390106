import { expect, test } from "vitest";
import { photoOf } from "@/testing/photo_of";
import { Rotation } from "./rotation";

const shown = ({ places }: Rotation) => places.map((photo) => photo?.id ?? null);

test("fills free places first, then replaces the oldest", () => {
  const rotation = new Rotation(2);
  for (const id of ["a", "b", "c"]) {
    rotation.add(photoOf({ id }));
    rotation.step();
  }
  expect(shown(rotation)).toEqual(["c", "b"]);
});

test("shows older photos in turn while nothing new comes", () => {
  const rotation = new Rotation(1);
  const seen = new Set<string | null>();
  for (const id of ["a", "b", "c"]) rotation.add(photoOf({ id }));
  for (let step = 0; step < 9; step++) {
    rotation.step();
    seen.add(shown(rotation)[0] ?? null);
  }
  expect(seen).toEqual(new Set(["a", "b", "c"]));
});

test("has nothing to do without photos, or with all of them up", () => {
  const rotation = new Rotation(2);
  expect(rotation.step()).toBe(false);
  rotation.add(photoOf({ id: "a" }));
  expect(rotation.step()).toBe(true);
  expect(rotation.step()).toBe(false);
});

test("leaves a photo that has changed where it is", () => {
  const rotation = new Rotation(2);
  for (const id of ["a", "b", "c"]) rotation.add(photoOf({ id }));
  rotation.step();
  rotation.step();
  rotation.add(photoOf({ id: "a", width: 4 }));
  rotation.add(photoOf({ id: "c", width: 5 }));
  expect(shown(rotation)).toEqual(["a", "b"]);
  expect(rotation.places[0]?.width).toBe(4);
  rotation.step();
  expect(shown(rotation)).toEqual(["c", "b"]);
  expect(rotation.places[0]?.width).toBe(5);
});

test("forgets what waited longest when very many change at once", () => {
  const rotation = new Rotation(1);
  for (let i = 0; i < 201; i++) rotation.add(photoOf({ id: `${i}` }));
  rotation.step();
  expect(shown(rotation)).toEqual(["1"]);
});

test("takes a removed photo down", () => {
  const rotation = new Rotation(1);
  rotation.add(photoOf({ id: "a" }));
  rotation.step();
  rotation.remove("a");
  expect(shown(rotation)).toEqual([null]);
  expect(rotation.step()).toBe(false);
});
