import type { PublicEvent } from "@/lib/api";

type Veil = Pick<PublicEvent["settings"], "guestView" | "revealAt">;

/** When guests begin to see the photos of others (RFC 3339); null when they do already, or never will. */
export function veiledUntil({ guestView, revealAt }: Veil, now: number): string | null {
  return guestView && revealAt && Date.parse(revealAt) > now ? revealAt : null;
}

/** Whether guests see the photos of others at `now`, and so can look for themselves in them. */
export const showsOthers = (veil: Veil, now: number): boolean =>
  veil.guestView && veiledUntil(veil, now) === null;
