import type { Texts } from "../src/lib/text.tsx";
import ar from "../src/lib/texts/ar.ts";
import de from "../src/lib/texts/de.ts";
import en from "../src/lib/texts/en.ts";
import es from "../src/lib/texts/es.ts";
import fr from "../src/lib/texts/fr.ts";
import hi from "../src/lib/texts/hi.ts";
import it from "../src/lib/texts/it.ts";
import type { Language } from "../src/lib/texts/languages.ts";
import pt from "../src/lib/texts/pt.ts";
import tr from "../src/lib/texts/tr.ts";

/** Every language at once, for the page templates; a browser loads one. */
export const allTexts: Record<Language, Texts> = { ar, de, en, es, fr, hi, it, pt, tr };
