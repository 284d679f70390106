// Holds a bill of materials to CycloneDX 1.5.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";

export function assertIsBill(bill) {
  const schemas = path.dirname(createRequire(import.meta.url).resolve("@cyclonedx/cyclonedx-library/package.json"));
  const schema = (name) => JSON.parse(readFileSync(path.join(schemas, "res/schema", `${name}.SNAPSHOT.schema.json`), "utf8")); // under this name they ask for each other
  const ajv = addFormats(new Ajv({ strict: false, formats: { "iri-reference": true, "idn-email": true } })); // two that are not checked
  for (const name of ["spdx", "jsf-0.82"]) ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  const check = ajv.compile(schema("bom-1.5"));
  assert.ok(check(bill), JSON.stringify(check.errors?.slice(0, 3)));
}
