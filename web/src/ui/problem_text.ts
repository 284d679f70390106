import type { ProblemCode } from "@/lib/problem";
import type { TextKey, Translate } from "@/lib/text";

const known = {
  network: "problem.network",
  unauthenticated: "problem.unauthenticated",
  forbidden: "problem.forbidden",
  not_found: "problem.notFound",
  event_closed: "problem.eventClosed",
  too_large: "problem.tooLarge",
  unsupported_format: "problem.unsupported",
  unreadable: "problem.unreadable",
  quota_exceeded: "problem.quota",
  storage_full: "problem.storageFull",
  too_many_requests: "problem.tooMany",
  no_face: "problem.noFace",
  several_faces: "problem.severalFaces",
  face_too_small: "problem.faceTooSmall",
  face_too_dark: "problem.faceTooDark",
  face_too_blurred: "problem.faceTooBlurred",
  face_turned_away: "problem.faceTurnedAway",
  face_search_off: "problem.faceSearchOff",
  consent_required: "problem.consent",
  unavailable: "problem.unavailable",
} as const satisfies Partial<Record<ProblemCode, TextKey>>;

/** What went wrong and what to do, in the page's language. */
export function problemText(t: Translate, code: ProblemCode): string {
  return t(code in known ? known[code as keyof typeof known] : "problem.unknown");
}
