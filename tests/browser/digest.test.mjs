// A guest who found herself leaves an address, is mailed when another photo of her comes, and ends it by the mail's link.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibilityFindings, cameraShowing, desktop, phone, picture, startBrowser } from "../support/browser.mjs";
import { MailServer, makeDigestsDue } from "../support/mail_server.mjs";
import { addPhotos, distinct, processed, sample, samplePath, selfieFrom } from "../support/photos.mjs";
import { registerHost, Snapory, temporaryFolder } from "../support/snapory.mjs";

/** The page as it is, shown as a person with this screen sees it. */
async function look(page, name) {
  assert.deepEqual(await accessibilityFindings(page), []);
  await picture(page, name);
}

async function addPhoto(host, event, comment) {
  const { items } = await addPhotos(host, event.id, [{ name: "photo.jpg", bytes: distinct(sample(6), comment) }]);
  await processed(host, event.id, items[0].id);
}

test("a guest is mailed about more photos of her until she ends it", async (t) => {
  const server = await MailServer.start(t);
  const snapory = await Snapory.start(t, { environment: (url) => server.environment(url) });
  const { client: host } = await registerHost(snapory);
  const event = await host.post("/events", { title: "Ada & Charles", settings: { faceSearch: true } }, { status: 201 });
  await addPhoto(host, event, "first");

  const browser = await startBrowser(t, { camera: cameraShowing(samplePath(6), selfieFrom, temporaryFolder(t)) });
  const page = await (await browser.newContext({ ...phone, permissions: ["camera"] })).newPage();
  await page.goto(`${snapory.url}/e/${event.code}`);
  await page.getByRole("button", { name: "Find my photos" }).click();
  await page.getByRole("button", { name: "I agree, open camera" }).click();
  await page.getByRole("button", { name: "Take the selfie" }).click();
  const news = page.getByRole("region", { name: "News by mail" });
  await news.getByLabel("Email").fill("Grace@example.org");
  await news.scrollIntoViewIfNeeded();
  await look(page, "digest-offer");
  await news.getByRole("button", { name: "Mail me" }).click();
  await news.getByText("go to grace@example.org").waitFor();
  await look(page, "digest-granted");

  await addPhoto(host, event, "second");
  makeDigestsDue(snapory);
  const { to, subject, text, html } = await server.mail(1);
  assert.deepEqual([to, subject], ["grace@example.org", "New photos of you: Ada & Charles"]);
  const letter = await (await browser.newContext(phone)).newPage();
  await letter.setContent(html);
  await look(letter, "digest-mail");

  const end = await (await browser.newContext({ ...desktop, colorScheme: "dark" })).newPage();
  await end.goto(text.match(/http:\S+unsubscribe\S+/)[0]);
  await end.getByRole("heading", { name: "No more mails" }).waitFor();
  assert.equal(end.url(), `${snapory.url}/unsubscribe`, "the token is gone from the address");
  await look(end, "digest-unsubscribe");
  await end.getByRole("button", { name: "No more mails" }).click();
  await end.getByText("Done. No more of these mails will come.").waitFor();

  await page.reload();
  await page.getByRole("tab", { name: /^Of me/ }).click();
  await news.getByLabel("Email").waitFor();
});
