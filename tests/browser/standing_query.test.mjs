// One selfie, then a page that fills by itself: photos that others add later reach the guest who is in them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cameraShowing, phone, picture, startBrowser } from "../support/browser.mjs";
import { addPhotos, distinct, processed, sample, samplePath, selfieFrom } from "../support/photos.mjs";
import { joinAsGuest, registerHost, Snapory, temporaryFolder, until } from "../support/snapory.mjs";

test("a photo that another guest adds later appears on the page of who is in it", async (t) => {
  const snapory = await Snapory.start(t);
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Ada & Charles", settings: { faceSearch: true } }, { status: 201 });
  const { items: first } = await addPhotos(host, event.id, [{ name: "first.jpg", bytes: sample(6) }]);
  await processed(host, event.id, first[0].id);

  const browser = await startBrowser(t, { camera: cameraShowing(samplePath(6), selfieFrom, temporaryFolder(t)) });
  const page = await (await browser.newContext({ ...phone, permissions: ["camera"] })).newPage();
  await page.goto(`${snapory.url}/e/${event.code}`);
  await page.getByRole("button", { name: "Find my photos" }).click();
  await page.getByRole("button", { name: "I agree, open camera" }).click();
  await page.getByRole("button", { name: "Take the selfie" }).click();
  const mine = page.getByRole("region", { name: "Photos of you" }).locator("li[data-photo]");
  const shown = () => mine.evaluateAll((tiles) => tiles.map((tile) => tile.dataset.photo));
  await until("the first photo to be found", async () => (await shown()).includes(first[0].id));

  let loads = 0;
  page.on("framenavigated", () => loads++);
  const { client: another } = await joinAsGuest(snapory, event.code);
  const later = [
    { name: "with-her.jpg", bytes: distinct(sample(6), "later") },
    { name: "without-her.jpg", bytes: sample(2) },
  ];
  const { items: added } = await addPhotos(another, event.id, later);
  await until("the second photo to appear by itself", async () => (await shown()).includes(added[0].id));
  await processed(host, event.id, added[1].id);
  assert.deepEqual((await shown()).sort(), [first[0].id, added[0].id].sort(), "and no photo without her");
  assert.equal(loads, 0, "without loading the page again");
  await picture(page, "guest-standing-query");
});
