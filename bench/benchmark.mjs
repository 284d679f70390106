// Figures for bench/table.mjs out of what Google Benchmark measured: CPU time, median of five.
//   node bench/benchmark.mjs scan PATH/TO/bench_faces_scan
//   node bench/benchmark.mjs gallery PATH/TO/bench_sql
import { execFileSync } from "node:child_process";
import { figure } from "./figures.mjs";

const perSecond = { ns: 1e9, us: 1e6, ms: 1e3, s: 1 };

/** CPU milliseconds by name. */
function measured(program, filter) {
  const options = [`--benchmark_filter=${filter}`, "--benchmark_repetitions=5", "--benchmark_report_aggregates_only", "--benchmark_format=json"];
  const { benchmarks } = JSON.parse(execFileSync(program, options, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  const medians = benchmarks.filter((one) => one.aggregate_name === "median");
  return Object.fromEntries(medians.map((one) => [one.run_name, (1000 * one.cpu_time) / perSecond[one.time_unit]]));
}

const parts = {
  scan(program) {
    const { matrix_fastest: ours, search_plain_loop: theirs } = measured(program, "matrix_fastest|plain_loop");
    figure({ what: "selfie search in 100,000 faces", ours, unit: "ms CPU", goal: { most: 10 } });
    figure({ what: "the same beside a loop over floats", ours, unit: "ms CPU", beside: "plain loop", theirs, ratio: theirs / ours });
  },
  gallery(program) {
    const times = measured(program, "Gallery/.*Page");
    for (const [name, what] of [["FirstPage", "first gallery page of 1,000,000 photos"], ["MiddlePage", "a page in the middle"]]) {
      const [ours, theirs] = [times[`Gallery/${name}/1000000`], times[`Gallery/${name}/1000`]];
      figure({ what, ours, unit: "ms CPU", beside: "1,000 photos", theirs, ratio: ours / theirs, goal: { most: 1.5 } });
    }
  },
};

const [part, program] = process.argv.slice(2);
parts[part](program);
