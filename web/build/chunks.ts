import type { Rollup } from "vite";

type Bundle = Rollup.OutputBundle;
type Chunk = Rollup.OutputChunk;

export function entryChunk(bundle: Bundle, name: string): Chunk {
  for (const file of Object.values(bundle)) {
    if (file.type === "chunk" && file.isEntry && file.name === name) return file;
  }
  throw new Error(`The bundle has no entry called ${name}.`);
}

/** The chunk itself and every chunk it cannot run without, each once. */
export function withImports(bundle: Bundle, chunk: Chunk, seen = new Set<Chunk>()): Set<Chunk> {
  seen.add(chunk);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === "chunk" && !seen.has(imported)) withImports(bundle, imported, seen);
  }
  return seen;
}

/** The chunk made from one module that is loaded on demand, such as the texts of a language. */
export function chunkOf(bundle: Bundle, moduleEnding: string): Chunk {
  for (const file of Object.values(bundle)) {
    if (file.type === "chunk" && file.facadeModuleId?.endsWith(moduleEnding)) return file;
  }
  throw new Error(`The bundle has no chunk for ${moduleEnding}.`);
}
