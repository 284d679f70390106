import { lateWords } from "@/lib/late_words";
import type english from "./words/en";

export type PasswordWords = { readonly [key in keyof typeof english]: string };

export const usePasswordWords = lateWords(import.meta.glob<{ default: PasswordWords }>("./words/??.ts"));
