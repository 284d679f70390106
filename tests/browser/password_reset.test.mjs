// A host who forgot the password, from the sign-in to the mail and back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibilityFindings, desktop, phone, picture, startBrowser } from "../support/browser.mjs";
import { MailServer } from "../support/mail_server.mjs";
import { registerHost, Snapory } from "../support/snapory.mjs";

const dark = { ...desktop, colorScheme: "dark" };

/** The page as it is, shown as a person with this screen sees it. */
async function look(page, name) {
  assert.deepEqual(await accessibilityFindings(page), []);
  await picture(page, name);
}

async function ask(page, snapory, email) {
  await page.goto(`${snapory.url}/login`);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByLabel("Email").fill(email);
  await look(page, "password-forgot");
  await page.getByRole("button", { name: "Send the link" }).click();
}

test("a forgotten password is replaced by way of a mail, and old sessions end", async (t) => {
  const server = await MailServer.start(t);
  const snapory = await Snapory.start(t, { environment: (url) => server.environment(url) });
  const { client } = await registerHost(snapory);
  const browser = await startBrowser(t);
  const page = await (await browser.newContext(phone)).newPage();

  await ask(page, snapory, "host@example.org");
  await page.getByRole("heading", { name: "Look at your mail" }).waitFor();
  await look(page, "password-sent");

  const { text, html } = await server.mail(1);
  const [link] = text.match(/http:\S+/);
  const letter = await (await browser.newContext(phone)).newPage();
  await letter.setContent(html);
  await look(letter, "password-mail");
  assert.equal(await letter.getByRole("link", { name: "Choose a new password" }).getAttribute("href"), link);

  await page.goto(link);
  await page.getByLabel("New password").fill("quite another password");
  assert.equal(page.url(), `${snapory.url}/reset-password`, "the token is gone from the address");
  await look(page, "password-new");
  await page.getByRole("button", { name: "Save password" }).click();
  await page.getByRole("heading", { name: "Your new password is saved" }).waitFor();
  await look(page, "password-saved");
  await client.get("/me", { status: 401 });

  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Email").fill("host@example.org");
  await page.getByLabel("Password").fill("quite another password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "My events" }).waitFor();

  const late = await (await browser.newContext(dark)).newPage();
  await late.goto(link);
  await late.getByLabel("New password").fill("a third password");
  await late.getByRole("button", { name: "Save password" }).click();
  await late.getByText("This link was used already").waitFor();
  await look(late, "password-expired");
  await late.getByRole("link", { name: "Ask for a new link" }).click();
  await late.getByRole("button", { name: "Send the link" }).waitFor();
});

test("where no mail is sent the page says who can help", async (t) => {
  const snapory = await Snapory.start(t);
  const page = await (await (await startBrowser(t)).newContext(dark)).newPage();
  await ask(page, snapory, "host@example.org");
  await page.getByText("This Snapory sends no mail.").waitFor();
  await look(page, "password-mail-off");
});
