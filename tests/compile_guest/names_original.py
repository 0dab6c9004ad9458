#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that an address of a built driver leads to the guest's own file, not to its lowered copy."""
# RULE("K-GUEST-2")
import subprocess
import sys

nm, addr2line, path, source = sys.argv[1:5]
symbols = subprocess.run([nm, "-D", "--defined-only", path], check=True, capture_output=True, text=True).stdout
address = next(line.split()[0] for line in symbols.splitlines() if line.split()[-1] == "DriverEntry")
place = subprocess.run([addr2line, "-e", path, address], check=True, capture_output=True, text=True).stdout.strip()
print(place)
sys.exit(0 if f"{source}:" in place else 1)
