import { expect, test } from "vitest";
import type { Photo } from "@/lib/api";
import { photoOf } from "@/testing/photo_of";
import { type Activity, withAdded } from "./activity";

const added = (uploader: string, minute: number): Photo =>
  photoOf({
    id: `${uploader}-${minute}`,
    uploader: { kind: "guest", id: uploader, name: uploader },
    createdAt: new Date(minute * 60_000).toISOString(),
  });

const after = (...photos: Photo[]) => photos.reduce<readonly Activity[]>(withAdded, []);
const told = (activity: readonly Activity[]) => activity.map(({ name, count }) => `${name} ${count}`);

test("what one person adds in one go is one entry", () => {
  expect(told(after(added("Ada", 1), added("Ada", 2), added("Ada", 3)))).toEqual(["Ada 3"]);
});

test("another person, or a pause, begins a new entry", () => {
  expect(told(after(added("Ada", 1), added("Bob", 1), added("Bob", 9)))).toEqual(["Bob 1", "Bob 1", "Ada 1"]);
});

test("only the last ones are kept", () => {
  const many = Array.from({ length: 20 }, (_, index) => added(`guest ${index}`, index));
  expect(after(...many)).toHaveLength(6);
});
