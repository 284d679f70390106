// The Debian package and the image's bill of materials, short of installing them: script/test-deploy does that.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { assertIsBill } from "../support/bill_of_materials.mjs";
import { root, temporaryFolder } from "../support/snapory.mjs";

const text = (...parts) => readFileSync(path.join(root, ...parts), "utf8");
const run = (program, ...args) => execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 64 << 20 });
const [, version] = text("CMakeLists.txt").match(/project\(snapory VERSION ([\d.]+)/);

test("the Debian package holds what the program needs, and asks for the rest", (t) => {
  const folder = temporaryFolder(t);
  run("cpack", "--config", path.join(root, "build/release/CPackConfig.cmake"), "-B", folder);
  const deb = path.join(folder, readdirSync(folder).find((name) => name.endsWith(".deb")));
  const held = new Map(run("dpkg-deb", "--contents", deb).trim().split("\n").map((line) => line.split(/ +/)).map(([mode, owner, , , , file]) => [file.slice(1), { mode, owner }]));

  const pages = readdirSync(path.join(root, "web/dist/pages")).map((name) => `/usr/share/snapory/web/pages/${name}`);
  const models = [...text("models/manifest.toml").matchAll(/^to = "(.+)"$/gm)].map(([, file]) => `/usr/share/snapory/${file}`);
  for (const file of ["/usr/bin/snapory", "/usr/lib/systemd/system/snapory.service", "/usr/lib/sysusers.d/snapory.conf", "/usr/share/doc/snapory/operators.md", ...pages, ...models])
    assert.ok(held.has(file), `${file} is missing`);
  assert.equal(held.get("/usr/bin/snapory").mode, "-rwxr-xr-x");
  assert.deepEqual([...new Set([...held.values()].map(({ owner }) => owner))], ["root/root"]);

  const control = path.join(folder, "control");
  run("dpkg-deb", "--control", deb, control);
  for (const script of ["postinst", "prerm", "postrm"]) run("sh", "-n", path.join(control, script));
  for (const file of readFileSync(path.join(control, "conffiles"), "utf8").trim().split("\n")) assert.ok(held.has(file), `${file} is a configuration that is missing`);
  const unit = text("deploy/systemd/snapory.service").match(/^ExecStart=(\S+) serve --config (\S+)$/m);
  for (const file of unit.slice(1)) assert.ok(held.has(file), `the unit names ${file}`);

  const field = (name) => run("dpkg-deb", "--field", deb, name).trim();
  assert.equal(field("Version"), version);
  const asked = field("Depends").split(", ").map((one) => one.replace(/ \(.*/, ""));
  for (const name of ["systemd | systemd-standalone-sysusers", "tzdata", "ca-certificates", "libheif1", "libpq5", "libstdc++6"]) assert.ok(asked.includes(name), `does not ask for ${name}`);
  assert.deepEqual(asked.filter((name) => name.endsWith("-dev")), []);
});

test("the bill of materials is CycloneDX, and lists what is installed", (t) => {
  const status = path.join(temporaryFolder(t), "status");
  const paragraph = (name, state) => `Package: ${name}\nStatus: ${state}\nVersion: 1:1.0~a+b-1\nArchitecture: amd64\nDescription: of a test\n more of it\n`;
  writeFileSync(status, [paragraph("snapory", "install ok installed"), paragraph("libheif1", "install ok installed"), paragraph("gone", "deinstall ok config-files")].join("\n"));
  const bill = JSON.parse(run(path.join(root, "tools/bill_of_materials.py"), status));
  assertIsBill(bill);
  const components = new Map(bill.components.map((component) => [component.name, component]));
  assert.equal(components.get("snapory").version, "1:1.0~a+b-1");
  assert.equal(components.get("libheif1").purl, "pkg:deb/debian/libheif1@1%3A1.0~a%2Bb-1?arch=amd64&distro=debian-12");
  assert.ok(!components.has("gone"));
  for (const name of Object.keys(JSON.parse(text("web/package.json")).dependencies)) assert.ok(components.has(name), `${name} is missing`);
  assert.ok(bill.components.some(({ type }) => type === "machine-learning-model"));
  if (existsSync("/var/lib/dpkg/status")) assertIsBill(JSON.parse(run(path.join(root, "tools/bill_of_materials.py"), "/var/lib/dpkg/status")));
});
