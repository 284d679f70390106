import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { languages } from "../src/lib/texts/languages.ts";
import { chunkOf, entryChunk, withImports } from "./chunks.ts";

interface Budget {
  entry: string;
  /** Of JavaScript that has to arrive before the entry runs, texts included, gzipped; 1 KB is 1000 bytes. */
  kilobytes: number;
}

/** Fails the build when an entry has become too heavy for a venue's Wi-Fi. */
export function budget({ entry, kilobytes }: Budget): Plugin {
  return {
    name: "snapory-budget",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const size = (code: string) => gzipSync(code).length / 1000;
      const scripts = [...withImports(bundle, entryChunk(bundle, entry))].map((chunk) => size(chunk.code));
      const texts = Object.keys(languages).map((code) => size(chunkOf(bundle, `/texts/${code}.ts`).code));
      const total = scripts.reduce((sum, one) => sum + one, 0) + Math.max(...texts);
      const figure = `${entry} needs ${total.toFixed(1)} KB of script, gzipped; ${kilobytes} KB are allowed`;
      if (total > kilobytes) this.error(figure);
      this.info(figure);
    },
  };
}
