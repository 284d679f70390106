#!/usr/bin/env python3
"""Turns openapi.yaml into a C++ source that holds it as JSON: openapi_source.py openapi.yaml openapi_json.cpp

As bytes, since compilers need not take string literals of this length.
"""
import json
import pathlib
import sys

import yaml


def main() -> None:
    source, target = map(pathlib.Path, sys.argv[1:])
    text = json.dumps(yaml.safe_load(source.read_text(encoding="utf-8")), ensure_ascii=False, separators=(",", ":"))
    body = text.encode()
    lines = [", ".join(map(str, body[at:at + 32])) for at in range(0, len(body), 32)]
    target.write_text(
        "#include \"api/docs.hpp\"\n\n"
        "namespace snapory {\n\n"
        "static constexpr unsigned char bytes[] = {\n" + ",\n".join(lines) + "};\n\n"
        "std::string_view openapi_json() { return {reinterpret_cast<const char*>(bytes), sizeof bytes}; }\n\n"
        "}  // namespace snapory\n", encoding="utf-8")


if __name__ == "__main__":
    main()
