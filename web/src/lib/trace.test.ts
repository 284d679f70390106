import { expect, test } from "vitest";
import { traceparent } from "./trace";

test("a traceparent is well formed and new each time", () => {
  const first = traceparent();
  expect(first).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  expect(traceparent()).not.toBe(first);
});
