import { pause } from "./backoff";

const term = 5000; // milliseconds that a lease in localStorage holds without being renewed
const step = 1000;

/**
 * Runs `job` while no other tab of this browser runs one under the same name; waits its turn until then.
 * Without Web Locks, which need HTTPS, a lease in localStorage does nearly as well: a tab that dies holds it for `term`.
 */
export async function exclusively<T>(name: string, job: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(name, job) : leased(name, job, localStorage);
}

interface Lease {
  owner: string;
  until: number;
}

export async function leased<T>(name: string, job: () => Promise<T>, storage: Storage): Promise<T> {
  const owner = `${Math.random()}`;
  const key = `snapory-lock-${name}`;
  const read = () => JSON.parse(storage.getItem(key) ?? "null") as Lease | null;
  const write = () =>
    storage.setItem(key, JSON.stringify({ owner, until: Date.now() + term } satisfies Lease));

  for (;;) {
    const lease = read();
    if (!lease || lease.until < Date.now()) {
      write();
      await pause(50); // two tabs may have written at once: whoever wrote last has it
      if (read()?.owner === owner) break;
    }
    await pause(step * (0.5 + Math.random() / 2));
  }
  const renewal = setInterval(write, step);
  try {
    return await job();
  } finally {
    clearInterval(renewal);
    if (read()?.owner === owner) storage.removeItem(key);
  }
}
