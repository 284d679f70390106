// Mails, from the request that owes one to the box of a real mail server.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { MailServer } from "../support/mail_server.mjs";
import { logs, program, registerHost, Snapory, until } from "../support/snapory.mjs";

const post = (snapory, name, body, headers = {}) =>
  fetch(`${snapory.url}/api/v1/auth/password/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const metric = async (snapory, name) => {
  const text = await (await fetch(`${snapory.url}/metrics`)).text();
  return text.split("\n").find((line) => line.startsWith(`${name} `));
};

test("a link to a new password is mailed to whom it concerns, and to nobody else", async (t) => {
  const server = await MailServer.start(t);
  const snapory = await Snapory.start(t, { environment: (url) => server.environment(url) });
  await registerHost(snapory);

  const known = await post(snapory, "forgot", { email: "host@example.org" }, { "Accept-Language": "de-AT,en;q=0.5" });
  const unknown = await post(snapory, "forgot", { email: "nobody@example.org" });
  assert.deepEqual([known.status, await known.text()], [202, ""]);
  assert.deepEqual([unknown.status, await unknown.text()], [202, ""]);

  const mail = await server.mail(1);
  assert.equal(mail.to, "host@example.org");
  assert.equal(mail.subject, "Wähle ein neues Passwort");
  assert.equal(mail.headers.From, "Snapory <photos@example.org>");
  assert.equal(mail.headers["Auto-Submitted"], "auto-generated");
  const link = new RegExp(`${snapory.url}/reset-password#([0-9a-f]{64})`);
  const [, token] = mail.text.match(link);
  assert.match(mail.html, link);

  assert.equal((await post(snapory, "reset", { token, newPassword: "short" })).status, 422);
  assert.equal((await post(snapory, "reset", { token, newPassword: "another long password" })).status, 204);
  const again = await post(snapory, "reset", { token, newPassword: "a third long password" });
  assert.deepEqual([again.status, (await again.json()).code], [410, "link_expired"]);

  await until("the outbox to be empty", async () => (await metric(snapory, "snapory_mails_waiting")) === "snapory_mails_waiting 0");
  assert.equal(server.mails().length, 1);
  const log = readFileSync(path.join(logs, `serve-${snapory.port}.log`), "utf8");
  for (const secret of [token, "host@example.org", "nobody@example.org", "a secret"]) assert.ok(!log.includes(secret), secret);
});

test("a mail outlives a mail server that is down, and the end of the process", async (t) => {
  const server = await MailServer.start(t);
  const snapory = await Snapory.start(t, { environment: (url) => ({ ...server.environment(url), SNAPORY_SMTP_URL: "smtp://127.0.0.1:1" }) });
  await registerHost(snapory);
  assert.equal((await post(snapory, "forgot", { email: "host@example.org" })).status, 202);
  await until("an attempt", () => metric(snapory, 'snapory_mails_total{kind="password_reset",outcome="postponed"}'));
  await snapory.kill();
  snapory.environment = { ...snapory.environment, ...server.environment(snapory.url) };
  await snapory.start();
  assert.equal((await server.mail(1)).to, "host@example.org");
});

test("invitations go out one by one, tell what became of them, and carry no header that somebody typed", async (t) => {
  const server = await MailServer.start(t);
  const snapory = await Snapory.start(t, { environment: (url) => server.environment(url) });
  const { client } = await registerHost(snapory);
  const event = await client.post("/events", { title: "Ada & Charles", pin: "1234" }, { status: 201 });
  const invitations = `/events/${event.id}/invitations`;
  await client.post(invitations, { emails: ["grace@example.org\r\nBcc: all@example.org"] }, { status: 422 });
  await client.post(invitations, { emails: ["grace@example.org", "refused@example.org", "Alan@example.org"], language: "fr" }, { status: 202 });

  const statuses = async () => (await client.get(invitations)).items.map(({ email, status }) => `${email} ${status}`).sort();
  await until("every mail to have its end", async () => !(await statuses()).some((line) => line.endsWith("waiting")));
  assert.deepEqual(await statuses(), ["alan@example.org sent", "grace@example.org sent", "refused@example.org failed"]);
  assert.deepEqual(server.mails().map(({ to }) => to).sort(), ["alan@example.org", "grace@example.org"]);
  const { subject, headers, text, pictures } = await server.mail(2);
  assert.equal(subject, "host@example.org vous invite à Ada & Charles");
  assert.ok(!JSON.stringify(headers).includes("Bcc"));
  assert.ok(text.includes(event.joinUrl) && text.includes("PIN"), text);
  assert.equal(Buffer.from(pictures[0], "base64").toString("latin1", 1, 4), "PNG");
  assert.equal(await metric(snapory, 'snapory_mails_total{kind="invitation",outcome="refused"}'), 'snapory_mails_total{kind="invitation",outcome="refused"} 1');
});

test("snapory doctor tells what is wrong with the mail server", async (t) => {
  const server = await MailServer.start(t);
  const mail = (environment) => {
    const { stdout } = spawnSync(program, ["doctor", "--json"], { env: { ...process.env, ...environment } });
    return JSON.parse(stdout).findings.find(({ subject }) => subject === "mail");
  };
  const right = server.environment("https://photos.example.org");
  assert.equal(mail(right).state, "ok");
  const wrong = mail({ ...right, SNAPORY_SMTP_URL: right.SNAPORY_SMTP_URL.replace("secret", "guess") });
  assert.equal(wrong.state, "fail");
  assert.match(wrong.advice, /smtp\.url/);
  assert.equal(mail({}), undefined);
  assert.equal(server.mails().length, 0);
});
