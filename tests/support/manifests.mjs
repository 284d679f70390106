// Reads Kubernetes manifests from standard input and holds each to its type: what a cluster would silently drop, a misspelt
// key for one, is an error here. The types are those of npm's kubernetes-types in the folder that the first argument names.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseAllDocuments } from "yaml";

const folder = path.resolve(process.argv[2]);
const manifests = parseAllDocuments(readFileSync(0, "utf8")).map((document) => document.toJS()).filter(Boolean);
const custom = manifests.filter(({ apiVersion }) => apiVersion.startsWith("monitoring.coreos.com/")); // of an operator, with no types
const typed = manifests.filter((manifest) => !custom.includes(manifest));

const source = typed.map((manifest, number) => {
  const [group, version] = manifest.apiVersion.includes("/") ? manifest.apiVersion.split("/") : ["core", manifest.apiVersion];
  return `import { ${manifest.kind} as Kind${number} } from "kubernetes-types/${group.split(".")[0]}/${version}";
export const manifest${number}: Kind${number} = ${JSON.stringify(manifest, null, 1)};\n`;
});
const file = path.join(folder, "manifests.ts");
writeFileSync(file, source.join("\n"));
execFileSync(path.join(folder, "node_modules/.bin/tsc"), ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", file], { stdio: "inherit" });

const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
if (new Set(names).size !== names.length) throw new Error(`two manifests share a name: ${names.join(", ")}`);
console.log(`${typed.length} manifests are well typed, ${custom.length} are of an operator`);
