import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket as Socket } from "ws";
import { EventServer } from "@/testing/event_server";
import { photoOf } from "@/testing/photo_of";
import { settled } from "@/testing/settled";
import { type Change, createApi } from "./api";
import { LiveFeed } from "./live";
import { returns } from "./online";

let server: EventServer;
let feed: LiveFeed;
let heard: Change[];

beforeEach(async () => {
  server = await EventServer.start();
  heard = [];
});

afterEach(async () => {
  feed.stop();
  await server.stop();
});

function listen(after: number | null): void {
  const api = createApi({ token: () => "token", renew: async () => false }, server.url);
  const dial = (path: string) => {
    const socket = new Socket(`${server.url.replace("http", "ws")}${path}`);
    socket.on("error", () => {}); // a browser goes on after an error without a listener, this package does not
    return socket as unknown as WebSocket;
  };
  feed = new LiveFeed(api, "event", after, dial);
  feed.hear((change) => heard.push(change));
  void feed.start();
}

const live = () => settled(feed.state, (state) => state === "live");
const numbers = () => heard.filter(({ type }) => type !== "hello").map(({ seq }) => seq);
const news = () => server.publish("photo.ready", photoOf({ id: "p" }));

test("hears what happens, in order", async () => {
  listen(0);
  await live();
  news();
  news();
  await expect.poll(numbers).toEqual([1, 2]);
});

test("hears what was missed while the connection was gone, and nothing twice", async () => {
  listen(0);
  await live();
  news();
  await expect.poll(numbers).toEqual([1]);
  server.hangUp();
  news();
  news();
  await expect.poll(numbers, { timeout: 5000 }).toEqual([1, 2, 3]);
  expect(server.dialled).toEqual(["0", "1"]);
});

test("a connection that may be dead is given up when the page comes back", async () => {
  listen(0);
  await live();
  returns.update((count) => count + 1);
  await expect.poll(() => server.dialled, { timeout: 5000 }).toEqual(["0", "0"]);
  await live();
  news();
  await expect.poll(numbers).toEqual([1]);
});

test("a page that does not know where it stands is told to read again", async () => {
  news();
  listen(null);
  await expect.poll(() => heard.map(({ type }) => type)).toEqual(["hello"]);
  news();
  await expect.poll(numbers).toEqual([2]);
});

test("so is a page that has missed too much", async () => {
  news();
  news();
  server.restartsAt = 2;
  listen(1);
  await expect.poll(() => heard.map(({ type, seq }) => [type, seq])).toEqual([["hello", 2]]);
});

test("a page that is current is not", async () => {
  news();
  listen(1);
  await live();
  news();
  await expect.poll(numbers).toEqual([2]);
  expect(heard.map(({ type }) => type)).not.toContain("hello");
});

test("polls where WebSocket does not get through, and goes back when it does", async () => {
  server.allowsSockets = false;
  listen(0);
  news();
  await settled(feed.state, (state) => state === "polling");
  expect(numbers()).toEqual([1]);
  server.allowsSockets = true;
  feed.wake();
  await live();
  news();
  await expect.poll(numbers).toEqual([1, 2]);
}, 15_000);
