import type { Store } from "@/lib/store";

/** Waits until the value of a store is as wanted, and gives it. */
export function settled<T>(store: Store<T>, wanted: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const check = () => {
      if (!wanted(store.value)) return;
      stop();
      resolve(store.value);
    };
    const stop = store.watch(check);
    check();
  });
}
