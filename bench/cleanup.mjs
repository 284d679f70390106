// What a benchmark starts ends with it. `bench` stands where the support of the tests wants a test.

const ends = [];

export const bench = { after: (end) => ends.push(end) };

/** Runs it, and then what it left to be ended, in the order in which it was begun. */
export async function cleanly(benchmark) {
  try {
    await benchmark();
  } finally {
    for (const end of ends) await end();
  }
}
