// The main job with two people in Chromium: a host at a desk, a guest with a phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibilityFindings, cameraShowing, desktop, phone, picture, startBrowser } from "../support/browser.mjs";
import { addPhotos, allPhotos, processed, sample, samplePath, selfieFrom, sha256 } from "../support/photos.mjs";
import { Client, registerHost, Snapory, temporaryFolder, until } from "../support/snapory.mjs";

function watchErrors(page, errors) {
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
}

test("a host invites, a guest adds photos and finds herself, both see it live", async (t) => {
  const snapory = await Snapory.start(t);
  const browser = await startBrowser(t, { camera: cameraShowing(samplePath(6), selfieFrom, temporaryFolder(t)) });
  const errors = [];

  const host = await (await browser.newContext(desktop)).newPage();
  watchErrors(host, errors);
  await host.goto(`${snapory.url}/register`);
  await host.getByLabel("Your name").fill("Hanna Host");
  await host.getByLabel("Email").fill("hanna@example.org");
  await host.getByLabel("Password").fill("a long enough password");
  await host.getByRole("button", { name: "Create account" }).click();
  await host.getByRole("button", { name: "New event" }).click();
  await host.getByLabel("Name of the event").fill("Hanna & Tom");
  await host.getByRole("button", { name: "Create event" }).click();

  const link = await host.getByLabel("Link for guests").inputValue();
  assert.match(link, /\/e\/[2-9A-HJKMNP-TV-Z]{10}$/);
  await host.getByRole("tab", { name: "Settings" }).click();
  await host.getByRole("switch", { name: "Face search" }).click();
  await host.getByRole("button", { name: "My guests know, turn it on" }).click();
  await until("face search to be on", () => host.getByRole("switch", { name: "Face search" }).isChecked());
  await host.getByRole("tab", { name: "Photos" }).click();
  await picture(host, "host-empty");

  // The camera needs a secure context, which localhost is.
  const guest = await (await browser.newContext({ ...phone, permissions: ["camera"] })).newPage();
  watchErrors(guest, errors);
  await guest.goto(link);
  await guest.getByRole("heading", { name: "Hanna & Tom" }).waitFor();
  await picture(guest, "guest-empty");
  assert.deepEqual(await accessibilityFindings(guest), [], "guest page, empty");

  let loads = 0;
  for (const page of [host, guest]) page.on("framenavigated", () => loads++);
  await guest.getByTestId("photo-files").first().setInputFiles([1, 2, 3, 4, 5, 6].map(samplePath));
  await guest.getByText("6 of 6 safe").first().waitFor({ timeout: 60_000 });
  await guest.getByLabel("Who are these photos from?").fill("Gül 🌸");
  await guest.getByRole("button", { name: "Save name" }).click();
  for (const page of [host, guest])
    await until("six photos to be shown", async () => (await page.locator("li[data-photo] img").count()) === 6, 60);
  await picture(guest, "guest-gallery");
  await picture(host, "host-photos");
  assert.equal(loads, 0, "without loading a page again");
  for (const page of [host, guest]) assert.deepEqual(await accessibilityFindings(page), []);

  await t.test("her selfie finds the photo she is in, and no other", async () => {
    await guest.getByRole("button", { name: "Find my photos" }).click();
    await guest.getByText("Before we look for your face").waitFor();
    await picture(guest, "guest-consent");
    assert.deepEqual(await accessibilityFindings(guest), []);
    await guest.getByRole("button", { name: "I agree, open camera" }).click();
    await guest.getByRole("button", { name: "Take the selfie" }).click();
    await guest.getByRole("region", { name: "Photos of you" }).locator("li[data-photo]").first().waitFor({ timeout: 30_000 });
    await picture(guest, "guest-mine");
    const found = await guest.locator("li[data-photo]").evaluateAll((tiles) => tiles.map((tile) => tile.dataset.photo));

    const { accessToken } = await new Client(snapory.url).post("/auth/login", { email: "hanna@example.org", password: "a long enough password" });
    const client = new Client(snapory.url, accessToken);
    const [event] = (await client.get("/events")).items;
    const hers = (await allPhotos(client, event.id)).filter((photo) => photo.sha256 === sha256(sample(6)));
    assert.deepEqual(found, hers.map((photo) => photo.id));
  });

  await t.test("she deletes her face data and gets a receipt", async () => {
    await guest.getByRole("button", { name: "Delete my face data" }).click();
    await guest.getByRole("button", { name: "Delete face data", exact: true }).click();
    await guest.getByText("Your face data is deleted").waitFor();
    await picture(guest, "guest-receipt");
  });

  assert.deepEqual(errors, [], "no script failed");
});

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
