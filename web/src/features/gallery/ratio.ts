const steps = 20; // classes per unit of aspect ratio
const narrowest = 8;
const widest = 60;

/** Width by height in twentieths, rounded and held within what a row can show; 3:2 while it is not known. */
function twentieths(width: number | null, height: number | null): number {
  const ratio = width && height ? (steps * width) / height : steps * 1.5;
  return Math.min(widest, Math.max(narrowest, Math.round(ratio)));
}

/**
 * The class that gives a tile its shape. Classes, since the server's pages may not hold style attributes;
 * `ratios.css` has one rule for each, and the server computes the same number.
 */
export const ratioClass = (width: number | null, height: number | null): string =>
  `ratio-${twentieths(width, height)}`;

/** Width by height of the tile, which is nearly that of the photo. */
export const tileRatio = (width: number | null, height: number | null): number =>
  twentieths(width, height) / steps;
