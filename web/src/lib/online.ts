import { Store } from "./store";

/** Whether the device believes that it has a network; requests can fail all the same. */
export const online = new Store(globalThis.navigator?.onLine ?? true);

globalThis.addEventListener?.("online", () => online.set(true));
globalThis.addEventListener?.("offline", () => online.set(false));

const away = 30_000; // milliseconds after which a hidden page may have lost its connections without being told
let hiddenAt = 0;

/** Counts how often this page came back: to the network, or to the front after a while. */
export const returns = new Store(0);

online.watch(() => online.value && returns.update((count) => count + 1));
globalThis.document?.addEventListener("visibilitychange", () => {
  if (document.hidden) hiddenAt = Date.now();
  else if (Date.now() - hiddenAt > away) returns.update((count) => count + 1);
});

/** Ends at once when the device is online, and else when it comes back or the signal is given. */
export function whenOnline(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (online.value || signal.aborted) return resolve();
    const end = () => {
      stopWatching();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const stopWatching = online.watch(end);
    signal.addEventListener("abort", end);
  });
}
