// Figures for bench/table.mjs out of what Google Benchmark measured: medians of five.
//   node bench/benchmark.mjs scan PATH/TO/bench_faces_scan
//   node bench/benchmark.mjs scale PATH/TO/bench_sql
import { execFileSync } from "node:child_process";
import { figure } from "./figures.mjs";

const perSecond = { ns: 1e9, us: 1e6, ms: 1e3, s: 1 };

/** Milliseconds by name: of this process' CPU, or of the clock where another process does the work. */
function measured(program, filter, time = "cpu_time") {
  const options = [`--benchmark_filter=${filter}`, "--benchmark_repetitions=5", "--benchmark_report_aggregates_only", "--benchmark_format=json"];
  const { benchmarks } = JSON.parse(execFileSync(program, options, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  const medians = benchmarks.filter((one) => one.aggregate_name === "median");
  return Object.fromEntries(medians.map((one) => [one.run_name, (1000 * one[time]) / perSecond[one.time_unit]]));
}

const parts = {
  scan(program) {
    const { matrix_fastest: ours, search_plain_loop: theirs } = measured(program, "matrix_fastest|plain_loop");
    figure({ what: "selfie search in 100,000 faces", ours, unit: "ms CPU", goal: { most: 10 } });
    figure({ what: "the same beside a loop over floats", ours, unit: "ms CPU", beside: "plain loop", theirs, ratio: theirs / ours });
  },
  scale(program) {
    for (const database of ["SQLite", "PostgreSQL"]) {
      const times = measured(program, `^${database}/`, "real_time");
      for (const [name, what] of Object.entries({
        FirstPage: "first gallery page, 1,000,000 photos of 200 events",
        MiddlePage: "a page in the middle",
        SearchCommon: "search for two words that every photo has",
        SearchRare: "search for a word that ten photos of the event have",
        EventList: "list of 50 events",
      })) {
        const [theirs, ours] = [0, 1].map((layout) => times[`${database}/${name}/${layout}/real_time`]);
        figure({ what: `${database}: ${what}`, ours, unit: "ms", beside: "1,000 photos", theirs, ratio: ours / theirs, goal: { most: 1.5 } });
      }
      for (const [name, what] of Object.entries({ Alike: "photos that look alike", Facets: "what a gallery is sifted by" }))
        figure({ what: `${database}: ${what}, of 10,000 in an event`, ours: times[`${database}/${name}/2/real_time`], unit: "ms", goal: { most: 50 } });
    }
  },
};

const [part, program] = process.argv.slice(2);
parts[part](program);
