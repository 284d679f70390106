import { createContext, type ReactNode, use, useMemo, useState } from "react";
import type english from "./texts/en";
import { isLanguage, type Language, rightToLeft } from "./texts/languages";

/** A text with a count: the form is chosen by the language's own rules; `other` always exists. */
export type Plural = { readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string };
export type Texts = { readonly [key in TextKey]: (typeof english)[key] extends string ? string : Plural };

type English = typeof english;
export type TextKey = keyof English;
type Words<T> = T extends { other: infer S } ? S : T;
type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Values<K extends TextKey> = Names<Words<English[K]>>;
type Arguments<K extends TextKey> = [Values<K>] extends [never] ? [] : [Record<Values<K>, string | number>];

/** The text of a key in the page's language; a key with `{names}` asks for their values. */
export type Translate = <K extends TextKey>(key: K, ...values: Arguments<K>) => string;

interface Speech {
  language: Language;
  t: Translate;
  choose: (language: Language) => Promise<void>;
}

const loaders = import.meta.glob<{ default: Texts }>("./texts/??.ts");
const Speaking = createContext<Speech | null>(null);

export async function loadTexts(language: Language): Promise<Texts> {
  const load = loaders[`./texts/${language}.ts`];
  if (!load) throw new Error(`No texts for ${language}.`);
  return (await load()).default;
}

/** The language in which the server sent the page. */
export function pageLanguage(): Language {
  const code = document.documentElement.lang;
  return isLanguage(code) ? code : "en";
}

export function translator(language: Language, texts: Texts): Translate {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, ...[values]) => {
    const entry: string | Plural = texts[key];
    const given = (values ?? {}) as Record<string, string | number>;
    const text =
      typeof entry === "string" ? entry : (entry[rules.select(Number(given["count"]))] ?? entry.other);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = given[name];
      return typeof value === "number" ? numbers.format(value) : (value ?? "");
    });
  };
}

/** Remembers the choice for a year, where the server reads it too, and turns the page around. */
function apply(language: Language): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API does not exist over plain HTTP
  document.cookie = `snapory_lang=${language};path=/;max-age=31536000;samesite=lax`;
  document.documentElement.lang = language;
  document.documentElement.dir = rightToLeft.has(language) ? "rtl" : "ltr";
}

export function SpeechProvider({ texts: first, children }: { texts: Texts; children: ReactNode }) {
  const [spoken, setSpoken] = useState({ language: pageLanguage(), texts: first });
  const speech = useMemo(
    () => ({
      language: spoken.language,
      t: translator(spoken.language, spoken.texts),
      choose: async (language: Language) => {
        const texts = await loadTexts(language);
        apply(language);
        setSpoken({ language, texts });
      },
    }),
    [spoken],
  );
  return <Speaking value={speech}>{children}</Speaking>;
}

export function useSpeech(): Speech {
  const speech = use(Speaking);
  if (!speech) throw new Error("useSpeech needs a SpeechProvider around it.");
  return speech;
}

export const useText = (): Translate => useSpeech().t;
