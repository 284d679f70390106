import { useCallback, useEffect, useState } from "react";
import { asProblem, type Problem } from "./problem";

export type Remote<T> =
  | { state: "loading" }
  | { state: "failed"; problem: Problem }
  | { state: "ready"; value: T };

/** What `load` gives, read anew whenever `load` is another function, and on request. */
export function useRemote<T>(load: () => Promise<T>): [Remote<T>, () => void] {
  const [remote, setRemote] = useState<Remote<T>>({ state: "loading" });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to read again
  useEffect(() => {
    let current = true;
    load().then(
      (value) => current && setRemote({ state: "ready", value }),
      (error: unknown) => current && setRemote({ state: "failed", problem: asProblem(error) }),
    );
    return () => {
      current = false;
    };
  }, [load, round]);
  const again = useCallback(() => setRound((count) => count + 1), []);
  return [remote, again];
}
