// Reads Kubernetes manifests from standard input and holds each to its type: what a cluster would silently drop, a misspelt
// key for one, is an error here. The types are those of npm's kubernetes-types, and of @kubernetes-models for what is of
// Prometheus' operator, in the folder that the first argument names.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseAllDocuments } from "yaml";

const folder = path.resolve(process.argv[2]);
const manifests = parseAllDocuments(readFileSync(0, "utf8")).map((document) => document.toJS()).filter(Boolean);

const typeOf = ({ apiVersion, kind }) => {
  if (apiVersion.startsWith("monitoring.coreos.com/")) return { name: `I${kind}`, from: `@kubernetes-models/prometheus-operator/${apiVersion}/${kind}` };
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["core", apiVersion];
  return { name: kind, from: `kubernetes-types/${group.split(".")[0]}/${version}` };
};
const source = manifests.map((manifest, number) => {
  const { name, from } = typeOf(manifest);
  return `import { ${name} as Kind${number} } from "${from}";
export const manifest${number}: Kind${number} = ${JSON.stringify(manifest, null, 1)};\n`;
});
const file = path.join(folder, "manifests.ts");
writeFileSync(file, source.join("\n"));
execFileSync(path.join(folder, "node_modules/.bin/tsc"), ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", file], { stdio: "inherit" });

const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
if (new Set(names).size !== names.length) throw new Error(`two manifests share a name: ${names.join(", ")}`);
console.log(`${manifests.length} manifests are well typed`);
