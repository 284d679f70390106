#!/usr/bin/env python3
"""Fails when a file in server/ includes what its room may not see.

A row a room: the rooms whose headers it may include, and the prefixes of third-party headers. Standard headers
have neither a dot nor a slash; POSIX headers are listed apart, since only some rooms may speak to the kernel.
"""
import pathlib
import re
import sys

INNER = {"domain", "application"}
POSIX = ("sys/", "netinet/", "arpa/", "linux/", "unistd.h", "fcntl.h", "poll.h", "signal.h", "dirent.h", "sched.h",
         "spawn.h", "termios.h", "netdb.h", "pwd.h", "grp.h", "syscall.h", "pthread.h", "malloc.h", "dlfcn.h")

ROOMS = {
    "domain": ({"domain"}, ("utf8proc.h",)),
    "application": (INNER, ()),
    "telemetry": ({"domain", "telemetry"}, ("spdlog/", "fmt/", "prometheus/", "curl/", *POSIX)),
    "http": ({"http", "telemetry"}, ("boost/", "openssl/", "zlib.h", *POSIX)),
    "api": (INNER | {"http", "telemetry", "api"}, ("boost/json", "boost/describe")),
    "web": (INNER | {"http", "telemetry", "web"}, ("boost/json", "kainjow/")),
    "ai": (INNER | {"http", "telemetry", "ai"}, ("boost/json",)),
    "infrastructure/memory": (INNER | {"telemetry", "infrastructure/memory"}, ("openssl/sha.h",)),
    "infrastructure/sql": (INNER | {"telemetry", "infrastructure/sql"}, ("sqlite3.h", "libpq-fe.h", "boost/json", *POSIX)),
    "infrastructure/blobs": (INNER | {"telemetry", "infrastructure/blobs"}, ("openssl/", *POSIX)),
    "infrastructure/s3": (INNER | {"infrastructure/blobs", "infrastructure/s3"}, ("openssl/", "curl/", "pugixml.hpp")),
    "infrastructure/vision": (INNER | {"telemetry", "infrastructure/vision"}, ("curl/", "boost/json")),
    "infrastructure/local": (INNER | {"telemetry", "infrastructure/local"}, POSIX),
    "infrastructure/security": (INNER | {"infrastructure/security"}, ("sodium.h", "openssl/", "boost/json")),
    "infrastructure/places": (INNER | {"infrastructure/places"}, ()),
    "infrastructure/qr": (INNER | {"infrastructure/qr"}, ("qrcodegen/", "png.h")),
    "infrastructure/images": (INNER | {"infrastructure/images"},
                              ("turbojpeg.h", "jpeglib.h", "jerror.h", "webp/", "libheif/", "png.h", "tiffio.h", "gif_lib.h", "lcms2.h",
                               "exiv2/", "ZXing/", "immintrin.h", "csetjmp", *POSIX)),
    "infrastructure/redis": (INNER | {"telemetry", "infrastructure/redis"}, ("openssl/", *POSIX)),
    "infrastructure/smtp": (INNER | {"infrastructure/smtp"}, ("curl/", *POSIX)),
    "infrastructure/sandbox": (INNER | {"telemetry", "infrastructure/images", "infrastructure/sandbox"},
                               ("seccomp.h", "linux/", *POSIX)),
    "infrastructure/inference": (INNER | {"infrastructure/inference"},
                                 ("onnxruntime_cxx_api.h", "dlfcn.h", "malloc.h")),
    "infrastructure/faces": (INNER | {"telemetry", "infrastructure/faces", "infrastructure/inference"},
                             ("immintrin.h", "toml++/", "openssl/sha.h", "malloc.h")),
    "infrastructure/tags": (INNER | {"infrastructure/inference", "infrastructure/tags"}, ("toml++/", "utf8proc.h")),
    "app": (None, None),  # the composition root: any room, any library
}


def is_test(name: str) -> bool:
    return name.endswith(("_test.cpp", "_test.hpp"))


def room_of(name: str) -> str | None:
    parts = name.split("/")
    for depth in (2, 1):
        room = "/".join(parts[:depth])
        if len(parts) > depth and room in ROOMS:
            return room
    return None


def violation(room: str, name: str, quote: str, target: str) -> bool:
    rooms, third = ROOMS[room]
    if rooms is None:
        return False
    if quote == '"':
        allowed = rooms | ({"infrastructure/memory"} if is_test(name) else set())
        return room_of(target) not in allowed
    if "/" not in target and "." not in target:
        return False
    if is_test(name) and target.startswith(("gtest/", "gmock/", "archive", "turbojpeg.h", *POSIX)):
        return False
    return not target.startswith(third)


def main() -> int:
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "server")
    bad = 0
    for path in sorted(root.rglob("*.[ch]pp")):
        name = path.relative_to(root).as_posix()
        room = room_of(name)
        if room is None:
            print(f"{path}: stands in no room; name it in tools/check_rooms.py")
            bad += 1
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if found and violation(room, name, *found.groups()):
                print(f"{path}:{number}: {room} may not include {found.group(2)}")
                bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
