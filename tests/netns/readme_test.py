#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The demonstrations in the README are what the labs print, but for durations and the widths they cause.

Usage: readme_test.py PENSTOCK README            compares
       readme_test.py PENSTOCK README --write    puts fresh runs into the README"""

import difflib
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402

BLOCK = re.compile(r"<!-- what `penstock (lab[a-z -]*)` prints -->\n```\n(.*?)```\n", re.S)


def normalised(text):
    text = re.sub(r"\d+\.\d{3} ms", "N ms", text)
    # How many acknowledgments there are is up to the kernel's timers.
    text = re.sub(r"(permitted +hold +)\d+", r"\1N", text)
    text = re.sub(r"penwg-[0-9a-f]{8}", "penwg-N", text)
    text = re.sub(r"(received|sent) \d+ bytes", r"\1 N bytes", text)
    return [re.sub(r" +", " ", line).strip() for line in text.strip().splitlines()]


def printed_by(program, words):
    lab = subprocess.run([program, *words], capture_output=True, text=True, timeout=120)
    network.check(lab.returncode == 0, f"{words}: exit code {lab.returncode}: {lab.stderr}")
    return lab.stdout.strip() + "\n"


def main():
    program, readme = sys.argv[1:3]
    network.require_root()
    with open(readme, encoding="utf-8") as file:
        text = file.read()
    blocks = list(BLOCK.finditer(text))
    network.check([told[1] for told in blocks] == ["lab", "lab --vpn"], f"{readme} does not have the blocks of both labs")
    if sys.argv[3:] == ["--write"]:
        for told in reversed(blocks):
            text = text[:told.start(2)] + printed_by(program, told[1].split()) + text[told.end(2):]
        with open(readme, "w", encoding="utf-8") as file:
            file.write(text)
        return
    for told in blocks:
        if "--vpn" in told[1] and shutil.which("wireguard-go") is None:
            print("not compared: wireguard-go is not installed")
            continue
        differences = list(difflib.unified_diff(normalised(told[2]), normalised(printed_by(program, told[1].split())),
                                                "README", "the lab", lineterm=""))
        network.check(not differences, "\n".join([f"the README tells another story of {told[1]}:", *differences]))
    print("as told")


main()
