// What a host does beside looking: takes photos away and brings them back, says when the gallery opens, sends a guest away.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { accessibilityFindings, desktop, phone, picture, startBrowser } from "../support/browser.mjs";
import { addPhotos, crop, processed, sample, samplePath } from "../support/photos.mjs";
import { joinAsGuest, registerHost, Snapory, temporaryFolder, until } from "../support/snapory.mjs";

const shown = (page) => page.locator("li[data-photo]").count();

/** A host's page of an event with the first `count` samples, added by a guest called Gül. */
async function hosted(t, { count, settings } = {}) {
  const snapory = await Snapory.start(t);
  const { client } = await registerHost(snapory);
  const event = await client.post("/events", { title: "Hanna & Tom", timeZone: "Asia/Kolkata", settings }, { status: 201 });
  const guest = await joinAsGuest(snapory, event.code, { displayName: "Gül" });
  const files = Array.from({ length: count }, (_, index) => ({ name: `${index + 1}.jpg`, bytes: sample(index + 1) }));
  const { items } = await addPhotos(guest.client, event.id, files);
  for (const photo of items) await processed(client, event.id, photo.id);
  const browser = await startBrowser(t);
  const page = await (await browser.newContext(desktop)).newPage();
  await page.goto(`${snapory.url}/login`);
  await page.getByLabel("Email").fill("host@example.org");
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Hanna & Tom" }).click();
  return { snapory, browser, client, event, guest, page };
}

test("a deleted photo comes back by undo, and later from the list of what was deleted", async (t) => {
  const { page } = await hosted(t, { count: 2 });
  const two = () => shown(page).then((count) => count === 2);
  await until("both photos", two);

  const deleteFirst = async () => {
    await page.getByRole("button", { name: "Select" }).click();
    await page.getByRole("checkbox").first().click();
    await page.getByRole("button", { name: "Delete" }).click();
    await until("one photo to be gone", async () => (await shown(page)) === 1);
  };
  await deleteFirst();
  await page.getByRole("button", { name: "Undo" }).click();
  await until("the photo to be back", two);

  await deleteFirst();
  await page.getByLabel("Which photos").selectOption("Deleted");
  await page.getByText(/^Until /).waitFor();
  await picture(page, "host-deleted");
  assert.deepEqual(await accessibilityFindings(page), []);
  await page.getByRole("button", { name: "Select" }).click();
  await page.getByRole("checkbox").first().click();
  await page.getByRole("button", { name: "Restore" }).click();
  await page.getByText("Nothing is deleted").waitFor();
  await page.getByLabel("Which photos").selectOption("All photos");
  await until("both photos again", two);
});

test("a tag that a host gives five photos is proposed for what looks like them", async (t) => {
  const { page, client, event } = await hosted(t, { count: 1 });
  const part = path.join(temporaryFolder(t), "part.jpg");
  const files = Array.from({ length: 7 }, (_, index) => {
    crop(samplePath(6), { x: 20 * index, y: 100, width: 1600, height: 1200 }, part);
    return { name: `part ${index}.jpg`, bytes: readFileSync(part) };
  });
  for (const { id } of (await addPhotos(client, event.id, files)).items) await processed(client, event.id, id);
  await until("all photos", async () => (await shown(page)) === 8);

  await page.getByRole("button", { name: "Select" }).click();
  for (let place = 0; place < 5; place++) await page.getByRole("checkbox").nth(place).click(); // newest first: parts
  await page.getByRole("button", { name: "Tag" }).click();
  await page.getByLabel("What do they show?").fill("first dance");
  await page.getByRole("dialog").getByRole("button", { name: "Tag" }).click();
  await page.getByRole("button", { name: "first dance" }).click();
  const question = page.getByRole("region", { name: "Is this “first dance” too?" });
  await question.getByRole("checkbox").nth(1).click();
  await picture(page, "host-tag");
  assert.deepEqual(await accessibilityFindings(page), []);
  await question.getByRole("button", { name: "Done" }).click();
  await question.waitFor({ state: "detached" });
  await until("the confirmed one to be there", async () => (await shown(page)) === 6);
});

test("a guest takes back the deletion of their own photo", async (t) => {
  const { snapory, browser, event } = await hosted(t, { count: 1 });
  const page = await (await browser.newContext(phone)).newPage();
  await page.goto(`${snapory.url}/e/${event.code}`);
  await page.getByTestId("photo-files").first().setInputFiles({ name: "mine.jpg", mimeType: "image/jpeg", buffer: sample(2) });
  await page.getByRole("button", { name: "Not now" }).click();
  await page.getByRole("tab", { name: "Added by me (1)" }).click();
  await page.locator("li[data-photo] a[href]").click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("tab", { name: "Added by me (1)" }).waitFor();
});

test("the gallery opens when the clocks of the event's time zone say so", async (t) => {
  const { snapory, browser, client, event, page } = await hosted(t, { count: 1 });
  await page.getByRole("tab", { name: "Settings" }).click();
  assert.equal(await page.getByLabel("Time zone").inputValue(), "Asia/Kolkata");
  await page.getByLabel("Gallery opens for guests").fill("2099-06-21T20:30");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("Saved.").waitFor();
  const { settings } = await client.get(`/events/${event.id}`);
  assert.equal(settings.revealAt, "2099-06-21T15:00:00.000Z");

  const guest = await (await browser.newContext({ ...phone, timezoneId: "Asia/Kolkata" })).newPage();
  await guest.goto(`${snapory.url}/e/${event.code}`);
  await guest.getByRole("heading", { name: "The photos appear on Jun 21, 2099, 8:30 PM" }).waitFor();
  assert.deepEqual(await accessibilityFindings(guest), []);
});

test("a guest whose access the host ends is nobody any more", async (t) => {
  const { event, guest, page } = await hosted(t, { count: 1 });
  await page.getByRole("tab", { name: "Guests" }).click();
  await page.getByText("Gül", { exact: true }).waitFor();
  await picture(page, "host-guests");
  assert.deepEqual(await accessibilityFindings(page), []);
  await page.getByRole("button", { name: "End access: Gül" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End access" }).click();
  await page.getByText("Access ended").waitFor();
  await guest.client.get(`/events/${event.id}/photos`, { status: 401 });
});
