#!/usr/bin/env python3
"""Prints the bill of materials of an image as CycloneDX 1.5 JSON.

    tools/bill_of_materials.py /var/lib/dpkg/status

Debian's packages come from that file, the front end's from web/package-lock.json, the models from
models/manifest.toml, ONNX Runtime from what script/onnxruntime wrote beside it.
"""
import json
import pathlib
import sys
import tomllib
from email.parser import Parser
from urllib.parse import quote

root = pathlib.Path(__file__).parent.parent


def debian_packages(status):
    for paragraph in status.read_text().split("\n\n"):
        package = Parser().parsestr(paragraph)
        if package["Status"] == "install ok installed":
            name, version = package["Package"], package["Version"]
            yield {"type": "library", "name": name, "version": version,
                   "purl": f"pkg:deb/debian/{name}@{quote(version)}?arch={package['Architecture']}&distro=debian-12"}


def npm_packages(lock):
    for path, package in json.loads(lock.read_text())["packages"].items():
        name = path.rpartition("node_modules/")[2]
        if name and not package.get("dev"):
            yield {"type": "library", "name": name, "version": package["version"],
                   "purl": f"pkg:npm/{quote(name)}@{package['version']}"}


def npm_library(source):
    name, _, version = source.read_text().split()[0].rpartition("@")
    if name:  # else it is a package of the distribution, and among those
        yield {"type": "library", "name": name, "version": version, "purl": f"pkg:npm/{name}@{version}"}


def models(manifest):
    for package in tomllib.loads(manifest.read_text())["packages"].values():
        name, _, version = package["name"].rpartition("@")
        yield {"type": "machine-learning-model", "name": name, "version": version,
               "purl": f"pkg:npm/{quote(name)}@{version}", "licenses": [{"license": {"id": package["licence"]}}]}


def main():
    components = [*debian_packages(pathlib.Path(sys.argv[1])), *npm_packages(root / "web/package-lock.json"),
                  *npm_library(root / ".deps/onnxruntime/source"),
                  *models(root / "models/manifest.toml")]
    json.dump({"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
               "metadata": {"component": {"type": "application", "name": "snapory"}}, "components": components},
              sys.stdout, indent=1)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
