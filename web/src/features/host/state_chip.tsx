import type { HostEvent } from "@/lib/api";
import { type HostTextKey, useHostText } from "@/lib/text";

type State = HostEvent["state"];

export const stateTexts = {
  draft: "state.draft",
  open: "state.open",
  closed: "state.closed",
  archived: "state.archived",
  deleted: "state.deleted",
} as const satisfies Record<State, HostTextKey>;

export function StateChip({ state }: { state: State }) {
  const t = useHostText();
  return (
    <span className="chip" data-state={state}>
      {t(stateTexts[state])}
    </span>
  );
}
