#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The demonstration in the README is what the lab prints, but for durations and the widths they cause.

Usage: readme_test.py PENSTOCK README            compares
       readme_test.py PENSTOCK README --write    puts a fresh run into the README"""

import difflib
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402

BLOCK = re.compile(r"(<!-- what `penstock lab` prints -->\n```\n)(.*?)(```\n)", re.S)


def normalised(text):
    text = re.sub(r"\d+\.\d{3} ms", "N ms", text)
    # How many acknowledgments there are is up to the kernel's timers.
    text = re.sub(r"(permitted +hold +)\d+", r"\1N", text)
    return [re.sub(r" +", " ", line).strip() for line in text.strip().splitlines()]


def main():
    program, readme = sys.argv[1:3]
    network.require_root()
    with open(readme, encoding="utf-8") as file:
        text = file.read()
    told = BLOCK.search(text)
    network.check(told, f"{readme} has no block behind '<!-- what `penstock lab` prints -->'")
    lab = subprocess.run([program, "lab"], capture_output=True, text=True, timeout=120)
    network.check(lab.returncode == 0, f"exit code {lab.returncode}: {lab.stderr}")
    printed = lab.stdout.strip() + "\n"
    if sys.argv[3:] == ["--write"]:
        with open(readme, "w", encoding="utf-8") as file:
            file.write(text[:told.start(2)] + printed + text[told.end(2):])
        return
    differences = list(difflib.unified_diff(normalised(told.group(2)), normalised(printed), "README", "the lab",
                                            lineterm=""))
    network.check(not differences, "\n".join(["the README tells another story:", *differences]))
    print("as told")


main()
