// The page of the API's documentation, in a real browser and under its own Content-Security-Policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, picture, startBrowser } from "../support/browser.mjs";
import { Snapory } from "../support/snapory.mjs";

test("Swagger UI shows every operation, and its policy stops nothing", async (t) => {
  const snapory = await Snapory.start(t);
  const page = await (await (await startBrowser(t)).newContext(desktop)).newPage();
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", ({ message }) => errors.push(message));

  await page.goto(`${snapory.url}/api/docs`);
  await page.locator(".opblock").first().waitFor();
  await picture(page, "api-docs");

  const { paths } = await (await fetch(`${snapory.url}/api/openapi.json`)).json();
  const methods = new Set(["get", "post", "put", "patch", "delete", "head"]);
  const operations = Object.values(paths).flatMap((item) => Object.keys(item).filter((key) => methods.has(key)));
  assert.equal(await page.locator(".opblock").count(), operations.length);

  const first = page.locator(".opblock").first();
  await first.locator(".opblock-summary-control").click();
  await first.locator(".opblock-body").waitFor();
  assert.deepEqual(errors, []);
});
