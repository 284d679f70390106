// Walks a live server through every operation of openapi.yaml and holds each answer against it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import WebSocket from "ws";
import { corruptJpeg } from "../support/hostile.mjs";
import { MailServer, makeDigestsDue } from "../support/mail_server.mjs";
import { Snapory, samples, temporaryFolder, until } from "../support/snapory.mjs";
import { Contract } from "./openapi_contract.mjs";

const picture = (name) => readFileSync(path.join(samples, name));

/** One of the four people of sample 6, alone. */
function portrait(folder) {
  const target = path.join(folder, "portrait.jpg");
  execFileSync("vips", ["crop", path.join(samples, "sample6.jpg"), target, "1400", "250", "520", "390"]);
  return readFileSync(target);
}

const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");
const file = (bytes, name, type = "image/jpeg") => [new Blob([bytes], { type }), name];

function formOf(fields) {
  const form = new FormData();
  for (const [name, value] of fields) Array.isArray(value) ? form.append(name, ...value) : form.append(name, value);
  return form;
}

/** The refresh cookie that an answer set, as the next request sends it. */
const cookieOf = (answer) => ({ cookie: answer.headers.getSetCookie()[0].split(";")[0] });

test("every operation answers as openapi.yaml says", async (t) => {
  const mailServer = await MailServer.start(t);
  const environment = (url) => ({ ...mailServer.environment(url), SNAPORY_REGISTRATION: "open" });
  const snapory = await Snapory.start(t, { environment });
  const api = new Contract(snapory.url);
  const account = { email: "host@example.org", password: "a long enough password" };
  let host;
  let event;
  let guest;

  await t.test("accounts", async () => {
    await api.call("register", { json: { email: "nobody" }, status: 422 });
    await api.call("register", { body: "{", headers: { "content-type": "application/json" }, status: 400 });
    await api.call("register", { json: { ...account, displayName: "Hanna" }, status: 201 });
    await api.call("register", { json: account, status: 409 });
    await api.call("login", { json: { ...account, password: "wrong" }, status: 401 });
    const login = await api.call("login", { json: account, status: 200 });
    const renewed = await api.call("refresh", { headers: cookieOf(login), status: 200 });
    await api.call("refresh", { status: 401 });
    host = renewed.json.accessToken;
    await api.call("getMe", { status: 401 });
    const me = await api.call("getMe", { token: host, status: 200 });
    await api.call("getMe", { token: host, headers: { "if-none-match": me.headers.get("etag") }, status: 304 });
    const change = { currentPassword: account.password, newPassword: "another long password" };
    const changed = await api.call("changePassword", { token: host, json: change, status: 200 });
    host = changed.json.accessToken;
    const second = await api.call("login", { json: { ...account, password: change.newPassword }, status: 200 });
    const sessions = await api.call("listSessions", { token: host, status: 200 });
    const other = sessions.json.items.find((session) => !session.current);
    await api.call("endSession", { token: host, params: { sessionId: other.id }, status: 204 });
    await api.call("endSession", { token: host, params: { sessionId: other.id }, status: 404 });
    await api.call("endOtherSessions", { token: host, status: 204 });
    await api.call("logout", { headers: cookieOf(second), status: 204 });
  });

  await t.test("events", async () => {
    await api.call("createEvent", { token: host, json: { title: "", pin: "x" }, status: 422 });
    const key = { "idempotency-key": "the same event" };
    const json = { title: "Ada & Charles", timeZone: "Europe/Lisbon", settings: { faceSearch: true } };
    const made = await api.call("createEvent", { token: host, json, headers: key, status: 201 });
    const again = await api.call("createEvent", { token: host, json, headers: key, status: 201 });
    assert.equal(again.json.id, made.json.id);
    assert.equal(again.headers.get("idempotency-replayed"), "true");
    await api.call("createEvent", { token: host, json: { title: "Other" }, headers: key, status: 422 });
    event = made.json;
    await api.call("listEvents", { token: host, query: { limit: 1 }, status: 200 });
    await api.call("listEvents", { token: host, query: { limit: 0 }, status: 422 });
    const params = { eventId: event.id };
    await api.call("changeEvent", { token: host, params, json: { startsAt: "2026-06-20T14:00:00.000Z" }, status: 200 });
    await api.call("getEvent", { token: host, params, status: 200 });
    await api.call("getEvent", { params, status: 401 });
    await api.call("getEventQrSvg", { token: host, params, status: 200 });
    await api.call("getEventQrPng", { token: host, params, status: 200 });
    const short = await api.call("createEvent", { token: host, json: { title: "Short" }, status: 201 });
    await api.call("deleteEvent", { token: host, params: { eventId: short.json.id }, status: 204 });
    await api.call("getEvent", { token: host, params: { eventId: short.json.id }, status: 404 });
  });

  await t.test("guests", async () => {
    const params = { code: event.code };
    await api.call("getJoin", { params, status: 200 });
    await api.call("getJoin", { params: { code: "2222222222" }, status: 404 });
    const joined = await api.call("joinEvent", { params, json: { displayName: "Grace" }, status: 201 });
    guest = joined.json.guestToken;
    const at = { eventId: event.id };
    await api.call("changeMyGuest", { token: guest, params: at, json: { displayName: null }, status: 200 });
    await api.call("listGuests", { token: host, params: at, status: 200 });
    await api.call("listGuests", { token: guest, params: at, status: 403 });
    const other = await api.call("joinEvent", { params, json: {}, status: 201 });
    const ending = { params: { ...at, guestId: other.json.guest.id } };
    await api.call("endGuest", { token: guest, ...ending, status: 403 });
    await api.call("endGuest", { token: host, ...ending, status: 204 });
    await api.call("getEvent", { token: other.json.guestToken, params: at, status: 401 });
    await api.call("getEvent", { token: guest, params: at, status: 200 });
  });

  await t.test("mails", async () => {
    const other = { email: "other@example.org", password: "a long enough password" };
    await api.call("register", { json: other, status: 201 });
    await api.call("askPasswordReset", { json: { email: "other" }, status: 422 });
    await api.call("askPasswordReset", { json: { email: other.email }, status: 202 });
    const { text } = await mailServer.mail(1);
    const [, token] = text.match(/#(\S+)/);
    await api.call("resetPassword", { json: { token, newPassword: "short" }, status: 422 });
    await api.call("resetPassword", { json: { token, newPassword: "another long password" }, status: 204 });
    await api.call("resetPassword", { json: { token, newPassword: "another long password" }, status: 410 });
    const params = { eventId: event.id };
    const emails = ["grace@example.org"];
    await api.call("inviteGuests", { token: host, params, json: { emails: ["grace"] }, status: 422 });
    await api.call("inviteGuests", { token: guest, params, json: { emails }, status: 403 });
    await api.call("inviteGuests", { token: host, params, json: { emails, language: "de" }, status: 202 });
    const { json } = await api.call("listInvitations", { token: host, params, query: { limit: 1 }, status: 200 });
    await api.call("listInvitations", { token: guest, params, status: 403 });
    const at = { ...params, invitationId: json.items[0].id };
    await api.call("withdrawInvitation", { token: host, params: at, status: 204 });
    await api.call("withdrawInvitation", { token: host, params: at, status: 404 });
  });

  const photos = [];
  await t.test("sending photos", async () => {
    const params = { eventId: event.id };
    const bytes = picture("sample6.jpg");
    const form = () => formOf([["file", file(bytes, "one.jpg")], ["file", file("<svg/>", "x.svg")]]);
    const sent = await api.call("uploadPhotos", { token: guest, params, form: form(), status: 201 });
    assert.equal(sent.json.items.length, 1);
    assert.equal(sent.json.errors[0].code, "unsupported_format");
    photos.push(sent.json.items[0].id);
    await api.call("uploadPhotos", { token: guest, params, form: formOf([["file", file("", "empty.jpg")]]), status: 422 });
    await api.call("uploadPhotos", { token: guest, params, json: {}, status: 415 });

    const other = picture("sample2.jpg");
    const announced = { name: "two.jpg", size: other.length, contentType: "image/jpeg", sha256: digest(other) };
    const begun = await api.call("beginUploads", { token: guest, params, json: { files: [announced] }, status: 201 });
    const [upload] = begun.json.items;
    const at = { ...params, uploadId: upload.uploadId };
    await api.call("completeUpload", { token: guest, params: at, status: 409 });
    for (const { number, size, url } of upload.parts) {
      const start = (number - 1) * upload.partSize;
      await api.call("putPart", { url, body: other.subarray(start, start + size), status: 200 });
    }
    await api.call("putPart", { url: `${upload.parts[0].url}x`, body: "x", status: 404 });
    await api.call("getUpload", { token: guest, params: at, status: 200 });
    await api.call("renewUploadParts", { token: guest, params: at, status: 200 });
    photos.push((await api.call("completeUpload", { token: guest, params: at, status: 201 })).json.id);
    const known = await api.call("beginUploads", { token: guest, params, json: { files: [announced] }, status: 201 });
    assert.equal(known.json.items[0].status, "duplicate");
    const more = { ...announced, sha256: "0".repeat(64) };
    const given = await api.call("beginUploads", { token: guest, params, json: { files: [more] }, status: 201 });
    await api.call("abortUpload", { token: guest, params: { ...params, uploadId: given.json.items[0].uploadId }, status: 204 });
    await api.call("beginUploads", { token: guest, params, json: { files: [{ ...more, size: 1e12 }] }, status: 413 });
  });

  await t.test("the gallery", async () => {
    const params = { eventId: event.id };
    const ready = async () => {
      const page = await api.call("listPhotos", { token: host, params, status: 200 });
      return page.json.items.every((photo) => photo.status === "ready");
    };
    await until("the photos to be ready", ready, 120);
    await api.call("listPhotos", { token: guest, params, query: { sort: "createdAt", uploader: "me", limit: 1 }, status: 200 });
    await api.call("searchPhotos", { token: guest, query: { q: "a", event: event.id, limit: 1 }, status: 200 });
    await api.call("searchPhotos", { token: host, query: { q: "" }, status: 422 });
    await api.call("listTags", { token: guest, params, status: 200 });
    const at = { ...params, photoId: photos[0] };
    await api.call("getPhoto", { token: guest, params: at, status: 200 });
    await api.call("getPhoto", { token: guest, params: { ...params, photoId: event.id }, status: 404 });
    await api.call("changePhoto", { token: host, params: at, json: { moderation: "hidden" }, status: 200 });
    const bulk = { action: "approve", ids: [photos[0], event.id] };
    await api.call("changePhotos", { token: host, params, json: bulk, status: 200 });
    const tag = { action: "tag", tag: "first dance", ids: [photos[0]] };
    await api.call("changePhotos", { token: host, params, json: tag, status: 200 });
    await api.call("changePhotos", { token: host, params, json: { ...tag, tag: "" }, status: 422 });
    const proposals = await api.call("listProposals", { token: host, params: { ...params, tag: tag.tag }, query: { limit: 2 }, status: 200 });
    assert.equal(proposals.json.examples, 1);
    await api.call("listProposals", { token: guest, params: { ...params, tag: tag.tag }, status: 403 });
    for (const variant of ["getThumbnail", "getPreview", "getOriginal"]) {
      const { headers } = await api.call(variant, { token: host, params: at, status: 302 });
      const url = headers.get("location");
      const whole = await api.call("getBlob", { url, status: 200 });
      await api.call("getBlob", { url, headers: { range: "bytes=0-9" }, status: 206 });
      await api.call("getBlob", { url, headers: { range: `bytes=${whole.bytes.length}-` }, status: 416 });
      await api.call("getBlob", { url: `${url}x`, status: 404 });
    }
    await api.call("retryPhoto", { token: host, params: at, status: 409 });
    const broken = corruptJpeg();
    const sent = await api.call("uploadPhotos", { token: guest, params, form: formOf([["file", file(broken, "broken.jpg")]]), status: 201 });
    const failed = { ...params, photoId: sent.json.items[0].id };
    const state = async () => (await api.call("getPhoto", { token: host, params: failed, status: 200 })).json.status;
    await until("the broken photo to fail", async () => (await state()) === "failed");
    await api.call("retryPhoto", { token: host, params: failed, status: 200 });
  });

  await t.test("downloads", async () => {
    const params = { eventId: event.id };
    await api.call("createDownload", { token: guest, params, json: {}, status: 422 });
    const begun = await api.call("createDownload", { token: guest, params, json: { filter: {} }, status: 201 });
    const { url, bytes } = begun.json;
    const zip = await api.call("fetchDownload", { url, status: 200 });
    assert.equal(zip.bytes.length, bytes);
    await api.call("fetchDownload", { url, headers: { range: "bytes=1-5" }, status: 206 });
    await api.call("fetchDownload", { url: `${url}x`, status: 404 });
  });

  await t.test("the selfie", async () => {
    const params = { eventId: event.id };
    await api.call("listMatches", { token: guest, params, status: 404 });
    const { json } = await api.call("getJoin", { params: { code: event.code }, status: 200 });
    const consent = json.privacy.policyVersion;
    const image = file(portrait(temporaryFolder(t)), "me.jpg");
    await api.call("findMe", { token: guest, params, form: formOf([["consent", "old"], ["image", image]]), status: 422 });
    await api.call("findMe", { token: guest, params, form: formOf([["consent", consent], ["image", image]]), status: 201 });
    const matches = await api.call("listMatches", { token: guest, params, status: 200 });
    assert.equal(matches.json.items[0]?.photoId, photos[0]);
    const verdict = { photoId: photos[0], verdict: "notMe" };
    await api.call("giveMatchFeedback", { token: guest, params, json: verdict, status: 204 });

    const email = "digest@example.org";
    await api.call("askDigest", { token: guest, params, json: { email: "digest" }, status: 422 });
    await api.call("askDigest", { token: host, params, json: { email }, status: 403 });
    await api.call("askDigest", { token: guest, params, json: { email, language: "en" }, status: 204 });
    await api.call("getDigest", { token: guest, params, status: 200 });
    await api.call("getDigest", { token: host, params, status: 403 });
    await api.call("giveMatchFeedback", { token: guest, params, json: { ...verdict, verdict: "me" }, status: 204 });
    makeDigestsDue(snapory);
    const mail = await until("a mail that there is a photo of the guest", () => mailServer.mails().find(({ to }) => to === email));
    assert.equal(mail.headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click");
    const [, token] = mail.headers["List-Unsubscribe"].match(/([^/]+)>$/);
    await api.call("unsubscribe", { params: { token: "another" }, status: 410 });
    await api.call("unsubscribe", { params: { token }, status: 204 });
    const { json: digest } = await api.call("getDigest", { token: guest, params, status: 200 });
    assert.equal(digest.email, null);
    await api.call("stopDigest", { token: guest, params, status: 204 });
    await api.call("deleteSelfie", { token: guest, params, status: 200 });
    await api.call("deleteSelfie", { token: guest, params, status: 404 });
  });

  await t.test("people", async () => {
    const params = { eventId: event.id };
    const grouped = async () => {
      const { json } = await api.call("listPeople", { token: host, params, query: { limit: 100 }, status: 200 });
      return json.items.length >= 4 && json.items;
    };
    const [first, second] = await until("the four of the first photo to be people", grouped);
    await api.call("listPeople", { token: guest, params, status: 403 });
    const at = { ...params, personId: first.id };
    await api.call("changePerson", { token: host, params: at, json: { name: "Ada", hidden: true }, status: 200 });
    const hidden = await api.call("listPeople", { token: host, params, query: { hidden: true }, status: 200 });
    assert.deepEqual(hidden.json.items.map((person) => person.name), ["Ada"]);
    await api.call("changePerson", { token: host, params: at, json: { name: "x".repeat(101) }, status: 422 });
    const faceIds = [first.cover.faceId];
    await api.call("mergePeople", { token: host, params, json: { into: first.id, ids: [second.id] }, status: 200 });
    await api.call("mergePeople", { token: host, params, json: { into: first.id, ids: [second.id] }, status: 404 });
    await api.call("splitPerson", { token: host, params: at, json: { faceIds }, status: 201 });
    await api.call("splitPerson", { token: host, params: at, json: { faceIds: [event.id] }, status: 422 });
    await api.call("listPhotos", { token: host, params, query: { person: first.id }, status: 200 });
    await api.call("listPhotos", { token: guest, params, query: { person: first.id }, status: 403 });
  });

  await t.test("cameras", async () => {
    const params = { eventId: event.id };
    const cameras = await api.call("listCameras", { token: host, params, status: 200 });
    assert.ok(cameras.json.items[0].photoCount >= 1);
    await api.call("listCameras", { token: guest, params, status: 403 });
    const listed = await api.call("listPhotos", { token: host, params, status: 200 });
    const { id: photoId, camera } = listed.json.items.find((photo) => photo.takenAtSource === "exif"); // satellites need no correction
    const at = { ...params, cameraId: cameras.json.items.find(({ model }) => model === camera.model).id };
    const takenAt = async () => (await api.call("getPhoto", { token: host, params: { ...params, photoId }, status: 200 })).json.takenAt;
    const before = await takenAt();
    await api.call("correctCamera", { token: host, params: at, json: { clockOffset: 3600 }, status: 204 });
    assert.equal(Date.parse(await takenAt()) - Date.parse(before), 3_600_000);
    await api.call("correctCamera", { token: host, params: at, json: { clockOffset: null }, status: 204 });
    assert.equal(await takenAt(), before);
    await api.call("correctCamera", { token: host, params: at, json: { clockOffset: 1e12 }, status: 422 });
    await api.call("correctCamera", { token: host, params: { ...params, cameraId: "none" }, json: { clockOffset: 1 }, status: 404 });
    const card = await api.call("showClockCard", { token: host, params, status: 200 });
    assert.ok(Math.abs(Date.parse(card.json.time) - Date.now()) < 60_000);
    await api.call("showClockCard", { token: guest, params, status: 403 });
  });

  await t.test("stacks", async () => {
    const params = { eventId: event.id };
    const { json } = await api.call("listPhotos", { token: guest, params, query: { stacks: true }, status: 200 });
    assert.ok(json.items.every((photo) => photo.stackSize >= 1));
    await api.call("listPhotos", { token: guest, params, query: { stack: photos[0] }, status: 200 });
    const best = await api.call("listBest", { token: guest, params, query: { limit: 2 }, status: 200 });
    assert.equal(best.json.items.length, 2);
    const at = { ...params, photoId: photos[0] };
    await api.call("listSimilar", { token: guest, params: at, query: { limit: 2 }, status: 200 });
    await api.call("putOnTop", { token: host, params: at, status: 204 });
    await api.call("putOnTop", { token: guest, params: at, status: 403 });
  });

  await t.test("live", async () => {
    const params = { eventId: event.id };
    const changes = await api.call("listChanges", { token: guest, params, status: 200 });
    await api.call("listChanges", { token: guest, params, query: { after: changes.json.latestSeq, limit: 1 }, status: 200 });
    const { json } = await api.call("createLiveTicket", { token: host, params, status: 201 });
    const messages = [];
    const socket = new WebSocket(`${json.url}&after=${Math.max(0, changes.json.latestSeq - 3)}`);
    socket.on("upgrade", (answer) => api.check("openLive", answer.statusCode, new Headers(), Buffer.alloc(0)));
    socket.on("message", (text) => messages.push(JSON.parse(text)));
    await until("what was missed", () => messages.some((message) => message.type === "progress"));
    socket.close();
    for (const message of messages) api.validate("a live message", "/components/schemas/Change", message);
    assert.equal(messages[0].type, "hello");
    await api.call("openLive", { params, query: { ticket: json.ticket }, status: 426 });
  });

  await t.test("what ends", async () => {
    const at = { eventId: event.id, photoId: photos[1] };
    await api.call("deletePhoto", { token: guest, params: at, status: 204 });
    await api.call("changeEvent", { token: host, params: { eventId: event.id }, json: { state: "closed" }, status: 200 });
    const form = formOf([["file", file(picture("sample3.jpg"), "late.jpg")]]);
    await api.call("uploadPhotos", { token: guest, params: { eventId: event.id }, form, status: 409 });
  });

  await t.test("operation", async () => {
    for (const id of ["getHealth", "getApiHealth", "getReady", "getMetrics", "getOpenApi", "getDocs"])
      await api.call(id, { status: 200 });
  });

  assert.deepEqual(api.unexercised(), []);
});
