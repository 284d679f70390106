// What two people do in Chromium with `snapory serve`, and what a page shows without any script.
import assert from "node:assert/strict";
import { test } from "node:test";
import { phone, picture, startBrowser } from "../support/browser.mjs";
import { addPhotos, processed, sample } from "../support/photos.mjs";
import { registerHost, Snapory, until } from "../support/snapory.mjs";
import { mainJob } from "./main_job.mjs";

test("a host invites, a guest adds photos and finds herself, both see it live", async (t) => mainJob(t, await Snapory.start(t)));

test("the guest page shows its photos before any script ran", async (t) => {
  const snapory = await Snapory.start(t);
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Ada <b>&</b> Charles" }, { status: 201 });
  const { items } = await addPhotos(host, event.id, [1, 2, 3].map((number) => ({ name: `${number}.jpg`, bytes: sample(number) })));
  for (const photo of items) await processed(host, event.id, photo.id);

  const html = await (await fetch(`${snapory.url}/e/${event.code}`)).text();
  assert.match(html, /<title>Ada &lt;b&gt;&amp;&lt;\/b&gt; Charles/);
  assert.match(html, /<meta property="og:title" content="Ada &lt;b&gt;/);
  assert.match(html, /<meta property="og:image" content="http/);

  const browser = await startBrowser(t);
  const open = async (options) => {
    const page = await (await browser.newContext({ ...phone, ...options })).newPage();
    await page.addInitScript(() => {
      window.shifted = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((shift) => (window.shifted += shift.value))).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(`${snapory.url}/e/${event.code}`, { waitUntil: "networkidle" });
    return page;
  };
  const plain = await open({ javaScriptEnabled: false });
  const images = plain.locator("li.tile img");
  assert.equal(await images.count(), 3);
  await until("the photos to be loaded", () => images.evaluateAll((all) => all.every((image) => image.complete && image.naturalWidth > 0)));
  await picture(plain, "guest-without-script");
  const scripted = await open({});
  await scripted.locator("li[data-photo]").first().waitFor(); // the app's own markup
  assert.ok((await scripted.evaluate(() => window.shifted)) < 0.01, "the app takes over without moving anything");
});
