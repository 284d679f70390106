// What a program and all that it started take of the machine, as Linux counts it.
import { readdirSync, readFileSync } from "node:fs";

const ticksASecond = 100;

/** What stands in /proc/PID/stat behind the program's name. */
function fields(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** Process ids of a program and all that it started. */
function tree(root) {
  const parents = new Map();
  for (const entry of readdirSync("/proc"))
    if (/^\d+$/.test(entry))
      try {
        parents.set(Number(entry), Number(fields(entry)[1]));
      } catch {} // ended meanwhile
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

/** CPU seconds of the tree, with those of children that have ended and been waited for. */
export function cpuSeconds(root) {
  let ticks = 0;
  for (const pid of tree(root)) for (const field of [11, 12, 13, 14]) ticks += Number(fields(pid)[field]); // utime stime cutime cstime
  return ticks / ticksASecond;
}

/** Proportional set size of the tree in MB: shared pages are counted once. */
export function memory(root) {
  const kilobytes = tree(root).map((pid) => Number(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+)/m)[1]));
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}
