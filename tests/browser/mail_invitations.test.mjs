// A host invites guests by mail, and a guest comes in by the link.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibilityFindings, desktop, phone, picture, startBrowser } from "../support/browser.mjs";
import { MailServer } from "../support/mail_server.mjs";
import { registerHost, Snapory, until } from "../support/snapory.mjs";

const dark = { ...phone, colorScheme: "dark" };

/** The page as it is, shown as a person with this screen sees it. */
async function look(page, name) {
  assert.deepEqual(await accessibilityFindings(page), []);
  await picture(page, name);
}

/** The Invite tab of a new event. */
async function inviteTab(t, environment) {
  const snapory = await Snapory.start(t, { environment });
  const { client } = await registerHost(snapory);
  await client.post("/events", { title: "Hanna & Tom" }, { status: 201 });
  const browser = await startBrowser(t);
  const page = await (await browser.newContext(desktop)).newPage();
  await page.goto(`${snapory.url}/login`);
  await page.getByLabel("Email").fill("host@example.org");
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Hanna & Tom" }).click();
  await page.getByRole("tab", { name: "Invite" }).click();
  await page.getByRole("heading", { name: "Let your guests in" }).waitFor();
  return { browser, page };
}

test("guests are invited by mail, and the host sees what became of each", async (t) => {
  const server = await MailServer.start(t);
  const { browser, page } = await inviteTab(t, (url) => server.environment(url));
  await page.getByLabel("Mail addresses").fill("Gül <Guel@example.org>, refused@example.org");
  await page.getByLabel("Language of the mails").selectOption("Deutsch");
  await look(page, "invitations-form");
  await page.getByRole("button", { name: "Send 2 invitations" }).click();
  await page.getByText(/^Sent/).waitFor();
  await page.getByText(/^Could not be sent/).waitFor();
  await look(page, "invitations-sent");

  const { to, subject, text, html, pictures } = await server.mail(1);
  assert.deepEqual([to, subject], ["guel@example.org", "host@example.org lädt dich ein: Hanna & Tom"]);
  assert.equal(pictures.length, 1);
  const [link] = text.match(/http:\S+/);
  const letter = await (await browser.newContext(dark)).newPage();
  await letter.setContent(html.replace("cid:picture", `data:image/png;base64,${pictures[0]}`));
  await look(letter, "invitations-mail");
  await until("the code to be shown", () => letter.getByRole("img").evaluate((image) => image.naturalWidth >= 400));
  await letter.goto(link);
  await letter.getByRole("heading", { name: "Hanna & Tom" }).waitFor();

  const small = await page.context().newPage();
  await small.setViewportSize(phone.viewport);
  await small.goto(page.url());
  await small.getByRole("tab", { name: "Invite" }).click();
  await small.getByText("guel@example.org").waitFor();
  await look(small, "invitations-phone");
  await small.getByRole("button", { name: "Forget: guel@example.org" }).click();
  await small.getByText("guel@example.org").waitFor({ state: "detached" });
});

test("where no mail is sent nobody is offered to invite by mail", async (t) => {
  const { page } = await inviteTab(t);
  await page.getByRole("button", { name: "Copy link" }).waitFor();
  await page.waitForLoadState("networkidle");
  assert.equal(await page.getByLabel("Mail addresses").count(), 0);
});
