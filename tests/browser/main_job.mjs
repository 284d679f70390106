// The main job with two people in Chromium: a host at a desk, a guest with a phone.
import assert from "node:assert/strict";
import { accessibilityFindings, cameraShowing, desktop, phone, picture, startBrowser } from "../support/browser.mjs";
import { allPhotos, sample, samplePath, selfieFrom, sha256 } from "../support/photos.mjs";
import { Client, temporaryFolder, until } from "../support/snapory.mjs";

function watchErrors(page, errors) {
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
}

/** A host invites, a guest adds photos and finds herself, both see it live; `snapory` has a `url`. */
export async function mainJob(t, snapory) {
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
}
