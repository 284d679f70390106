import type { Texts } from "../src/lib/text.tsx";
import en from "../src/lib/texts/en.ts";
import type { Language } from "../src/lib/texts/languages.ts";

/** Every language at once, for the page templates; a browser loads one. */
export const allTexts: Record<Language, Texts> = { en };
