import type { Photo } from "./api";

/** The town and its country, which the browser names in the reader's language; undefined where neither is told. */
export function placeText({ place, country }: Photo, language: string): string | undefined {
  if (!place) return undefined;
  const name = country && new Intl.DisplayNames(language, { type: "region", fallback: "none" }).of(country);
  return name ? `${place}, ${name}` : place;
}
