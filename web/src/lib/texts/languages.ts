/** Every language of the front end, by its own name; a file of texts stands beside this one for each. */
export const languages = {
  en: "English",
  es: "Español",
  de: "Deutsch",
  fr: "Français",
  pt: "Português",
  it: "Italiano",
  tr: "Türkçe",
  hi: "हिन्दी",
  ar: "العربية",
} as const;

export type Language = keyof typeof languages;

export const rightToLeft: ReadonlySet<Language> = new Set<Language>(["ar"]);

export const isLanguage = (code: string): code is Language => Object.hasOwn(languages, code);
