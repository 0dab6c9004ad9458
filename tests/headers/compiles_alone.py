#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compiles each public header alone, twice, and all of them in several orders, in C17, C++17 and C++20 (K-ENV-1, K-ENV-2).

Usage: compiles_alone.py --include DIR --cc COMPILER --cxx COMPILER --freestanding DIR
"""
import argparse
import pathlib
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

FLAGS = ["-fsyntax-only", "-nostdinc", "-fms-extensions", "-fshort-wchar", "-fno-strict-aliasing", "-DPENSTOCK_GUEST=1",
         "-DDBG=1", "-Wno-unknown-pragmas", "-Werror"]
DIALECTS = [("c", "gnu17"), ("c++", "gnu++17"), ("c++", "gnu++20")]
ORDERS = 8
PAIRED = ("pshpack", "poppack")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--include", required=True, type=pathlib.Path)
    parser.add_argument("--cc", required=True)
    parser.add_argument("--cxx", required=True)
    parser.add_argument("--freestanding", required=True)
    options = parser.parse_args()

    # Those that open or end a packing come in pairs: a driver of tests/conformance/providers includes them.
    headers = sorted(path.name for path in options.include.glob("*.h") if path.stem.rstrip("1248") not in PAIRED)
    headers += sorted(path.name for path in (options.include / "crt").glob("*.h") if path.name != "features.h")
    sources = [f"#include <{header}>\n#include <{header}>\n" for header in headers]
    shuffle = random.Random(1)
    for _ in range(ORDERS):
        order = headers[:]
        shuffle.shuffle(order)
        sources.append("".join(f"#include <{header}>\n" for header in order))
    jobs = [(language, dialect, source) for source in sources for language, dialect in DIALECTS]

    def compile_one(job):
        language, dialect, source = job
        compiler = options.cc if language == "c" else options.cxx
        extra = ["-fms-compatibility", "-fgnuc-version=4.2.1"] if "clang" in compiler and language == "c++" else []
        command = [compiler, *FLAGS, *extra, f"-std={dialect}", "-isystem", str(options.include), "-isystem",
                   str(options.include / "crt"), "-isystem", options.freestanding, "-x", language, "-"]
        done = subprocess.run(command, input=source, capture_output=True, text=True)
        first = source.splitlines()[0]
        return "" if done.returncode == 0 else f"{dialect} {first}:\n{done.stderr[:600]}"

    with ThreadPoolExecutor(2) as pool:
        mistakes = [text for text in pool.map(compile_one, jobs) if text]
    print("\n".join(mistakes[:10]) or f"{len(headers)} headers, {len(jobs)} compilations")
    return 1 if mistakes or not headers else 0


if __name__ == "__main__":
    sys.exit(main())
