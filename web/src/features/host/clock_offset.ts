/** A clock's offset in whole seconds as "+1:02:05", as people set clocks right. */
export function formatOffset(seconds: number): string {
  const size = Math.abs(seconds);
  const two = (part: number) => `${Math.floor(part) % 60}`.padStart(2, "0");
  return `${seconds < 0 ? "−" : "+"}${Math.floor(size / 3600)}:${two(size / 60)}:${two(size)}`;
}

/** Reads "+1:02:05", "-2:05" (minutes and seconds) or "90" (seconds); undefined for anything else. */
export function parseOffset(typed: string): number | undefined {
  const match = /^\s*([+\-−]?)\s*(?:(?:(\d{1,6}):)?(\d{1,2}):)?(\d{1,8})\s*$/.exec(typed);
  if (!match) return undefined;
  const [, sign, hours, minutes, seconds] = match;
  const inColumns = minutes !== undefined && (Number(minutes) > 59 || Number(seconds) > 59);
  if (inColumns) return undefined;
  const size = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds);
  return size === 0 || sign === "" || sign === "+" ? size : -size;
}
