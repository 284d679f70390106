// Prints figures as one table, or as JSON. Each part of script/bench gives its figures as JSON, one a line:
//   {"what", "ours", "unit", "beside", "theirs", "ratio", "goal"}
// `theirs` is the same of the peer named by `beside`, `ratio` how the two compare, a median over rounds in which they took
// turns. `goal` limits the ratio, or `ours` where there is none: {"least": 0.9} or {"most": 500}. All but `what`, `ours`
// and `unit` may be missing.
//   node bench/table.mjs [--json] < FIGURES
import { readFileSync } from "node:fs";

const figures = readFileSync(0, "utf8")
  .split("\n")
  .filter((line) => line.startsWith("{"))
  .map((line) => JSON.parse(line));

/** Whether a figure is within its goal; undefined without one. */
function reached({ ours, ratio, goal }) {
  if (!goal) return undefined;
  const value = ratio ?? ours;
  return goal.least === undefined ? value <= goal.most : value >= goal.least;
}

/** Three digits that count, and whole numbers in full. */
function number(value) {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.01))));
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function cells(figure) {
  const { what, ours, unit, beside, theirs, ratio, goal } = figure;
  const limit = goal && (goal.least === undefined ? `≤ ${goal.most}` : `≥ ${goal.least}`);
  return [
    what,
    `${number(ours)} ${unit}`,
    theirs === undefined ? "" : `${number(theirs)} ${unit}`,
    beside ?? "",
    ratio === undefined ? "" : `${number(ratio)}×`,
    limit ? limit + (ratio === undefined ? ` ${unit}` : "×") : "",
    { true: "reached", false: "missed" }[reached(figure)] ?? "",
  ];
}

function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("   "));
}

if (process.argv[2] === "--json") {
  console.log(JSON.stringify(figures.map((figure) => ({ ...figure, reached: reached(figure) })), null, 2));
} else {
  print([["", "Snapory", "peer", "beside", "ratio", "goal", ""], ...figures.map(cells)]);
  const goals = figures.map(reached).filter((one) => one !== undefined);
  console.log(`\n${goals.filter(Boolean).length} of ${goals.length} goals reached`);
}
