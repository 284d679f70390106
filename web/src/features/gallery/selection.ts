import { useCallback, useState } from "react";

export interface Selection {
  /** Undefined while nothing is being selected. */
  ids: ReadonlySet<string> | undefined;
  start: () => void;
  end: () => void;
  toggle: (id: string) => void;
}

export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string> | undefined>(undefined);
  const toggle = useCallback((id: string) => {
    setIds((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const start = useCallback(() => setIds(new Set()), []);
  const end = useCallback(() => setIds(undefined), []);
  return { ids, start, end, toggle };
}
