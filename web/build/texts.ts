import type { HostTexts, Texts } from "../src/lib/text.tsx";
import ar from "../src/lib/texts/ar.ts";
import de from "../src/lib/texts/de.ts";
import en from "../src/lib/texts/en.ts";
import es from "../src/lib/texts/es.ts";
import fr from "../src/lib/texts/fr.ts";
import hi from "../src/lib/texts/hi.ts";
import hostAr from "../src/lib/texts/host/ar.ts";
import hostDe from "../src/lib/texts/host/de.ts";
import hostEn from "../src/lib/texts/host/en.ts";
import hostEs from "../src/lib/texts/host/es.ts";
import hostFr from "../src/lib/texts/host/fr.ts";
import hostHi from "../src/lib/texts/host/hi.ts";
import hostIt from "../src/lib/texts/host/it.ts";
import hostPt from "../src/lib/texts/host/pt.ts";
import hostTr from "../src/lib/texts/host/tr.ts";
import it from "../src/lib/texts/it.ts";
import type { Language } from "../src/lib/texts/languages.ts";
import pt from "../src/lib/texts/pt.ts";
import tr from "../src/lib/texts/tr.ts";

/** Every language at once, for the page templates; a browser loads one. */
export const allTexts: Record<Language, Texts & HostTexts> = {
  ar: { ...ar, ...hostAr },
  de: { ...de, ...hostDe },
  en: { ...en, ...hostEn },
  es: { ...es, ...hostEs },
  fr: { ...fr, ...hostFr },
  hi: { ...hi, ...hostHi },
  it: { ...it, ...hostIt },
  pt: { ...pt, ...hostPt },
  tr: { ...tr, ...hostTr },
};
