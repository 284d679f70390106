// What must stay secret is in no log, metric, trace or finding: of every role, at the level debug, while all goes well and
// while all fails.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { Ceph, setUpBucket } from "../support/ceph.mjs";
import { Collector } from "../support/collector.mjs";
import { distinct, processed, sample, takeSelfie, uploadInParts } from "../support/photos.mjs";
import { Postgres } from "../support/postgres.mjs";
import { Redis } from "../support/redis.mjs";
import { Roles } from "../support/roles.mjs";
import { Client, freePort, joinAsGuest, program, until } from "../support/snapory.mjs";

const postgres = await Postgres.start();
after(() => postgres.stop());

/** Every text of a JSON document that a secret may hide in, by its key. */
function secretsOf(answer) {
  const found = [];
  JSON.stringify(answer, (key, value) => {
    if (typeof value === "string" && /token|secret|pin$/i.test(key)) found.push(value);
    for (const [, signature] of String(value).matchAll?.(/[?&](?:sig|ticket|X-Amz-Signature)=([^&]+)/g) ?? []) found.push(signature);
    return value;
  });
  return found;
}

/** Whether the text has the secret as a word: the digits of a PIN may be part of any longer number. */
const tells = (text, secret) => text.split(secret).some((before, part, all) => part + 1 < all.length && !/[0-9a-z.]$/i.test(before) && !/^[0-9a-z]/i.test(all[part + 1]));

test("secrets are told to nobody", async (t) => {
  const secrets = {
    database: "marked-database-password",
    redis: "marked-redis-password",
    mail: "marked-mail-password",
    key: "marked secret key of this installation",
    password: "marked password of Hanna",
    wrong: "marked password that is wrong",
    pin: "739184",
    wrongPin: "846201",
  };
  const [collector, store, redis] = await Promise.all([Collector.start(t), Ceph.start(t), Redis.start(t)]);
  redis.tell("ACL", "SETUSER", "snapory", "on", `>${secrets.redis}`, "~*", "&*", "+@all");
  secrets.store = store.environment.AWS_SECRET_ACCESS_KEY;
  await setUpBucket(store.environment, "https://photos.example.org", "--fix");
  const database = new URL(postgres.newDatabase());
  database.searchParams.set("password", secrets.database);
  const environment = {
    ...store.environment,
    SNAPORY_DATABASE_URL: database.href,
    SNAPORY_REDIS_URL: redis.url.replace("://", `://snapory:${secrets.redis}@`),
    SNAPORY_SMTP_URL: `smtp://snapory:${secrets.mail}@127.0.0.1:${await freePort()}`, // where nobody listens
    SNAPORY_SMTP_FROM: "photos@example.org",
    SNAPORY_SECRET_KEY: secrets.key,
    SNAPORY_TRACES_URL: collector.url,
    SNAPORY_LOG_LEVEL: "debug",
    SNAPORY_LOG_FORMAT: "json",
  };
  const roles = await Roles.start(t, { environment });

  // All that a secret travels by, done right and done wrong; every answer's secrets are kept.
  const kept = [];
  const keep = (answer) => (kept.push(...secretsOf(answer)), answer);
  const anybody = new Client(roles.url);
  const account = { email: "hanna@example.org", password: secrets.password };
  await anybody.post("/auth/register", { ...account, name: "Hanna" }, { status: 201 });
  await anybody.post("/auth/login", { ...account, password: secrets.wrong }, { status: 401 });
  const signedIn = await anybody.raw("POST", "/auth/login", { json: account });
  const cookies = signedIn.headers.getSetCookie().map((cookie) => cookie.match(/=([^;]+)/)[1]);
  const host = new Client(roles.url, keep(await signedIn.json()).accessToken);
  await anybody.raw("POST", "/auth/refresh", { headers: { cookie: signedIn.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ") } });
  const event = keep(await host.post("/events", { title: "Secret", pin: secrets.pin, settings: { faceSearch: true } }, { status: 201 }));
  await anybody.post(`/join/${event.code}`, { pin: secrets.wrongPin }, { status: 403 });
  const { client: guest } = await joinAsGuest(roles, event.code, { pin: secrets.pin });
  kept.push(guest.token);
  const uploaded = await uploadInParts(guest, event.id, { name: "1.jpg", bytes: sample(6) });
  keep(await processed(guest, event.id, uploaded.id));
  keep(await guest.post(`/events/${event.id}/live`, undefined, { status: 201 }));
  await takeSelfie(t, guest, event);
  await anybody.post("/auth/password/forgot", { email: account.email }, { status: 202 });
  await host.post(`/events/${event.id}/invitations`, { emails: ["grace@example.org"] }, { status: 202 });
  await new Client(roles.url, `${guest.token}x`).get(`/events/${event.id}`, { status: 401 });
  await until("a mail to be tried", async () => /snapory_mails_total\{[^}]*\} [1-9]/.test(await (await fetch(`${roles.api[0].url}/metrics`)).text()));
  assert.ok(kept.length >= 5 && cookies.length > 0, "the answers held secrets");

  // The stores refuse: each says whom, and with what it was called.
  redis.tell("ACL", "SETUSER", "snapory", "off");
  redis.tell("CLIENT", "KILL", "USER", "snapory");
  await postgres.stop();
  await until("the api to say what it lacks", async () => (await (await fetch(`${roles.api[0].url}/ready`)).json()).status !== "ready");
  await guest.raw("POST", `/events/${event.id}/photos`, { body: distinct(sample(2), "late"), headers: { "content-type": "image/jpeg" } });

  const doctor = (...options) => spawnSync(program, ["doctor", ...options, "--data", roles.data], { env: { ...process.env, ...roles.environment } });
  const told = { "doctor --json": doctor("--json").stdout.toString(), doctor: Object.values(doctor()).join("\n") };
  const processes = [...roles.web, ...roles.api, ...roles.ai];
  for (const { name, url } of processes) told[`the metrics of ${name}`] = await (await fetch(`${url}/metrics`)).text();
  await Promise.all(processes.map((one) => one.stop())); // so that all is written and sent
  for (const { name, log } of processes) told[`the log of ${name}`] = readFileSync(log, "utf8");
  told["the log of nginx"] = readFileSync(roles.accessLog, "utf8");
  told.traces = JSON.stringify(collector.spans);
  for (const [where, text] of Object.entries(told)) {
    assert.ok(text.length > 20, `${where} says something`);
    for (const [what, secret] of [...Object.entries(secrets), ...cookies.map((cookie) => ["cookie", cookie]), ...kept.map((secret) => ["token", secret])])
      for (const form of [secret, encodeURIComponent(secret)]) assert.ok(!tells(text, form), `${where} tells the ${what}: ${form}`);
  }
});
