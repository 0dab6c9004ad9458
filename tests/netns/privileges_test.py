#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Without root, the lab and a gateway with TUN devices say what they need and exit with 77.

Usage: privileges_test.py PENSTOCK"""

import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402

NOBODY = 65534


def main():
    program = sys.argv[1]
    network.require_root()  # to become nobody
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
        file.write('[[path]]\nlocal = { tun = "a" }\nremote = { tun = "b" }\n')
        file.flush()
        os.chmod(file.name, 0o644)
        for words in (["lab"], ["run", file.name]):
            # The program's folder may be out of nobody's reach: it is opened before, as its loader's argument.
            with open(program, "rb") as opened:
                outcome = subprocess.run([f"/proc/self/fd/{opened.fileno()}", *words], capture_output=True, text=True,
                                         user=NOBODY, group=NOBODY, extra_groups=[], pass_fds=[opened.fileno()],
                                         timeout=network.WAIT_SECONDS)
            network.check(outcome.returncode == 77, f"{words}: exit code {outcome.returncode}: {outcome.stderr}")
            network.check("needs root" in outcome.stderr, outcome.stderr)
    print("says what it needs")


main()
