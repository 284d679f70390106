import { useEffect, useState } from "react";
import { useSpeech } from "@/lib/text";
import type english from "./tag_words/en";

export type TagWords = { readonly [tag in keyof typeof english]: string };
type Words = Readonly<Record<string, string>>;

const loaders = import.meta.glob<{ default: Words }>("./tag_words/??.ts");

/**
 * What a tag is called in the reader's language, null until that is known; one of a host's own model pack is shown as
 * it is, as is every tag where the words cannot be loaded.
 */
export function useTagWords(): ((tag: string) => string) | null {
  const { language } = useSpeech();
  const [words, setWords] = useState<Words | null>(null);
  useEffect(() => {
    let current = true;
    const load = async () => (await loaders[`./tag_words/${language}.ts`]?.())?.default ?? {};
    void load()
      .catch(() => ({}))
      .then((loaded) => current && setWords(loaded));
    return () => {
      current = false;
    };
  }, [language]);
  return words && ((tag) => (Object.hasOwn(words, tag) ? (words[tag] ?? tag) : tag));
}
