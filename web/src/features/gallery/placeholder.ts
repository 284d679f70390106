import { thumbHashToDataURL } from "thumbhash";

const made = new Map<string, string>();

/** A blurred likeness as a data: URL from a thumbhash in base64, or undefined where there is none that can be read. */
export function placeholder(thumbhash: string | null): string | undefined {
  if (!thumbhash) return undefined;
  const known = made.get(thumbhash);
  if (known) return known;
  try {
    const url = thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0)));
    made.set(thumbhash, url);
    return url;
  } catch {
    return undefined;
  }
}
