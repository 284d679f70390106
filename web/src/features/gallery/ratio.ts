const steps = 20; // classes per unit of aspect ratio
const narrowest = 8;
const widest = 60;

/**
 * The class that gives a tile its shape: 20 × width / height, rounded. Classes, since the server's pages may not hold
 * style attributes; `ratios.css` has one rule for each, and the server computes the same number.
 */
export function ratioClass(width: number | null, height: number | null): string {
  const ratio = width && height ? (steps * width) / height : steps * 1.5;
  return `ratio-${Math.min(widest, Math.max(narrowest, Math.round(ratio)))}`;
}
