import type { Photo } from "@/lib/api";

/** Photos that one person added in one go. */
export interface Activity {
  readonly uploader: string;
  readonly name: string | null;
  readonly count: number;
  readonly at: string; // RFC 3339, of the last of them
}

const entries = 6;
const oneGo = 120_000; // milliseconds between two photos of the same go

/** What happened, latest first, with one more photo. */
export function withAdded(before: readonly Activity[], { uploader, createdAt }: Photo): readonly Activity[] {
  const [last, ...earlier] = before;
  const goesOn = last?.uploader === uploader.id && Date.parse(createdAt) - Date.parse(last.at) < oneGo;
  const entry = {
    uploader: uploader.id,
    name: uploader.name,
    count: goesOn ? last.count + 1 : 1,
    at: createdAt,
  };
  return [entry, ...(goesOn ? earlier : before)].slice(0, entries);
}
