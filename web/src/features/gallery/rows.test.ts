import { describe, expect, test } from "vitest";
import { type Row, rowsOf, sliceOf } from "./rows";

const frame = { width: 300, row: 100, gap: 10 };
const spans = (rows: readonly Row[]) => rows.map(({ start, end }) => [start, end]);

describe("rows", () => {
  test("of nothing are none", () => {
    expect(rowsOf([], frame)).toEqual([]);
  });

  test("take what fits, gaps included", () => {
    expect(spans(rowsOf([1, 1, 1, 1], frame))).toEqual([
      [0, 2],
      [2, 4],
    ]);
    expect(spans(rowsOf([1, 1.9, 1], frame))).toEqual([
      [0, 2],
      [2, 3],
    ]);
  });

  test("are stretched to the full width, all but the last", () => {
    const [first, last] = rowsOf([1, 1, 1], frame);
    expect(first).toMatchObject({ top: 0, height: 145 });
    expect(last).toMatchObject({ top: 155, height: 100 });
  });

  test("hold a panorama that is wider than the screen", () => {
    const [only] = rowsOf([3], { ...frame, width: 240 });
    expect(only?.height).toBe(80);
  });
});

describe("the slice on the screen", () => {
  const rows = rowsOf(Array<number>(20).fill(3), frame); // ten pixels apart, one tile each, 100 high

  test("has the rows that are touched, and room for the others", () => {
    expect(sliceOf(rows, 250, 500)).toEqual({ start: 2, end: 5, before: 220, after: 20 * 110 - 10 - 540 });
  });

  test("always shows something, however far the page is scrolled", () => {
    expect(sliceOf(rows, -900, -500)).toMatchObject({ start: 0, end: 1, before: 0 });
    expect(sliceOf(rows, 9000, 9500)).toMatchObject({ start: 19, end: 20, after: 0 });
    expect(sliceOf([], 0, 100)).toEqual({ start: 0, end: 0, before: 0, after: 0 });
  });

  test("keeps the height of the whole", () => {
    const height = 20 * 110 - 10;
    for (let from = 0; from < height; from += 37) {
      const { start, end, before, after } = sliceOf(rows, from, from + 300);
      expect(before + (end - start) * 110 - 10 + after).toBe(height);
    }
  });
});
