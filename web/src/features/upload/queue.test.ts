import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createApi } from "@/lib/api";
import { asProblem, Problem } from "@/lib/problem";
import { EventServer } from "@/testing/event_server";
import { settled } from "@/testing/settled";
import { type Item, isSafe } from "./item";
import { type Exclusively, UploadQueue } from "./queue";
import type { Wire } from "./sender";
import { digestOf } from "./sha256";
import { openShelf, type Shelf } from "./shelf";

let server: EventServer;
let shelf: Shelf;
let event: string;
let tabs: UploadQueue[];
let lock: Exclusively;

beforeEach(async () => {
  server = await EventServer.start();
  shelf = await openShelf();
  event = `event-${Math.random()}`;
  tabs = [];
  lock = mutex();
});

afterEach(async () => {
  for (const tab of tabs) tab.stop();
  await server.stop();
});

/** As navigator.locks does it: whoever comes later waits. */
function mutex(): Exclusively {
  let last = Promise.resolve();
  return (_, job) => {
    last = last.then(job);
    return last;
  };
}

function wire(): Wire {
  const put: Wire["put"] = async (url, part, onSent, signal) => {
    const response = await fetch(url, { method: "PUT", body: part, signal }).catch((error: unknown) => {
      throw asProblem(error);
    });
    if (!response.ok) throw Problem.from(response, (await response.json()) as object);
    onSent(part.size);
  };
  const api = createApi({ token: () => "token", renew: async () => false }, server.url);
  return { api, digest: digestOf, put, patience: 1 };
}

/** A page of the event; `start` runs until the page is closed by `stop`. */
function openTab(with_: Partial<Wire> = {}): UploadQueue {
  const tab = new UploadQueue(event, { ...wire(), ...with_ }, shelf);
  tabs.push(tab);
  void tab.start(lock);
  return tab;
}

const file = (name: string, bytes: number, fill = name) =>
  new File([fill.repeat(bytes).slice(0, bytes)], name, { type: "image/jpeg", lastModified: 0 });

const every = (holds: (item: Item) => boolean) => (items: readonly Item[]) =>
  items.length > 0 && items.every(holds);

describe("sending", () => {
  test("brings every byte of every file, once", async () => {
    const tab = openTab();
    await tab.add([file("a", 2500), file("b", 1000), file("c", 1), file("d", 999), file("e", 4001)]);
    await settled(tab.items, every(isSafe));
    expect(server.photos.size).toBe(5);
    expect(server.received.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(2500 + 1000 + 1 + 999 + 4001);
  });

  test("does not send what the event already holds", async () => {
    const tab = openTab();
    await tab.add([file("a", 500, "same")]);
    await settled(tab.items, every(isSafe));
    await tab.add([file("b", 500, "same")]);
    const items = await settled(tab.items, (items) => items.length === 2 && items.every(isSafe));
    expect(items[1]).toMatchObject({ duplicate: true, phase: "received" });
    expect(server.received).toHaveLength(1);
  });

  test("what the event holds is safe, also where the guest may not see it", async () => {
    const tab = openTab();
    await tab.add([file("a", 500, "same")]);
    await settled(tab.items, every(isSafe));
    server.faults.photo = [404];
    await tab.add([file("b", 500, "same")]);
    const items = await settled(tab.items, (items) => items.length === 2 && items.every(isSafe));
    expect(items[1]).toMatchObject({ duplicate: true, phase: "received" });
  });

  test.each([
    ["a connection that breaks within a part", { put: ["drop", "drop"] }],
    ["a server that is busy", { put: [503, 500], begin: [503] }],
    ["an address that has expired", { put: [404] }],
    ["an answer to the completion that got lost", { complete: ["drop"] }],
  ] satisfies [string, Partial<EventServer["faults"]>][])("survives %s", async (_, faults) => {
    Object.assign(server.faults, faults);
    const tab = openTab();
    await tab.add([file("a", 3500)]);
    await settled(tab.items, every(isSafe));
    expect(server.received.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  test("begins anew when the server has forgotten the upload", async () => {
    let parts = 0;
    const { put } = wire();
    const tab = openTab({
      put: async (...part) => {
        if (++parts === 2) server.forgetUploads();
        return put(...part);
      },
    });
    await tab.add([file("a", 3000)]);
    await settled(tab.items, every(isSafe));
    expect(server.photos.size).toBe(1);
  });
});

describe("failing", () => {
  test("a file of a kind that is refused is failed for good", async () => {
    const tab = openTab();
    await tab.add([file("note.txt", 10)]);
    const [item] = await settled(
      tab.items,
      every(({ phase }) => phase === "failed"),
    );
    expect(item?.failure).toBe("unsupported_format");
    await tab.retry(item?.id ?? "");
    expect(tab.items.value[0]?.phase).toBe("failed");
  });

  test("a server that stays broken ends the attempts, and the guest may try again", async () => {
    server.faults.begin.push(...Array<500>(6).fill(500));
    const tab = openTab();
    await tab.add([file("a", 10)]);
    const [item] = await settled(
      tab.items,
      every(({ phase }) => phase === "failed"),
    );
    await tab.retry(item?.id ?? "");
    await settled(tab.items, every(isSafe));
  });

  test("a removed file is not sent any more", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const tab = openTab({ put: () => held });
    await tab.add([file("a", 10)]);
    const [item] = await settled(
      tab.items,
      every(({ phase, uploadId }) => phase === "sending" && !!uploadId),
    );
    await tab.remove(item?.id ?? "");
    release();
    expect(tab.items.value).toEqual([]);
    expect(await shelf.items(event)).toEqual([]);
  });
});

describe("a closed tab", () => {
  test("is taken up by the next visit, which sends only what is missing", async () => {
    const { put } = wire();
    const first = openTab({
      put: async (url, ...rest) => {
        if (url.endsWith("/3")) return first.stop();
        return put(url, ...rest);
      },
    });
    await first.add([file("a", 4000)]);
    await expect.poll(() => server.received.length).toBe(2);
    first.stop();

    const second = openTab();
    await settled(second.items, every(isSafe));
    expect(server.received.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  test("leaves nothing on the shelf that is safe", async () => {
    const first = openTab();
    await first.add([file("a", 10)]);
    await settled(first.items, every(isSafe));
    first.stop();
    const second = openTab();
    await expect.poll(() => shelf.items(event)).toEqual([]);
    expect(second.items.value).toEqual([]);
  });
});

describe("two tabs", () => {
  test("show the same files, and one of them sends", async () => {
    const first = openTab();
    const second = openTab();
    await second.add([file("a", 1500), file("b", 1500)]);
    await settled(first.items, (items) => items.length === 2 && items.every(isSafe));
    await settled(second.items, (items) => items.length === 2 && items.every(isSafe));
    expect(server.received).toHaveLength(4);
  });

  test("the second goes on when the first is closed", async () => {
    const first = openTab({ put: () => new Promise(() => {}) });
    const second = openTab();
    await first.add([file("a", 10)]);
    await settled(
      second.items,
      every(({ phase }) => phase === "sending"),
    );
    first.stop();
    await settled(second.items, every(isSafe));
  });
});

describe("the feed's word on a photo", () => {
  test("makes a file live, even when it comes before the answer to the completion", async () => {
    const tab = openTab();
    server.beforeAnswer = (photo) => tab.hear({ ...photo, status: "ready" });
    await tab.add([file("a", 10)]);
    await settled(
      tab.items,
      every(({ phase }) => phase === "live"),
    );
    await expect.poll(() => shelf.file(tab.items.value[0]?.id ?? "")).toBeUndefined();
    expect(tab.items.value[0]?.phase).toBe("live");
  });

  test("tells that a photo waits for the host, or could not be processed", async () => {
    const tab = openTab();
    await tab.add([file("a", 10), file("b", 10)]);
    await settled(tab.items, every(isSafe));
    const [a, b] = [...server.photos.values()];
    if (a) tab.hear({ ...a, status: "ready", moderation: "pending" });
    if (b) tab.hear({ ...b, status: "failed" });
    expect(new Set(tab.items.value.map(({ phase }) => phase))).toEqual(new Set(["pending", "failed"]));
  });
});
