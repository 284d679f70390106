import { Store } from "./store";

/** Whether the device believes that it has a network; requests can fail all the same. */
export const online = new Store(globalThis.navigator?.onLine ?? true);

globalThis.addEventListener?.("online", () => online.set(true));
globalThis.addEventListener?.("offline", () => online.set(false));

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
