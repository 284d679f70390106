import { use } from "react";
import { useSpeech } from "@/lib/text";
import type { Language } from "@/lib/texts/languages";
import type english from "./words/en";

export type PasswordWords = { readonly [key in keyof typeof english]: string };

const loaders = import.meta.glob<{ default: PasswordWords }>("./words/??.ts");
const loading = new Map<Language, Promise<PasswordWords>>();

function wordsIn(language: Language): Promise<PasswordWords> {
  const known = loading.get(language);
  if (known) return known;
  const load = loaders[`./words/${language}.ts`];
  if (!load) throw new Error(`No words for ${language}.`);
  const words = load().then((module) => module.default);
  loading.set(language, words);
  return words;
}

/**
 * The words of these pages, apart from the texts that every guest loads. Suspends until they are there; a fault while
 * loading is the error boundary's.
 */
export const usePasswordWords = (): PasswordWords => use(wordsIn(useSpeech().language));
