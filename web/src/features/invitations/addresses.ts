/** The mail addresses in what somebody pasted, each once: lines, lists with commas, or names with <addresses>. */
export function addressesIn(text: string): string[] {
  const words = text.split(/[\s,;:<>()"']+/u).map((word) => word.toLowerCase());
  return [...new Set(words.filter((word) => word.includes("@")))];
}
