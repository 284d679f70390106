// What the libraries inside might tell others of the machine: nothing.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { sample } from "../support/photos.mjs";
import { Roles } from "../support/roles.mjs";
import { temporaryFolder } from "../support/snapory.mjs";

test("the runtime of the models keeps no id of the machine, which its reports would carry", async (t) => {
  const home = temporaryFolder(t);
  const roles = await Roles.start(t, { environment: { HOME: home } });
  const answer = await fetch(`${roles.ai[0].url}/ai/selfie`, { method: "POST", body: sample(6) });
  assert.equal(answer.status, 422, "several faces: the models were used");
  assert.deepEqual(readdirSync(home), []);
});
