import { lateWords } from "@/lib/late_words";
import type english from "./words/en";

export type InvitationWords = { readonly [key in keyof typeof english]: string };

export const useInvitationWords = lateWords(import.meta.glob<{ default: InvitationWords }>("./words/??.ts"));
