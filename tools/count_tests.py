#!/usr/bin/env python3
"""Adds up JUnit reports: count_tests.py FOLDER BROKEN_SUITES. Prints what failed and the closing line.

A suite that ended badly without a failed case in any report, such as one that crashed, counts as one failure, so
that the closing line can never say less than the exit statuses did.
"""
import pathlib
import sys
import xml.etree.ElementTree as xml


def main() -> int:
    passed, failed = 0, []
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xml")):
        try:
            cases = xml.parse(path).getroot().iter("testcase")
        except xml.ParseError:
            failed.append(f"{path.name}: the report was cut off")
            continue
        for case in cases:
            if case.find("skipped") is not None:
                continue
            if case.find("failure") is not None or case.find("error") is not None:
                failed.append(f"{path.stem}: {case.get('classname', '')} {case.get('name', '')}")
            else:
                passed += 1
    missing = int(sys.argv[2]) - len(failed)
    failed += ["a suite ended without a report of the failure; see above"] * max(0, missing if not failed else 0)
    if passed == 0 and not failed:
        failed.append("no test ran")
    for name in failed:
        print(f"FAILED {name}")
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
