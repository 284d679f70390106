import { createContext, type ReactNode, use, useMemo, useState } from "react";
import type english from "./texts/en";
import type hostEnglish from "./texts/host/en";
import { isLanguage, type Language, rightToLeft } from "./texts/languages";

/** A text with a count: the form is chosen by the language's own rules; `other` always exists. */
export type Plural = { readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string };

type English = typeof english;
type HostEnglish = typeof hostEnglish;
type TextsLike<E> = { readonly [key in keyof E]: E[key] extends string ? string : Plural };
export type Texts = TextsLike<English>;
/** What hosts alone read, in files of its own: guests on a venue's Wi-Fi do not wait for it. */
export type HostTexts = TextsLike<HostEnglish>;
type AllTexts = Texts & HostTexts;

export type TextKey = keyof English;
export type HostTextKey = keyof (English & HostEnglish);
type Words<T> = T extends { other: infer S } ? S : T;
type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Values<T> = Names<Words<T>>;
type Arguments<T> = [Values<T>] extends [never] ? [] : [Record<Values<T>, string | number>];
type TranslateLike<E> = <K extends keyof E>(key: K, ...values: Arguments<E[K]>) => string;

/** The text of a key in the page's language; a key with `{names}` asks for their values. */
export type Translate = TranslateLike<English>;
export type HostTranslate = TranslateLike<English & HostEnglish>;

interface Speech {
  language: Language;
  t: HostTranslate; // for guests' pages of Texts alone, which useText sees to
  choose: (language: Language) => Promise<void>;
}

export type LoadTexts = (language: Language) => Promise<Texts>;

const loaders = import.meta.glob<{ default: Texts }>("./texts/??.ts");
const hostLoaders = import.meta.glob<{ default: HostTexts }>("./texts/host/??.ts");
const Speaking = createContext<Speech | null>(null);

async function load<T>(from: Record<string, () => Promise<{ default: T }>>, path: string): Promise<T> {
  const file = from[path];
  if (!file) throw new Error(`No texts in ${path}.`);
  return (await file()).default;
}

export const loadTexts: LoadTexts = (language) => load(loaders, `./texts/${language}.ts`);

export async function loadHostTexts(language: Language): Promise<AllTexts> {
  const [texts, more] = await Promise.all([
    loadTexts(language),
    load(hostLoaders, `./texts/host/${language}.ts`),
  ]);
  return { ...texts, ...more };
}

/** The language in which the server sent the page. */
export function pageLanguage(): Language {
  const code = document.documentElement.lang;
  return isLanguage(code) ? code : "en";
}

export function translator(language: Language, texts: Texts | AllTexts): HostTranslate {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, ...[values]) => {
    const entry: string | Plural = (texts as AllTexts)[key];
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

interface SpeechProviderProps {
  texts: Texts;
  load: LoadTexts; // those of another language
  children: ReactNode;
}

export function SpeechProvider({ texts: first, load, children }: SpeechProviderProps) {
  const [spoken, setSpoken] = useState({ language: pageLanguage(), texts: first });
  const speech = useMemo(
    () => ({
      language: spoken.language,
      t: translator(spoken.language, spoken.texts),
      choose: async (language: Language) => {
        const texts = await load(language);
        apply(language);
        setSpoken({ language, texts });
      },
    }),
    [spoken, load],
  );
  return <Speaking value={speech}>{children}</Speaking>;
}

export function useSpeech(): Speech {
  const speech = use(Speaking);
  if (!speech) throw new Error("useSpeech needs a SpeechProvider around it.");
  return speech;
}

export const useText = (): Translate => useSpeech().t;
/** The same on pages of hosts, which were mounted with loadHostTexts. */
export const useHostText = (): HostTranslate => useSpeech().t;
