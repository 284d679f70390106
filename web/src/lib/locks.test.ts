import { expect, test } from "vitest";
import { leased } from "./locks";

/** localStorage as two tabs share it. */
function storage(): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => values.set(key, value),
    removeItem: (key: string) => values.delete(key),
  } as unknown as Storage;
}

test("two tabs never run at once, and both get their turn", async () => {
  const shared = storage();
  const log: string[] = [];
  const job = (name: string) => async () => {
    log.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 30));
    log.push(`${name} ends`);
  };
  await Promise.all([leased("x", job("a"), shared), leased("x", job("b"), shared)]);
  expect(log).toHaveLength(4);
  expect(log[0]?.[0]).toBe(log[1]?.[0]);
  expect(log[2]?.[0]).toBe(log[3]?.[0]);
});

test("a job that fails gives its turn back", async () => {
  const shared = storage();
  await expect(leased("x", () => Promise.reject(new Error("no")), shared)).rejects.toThrow("no");
  expect(await leased("x", async () => 1, shared)).toBe(1);
});

test("the lease of a tab that died runs out", async () => {
  const shared = storage();
  shared.setItem("snapory-lock-x", JSON.stringify({ owner: "dead", until: Date.now() - 1 }));
  expect(await leased("x", async () => 1, shared)).toBe(1);
});
