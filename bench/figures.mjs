// What the parts of script/bench say, for bench/table.mjs.

/** Tells one figure, as a line of JSON. */
export const figure = (values) => console.log(JSON.stringify(values));

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
