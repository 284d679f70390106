"""Puts the models and the sample photos of manifest.toml into .deps/; does nothing when they are there and right."""
import base64
import hashlib
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib

HERE = pathlib.Path(__file__).parent
DEPS = HERE.parent / ".deps"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def check(what: str, found: str, expected: str) -> None:
    if found != expected:
        sys.exit(f"script/models: {what} is {found}, models/manifest.toml says {expected}; nothing was installed")


def is_installed(file: dict) -> bool:
    target = DEPS / file["to"]
    return target.is_file() and sha256(target.read_bytes()) == file["sha256"]


def package_tarball(package: dict, folder: pathlib.Path) -> pathlib.Path:
    """The package as its registry has it, verified; nothing of it is run, and none of its dependencies are fetched."""
    folder.mkdir()
    command = ["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", str(folder), package["name"]]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (tarball,) = folder.glob("*.tgz")
    digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    check(package["name"], f"sha512-{digest}", package["integrity"])
    return tarball


def member(source: dict, tarballs: dict[str, pathlib.Path]) -> bytes:
    with tarfile.open(tarballs[source["package"]]) as archive:
        file = archive.extractfile(f"package/{source['path']}")
        assert file is not None, source["path"]
        data = file.read()
    check(source["path"], sha256(data), source["sha256"])
    return data


def content(file: dict, tarballs: dict[str, pathlib.Path]) -> bytes:
    parts = [member(source, tarballs) for source in file["from"]]
    if "convert" in file:
        import convert  # takes a second to load, and is needed only when something has changed

        data = getattr(convert, file["convert"])(*parts)
    else:
        (data,) = parts
    check(file["to"], sha256(data), file["sha256"])
    return data


def install(files: list[dict], packages: dict[str, dict]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        wanted = sorted({source["package"] for file in files for source in file["from"]})
        tarballs = {key: package_tarball(packages[key], pathlib.Path(folder) / key) for key in wanted}
        made = {DEPS / file["to"]: content(file, tarballs) for file in files}
    for target, data in made.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        arriving = target.with_suffix(".arriving")
        arriving.write_bytes(data)
        arriving.rename(target)


def main() -> None:
    manifest = tomllib.loads((HERE / "manifest.toml").read_text(encoding="utf-8"))
    missing = [file for file in manifest["files"] if not is_installed(file)]
    if missing:
        install(missing, manifest["packages"])
    (DEPS / "models").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / "manifest.toml", DEPS / "models" / "manifest.toml")
    shutil.copytree(HERE / "packs", DEPS / "models" / "packs", dirs_exist_ok=True)


if __name__ == "__main__":
    main()
