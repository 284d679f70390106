import { use } from "react";
import { useSpeech } from "./text";
import type { Language } from "./texts/languages";

type Loaders<Words> = Record<string, () => Promise<{ default: Words }>>;

/**
 * A hook that gives words of a feature in the reader's language, apart from the texts that every guest loads. `loaders`
 * is a glob of one file a language. It suspends until they are there; a fault while loading is the error boundary's.
 */
export function lateWords<Words>(loaders: Loaders<Words>): () => Words {
  const loading = new Map<Language, Promise<Words>>();
  const wordsIn = (language: Language): Promise<Words> => {
    const known = loading.get(language);
    if (known) return known;
    const path = Object.keys(loaders).find((name) => name.endsWith(`/${language}.ts`));
    const load = path && loaders[path];
    if (!load) throw new Error(`No words for ${language}.`);
    const words = load().then((module) => module.default);
    loading.set(language, words);
    return words;
  };
  return () => use(wordsIn(useSpeech().language));
}
