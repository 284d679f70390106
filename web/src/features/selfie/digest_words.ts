import { lateWords } from "@/lib/late_words";
import type english from "./digest_words/en";

export type DigestWords = { readonly [key in keyof typeof english]: string };

export const useDigestWords = lateWords(import.meta.glob<{ default: DigestWords }>("./digest_words/??.ts"));
