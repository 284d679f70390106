/** What the style sheet and the screen decide about a grid, in CSS pixels. */
export interface Frame {
  width: number;
  /** Height of a row before it is stretched to the full width. */
  row: number;
  gap: number;
}

export interface Row {
  /** Index of its first tile, and of the first tile after it. */
  start: number;
  end: number;
  /** From the top of the grid. */
  top: number;
  height: number;
}

/**
 * Where the rows of a grid are, by the rule by which CSS lays them out (`.tile` in gallery.css): a tile asks for
 * ratio × row, a row takes what fits and is stretched, and the last one is left as it is.
 */
export function rowsOf(ratios: readonly number[], { width, row, gap }: Frame): Row[] {
  const rows: Row[] = [];
  let start = 0;
  let asked = 0;
  let top = 0;
  const close = (end: number, stretched: boolean) => {
    const sum = ratios.slice(start, end).reduce((total, ratio) => total + ratio, 0);
    const full = (width - gap * (end - start - 1)) / sum;
    const height = stretched ? full : Math.min(row, full);
    rows.push({ start, end, top, height });
    top += height + gap;
    start = end;
  };
  for (const [index, ratio] of ratios.entries()) {
    const wants = Math.min(width, ratio * row);
    if (index > start && asked + gap + wants > width) {
      close(index, true);
      asked = 0;
    }
    asked += wants + (index > start ? gap : 0);
  }
  if (start < ratios.length) close(ratios.length, false);
  return rows;
}

export interface Slice {
  start: number;
  end: number;
  /** Pixels that stand for the rows before and after. */
  before: number;
  after: number;
}

/** The rows that touch the stretch from `from` to `to`, in pixels from the top of the grid. */
export function sliceOf(rows: readonly Row[], from: number, to: number): Slice {
  const last = rows.at(-1);
  if (!last) return { start: 0, end: 0, before: 0, after: 0 };
  const first = rows.find(({ top, height }) => top + height > from) ?? last;
  const final = rows.findLast(({ top }) => top < to) ?? first;
  const bottom = last.top + last.height;
  const end = Math.max(first.end, final.end);
  return {
    start: first.start,
    end,
    before: first.top,
    after: end === last.end ? 0 : bottom - final.top - final.height,
  };
}
