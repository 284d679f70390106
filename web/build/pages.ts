import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin, Rollup, ViteDevServer } from "vite";
import { type Language, languages, rightToLeft } from "../src/lib/texts/languages.ts";
import { type IconName, iconPaths } from "../src/ui/icon_paths.ts";
import { chunkOf, entryChunk, withImports } from "./chunks.ts";
import { allTexts } from "./texts.ts";

const guestTemplate = new URL("../templates/guest.mustache", import.meta.url);
const shellTemplate = new URL("../templates/shell.html", import.meta.url);
const codes = Object.keys(languages) as Language[];

/**
 * Finishes the page templates once per language: texts, icons and the hashed names of assets are put in at
 * build time, so that the server fills in an event's data and nothing else.
 */
export function pages(): Plugin {
  return {
    name: "snapory-pages",
    enforce: "post",
    async generateBundle(_, bundle) {
      const guest = await readFile(guestTemplate, "utf8");
      const shell = await readFile(shellTemplate, "utf8");
      for (const code of codes) {
        const page = (template: string, entry: string) =>
          fill(template, marks(code, head(bundle, entry, code)));
        this.emitFile({
          type: "asset",
          fileName: `pages/guest.${code}.mustache`,
          source: page(guest, "guest"),
        });
        this.emitFile({ type: "asset", fileName: `pages/shell.${code}.html`, source: page(shell, "host") });
      }
    },
    configureServer: (server) => () => server.middlewares.use(develop(server)),
  };
}

/** Replaces every `[[name]]`; a name that nothing knows is a mistake in the template. */
export function fill(template: string, values: ReadonlyMap<string, string>): string {
  return template.replace(/\[\[([\w.]+)\]\]/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`A template asks for [[${name}]], which does not exist.`);
    return value;
  });
}

export function marks(code: Language, head: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const [key, text] of Object.entries(allTexts[code]))
    if (typeof text === "string") values.set(key, escaped(text));
  for (const name of Object.keys(iconPaths) as IconName[]) values.set(`icon.${name}`, icon(name));
  values
    .set("lang", code)
    .set("dir", rightToLeft.has(code) ? "rtl" : "ltr")
    .set("head", head);
  return values.set("languages", languageSelect(code, values)).set("languageLinks", languageLinks());
}

function head(bundle: Rollup.OutputBundle, entry: string, code: Language): string {
  const chunks = [...withImports(bundle, entryChunk(bundle, entry))];
  const own = (name: string) => Number(name.startsWith(`assets/${entry}-`)); // shared sheets name the layers: they go first
  const styles = new Set(chunks.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]));
  const font = Object.keys(bundle).find((name) => /instrument-sans-latin-wght-normal/.test(name));
  const [script, ...imports] = chunks.map((chunk) => chunk.fileName);
  const texts = [`/texts/${code}.ts`, ...(entry === "host" ? [`/texts/host/${code}.ts`] : [])];
  const preloads = [...imports, ...texts.map((ending) => chunkOf(bundle, ending).fileName)];
  return [
    `<link rel="icon" href="/favicon.svg" type="image/svg+xml">`,
    `<meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">`,
    `<meta name="theme-color" content="#101214" media="(prefers-color-scheme: dark)">`,
    ...[...styles].sort((a, b) => own(a) - own(b)).map((name) => `<link rel="stylesheet" href="/${name}">`),
    ...(font ? [`<link rel="preload" href="/${font}" as="font" type="font/woff2" crossorigin>`] : []),
    ...preloads.map((name) => `<link rel="modulepreload" href="/${name}">`),
    `<script type="module" src="/${script}"></script>`,
  ].join("\n");
}

const escaped = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

const icon = (name: IconName) =>
  `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${iconPaths[name]}"/></svg>`;

function languageSelect(chosen: Language, values: ReadonlyMap<string, string>): string {
  const options = codes.map(
    (code) => `<option value="${code}"${code === chosen ? " selected" : ""}>${languages[code]}</option>`,
  );
  return `<select class="language" aria-label="${values.get("language.label")}">${options.join("")}</select>`;
}

const languageLinks = () =>
  codes.map((code) => `<a href="?lang=${code}" lang="${code}">${languages[code]}</a>`).join(" ");

/** In development every page is the shell with the fitting entry; the app asks the api for what is not inlined. */
function develop(server: ViteDevServer) {
  return async (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? "/";
    const entry = /^\/e\//.test(url) ? "guest" : "host";
    const script = `<script type="module" src="/src/app/${entry}.tsx"></script>`;
    const html = fill(await readFile(shellTemplate, "utf8"), marks("en", script));
    response.setHeader("Content-Type", "text/html");
    response.end(await server.transformIndexHtml(url, html));
  };
}
