import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { Photo } from "@/lib/api";
import { tileRatio } from "./ratio";
import { type Frame, rowsOf, type Slice, sliceOf } from "./rows";

const margin = 1.5; // screens above and below that are drawn too
const step = 0.5; // screens of scrolling between two drawings

/**
 * Which photos of a long grid to draw: those on the screen and around it. Null until the grid was measured, and in
 * browsers that do not resolve `--row`: then all of them.
 */
export function useSlice(grid: RefObject<HTMLElement | null>, photos: readonly Photo[]): Slice | null {
  const frame = useFrame(grid);
  const seen = useScroll(grid);
  const rows = useMemo(
    () =>
      frame &&
      rowsOf(
        photos.map(({ width, height }) => tileRatio(width, height)),
        frame,
      ),
    [photos, frame],
  );
  return rows && sliceOf(rows, seen.top - margin * seen.height, seen.top + (1 + margin) * seen.height);
}

function useFrame(grid: RefObject<HTMLElement | null>): Frame | null {
  const [frame, setFrame] = useState<Frame | null>(null);
  useLayoutEffect(() => {
    const element = grid.current;
    if (!element) return;
    const measure = () => {
      const style = getComputedStyle(element);
      const row = Number.parseFloat(style.getPropertyValue("--row"));
      const { width } = element.getBoundingClientRect();
      setFrame(row > 0 && width > 0 ? { width, row, gap: Number.parseFloat(style.columnGap) } : null);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [grid]);
  return frame;
}

/** The stretch of the grid that is on the screen, in pixels from the grid's top; coarse, so that it seldom changes. */
function useScroll(grid: RefObject<HTMLElement | null>): { top: number; height: number } {
  const [seen, setSeen] = useState({ top: 0, height: globalThis.innerHeight });
  useEffect(() => {
    const look = () => {
      const height = innerHeight;
      const top = -(grid.current?.getBoundingClientRect().top ?? 0);
      const coarse = Math.round(top / (step * height)) * step * height;
      setSeen((before) =>
        before.top === coarse && before.height === height ? before : { top: coarse, height },
      );
    };
    look();
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    return () => {
      removeEventListener("scroll", look);
      removeEventListener("resize", look);
    };
  }, [grid]);
  return seen;
}
