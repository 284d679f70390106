// The bill of materials on standard input is well formed, and lists the components that are named, and models.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { assertIsBill } from "../../support/bill_of_materials.mjs";

const bill = JSON.parse(readFileSync(0, "utf8"));
assertIsBill(bill);
const names = bill.components.map(({ name }) => name);
for (const name of process.argv.slice(2)) assert.ok(names.includes(name), `${name} is not listed`);
const models = bill.components.filter(({ type }) => type === "machine-learning-model");
assert.ok(models.length > 0, "no model is listed");
console.log(`${names.length} components, ${models.length} of them packages of models`);
