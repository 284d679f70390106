// Search and filter chips above the gallery, on a guest's phone and at a host's desk.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibilityFindings, desktop, phone, picture, startBrowser } from "../support/browser.mjs";
import { addHourly, colourPack, jpegOf, packFolder, pairPack } from "../support/packs.mjs";
import { registerHost, Snapory, until } from "../support/snapory.mjs";

const inIntendente = ["-GPSLatitude=38.72", "-GPSLatitudeRef=N", "-GPSLongitude=9.14", "-GPSLongitudeRef=W"];
const byCamera = ["-Make=Canon", "-Model=EOS R5"];

/** Both ways of light, for a person to look at. */
async function pictures(page, name) {
  await picture(page, name);
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: "light" });
}

test("a gallery is sifted by tag, place, camera, words, and what a text means", async (t) => {
  const snapory = await Snapory.start(t, { environment: { SNAPORY_AI_PACKS: packFolder(t, colourPack, pairPack) } });
  const { client } = await registerHost(snapory);
  const event = await client.post("/events", { title: "Colours", settings: { location: "city" } }, { status: 201 });
  const photos = await addHourly(t, client, event, [
    { name: "one.jpg", bytes: jpegOf(t, "250 10 10"), exif: inIntendente },
    { name: "two.jpg", bytes: jpegOf(t, "10 250 10"), exif: byCamera },
    { name: "three.jpg", bytes: jpegOf(t, "200 60 10") },
    { name: "four.jpg", bytes: jpegOf(t, "10 10 250") },
  ]);
  const browser = await startBrowser(t);
  const guest = await (await browser.newContext(phone)).newPage();
  await guest.goto(event.joinUrl);
  await guest.getByRole("button", { name: "Search names" }).click();

  const host = await (await browser.newContext(desktop)).newPage();
  await host.goto(`${snapory.url}/login`);
  await host.getByLabel("Email").fill("host@example.org");
  await host.getByLabel("Password").fill("a long enough password");
  await host.getByRole("button", { name: "Sign in" }).click();
  await host.getByRole("link", { name: "Colours" }).click();

  for (const [name, page] of Object.entries({ guest, host })) {
    const shown = () => page.locator("li[data-photo]").evaluateAll((tiles) => tiles.map(({ dataset }) => dataset.photo));
    const shows = (...numbers) => {
      const wanted = numbers.map((number) => photos[number - 1].id).join();
      return until(`${name} to see photo ${numbers}`, async () => (await shown()).join() === wanted);
    };
    const tap = (chip) => page.getByRole("button", { name: chip }).click();
    const search = (text) => page.getByRole("searchbox").fill(text);

    await shows(4, 3, 2, 1);
    for (const [chip, photo] of [["lime", 2], ["Intendente", 1], ["EOS R5", 2]]) {
      await tap(chip);
      await shows(photo);
      await tap(chip);
    }
    await search("thr");
    await shows(3);
    await search("a red scarf");
    await shows(1, 3);
    await pictures(page, `search-${name}`);
    assert.deepEqual(await accessibilityFindings(page), [], name);
    await tap("Intendente");
    await shows(1);
    await search("nothing like it");
    await page.getByText("No photo fits").waitFor();
    await pictures(page, `search-${name}-nothing`);
    await page.getByRole("button", { name: "Show all photos" }).click();
    await shows(4, 3, 2, 1);
  }
});
