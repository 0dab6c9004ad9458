#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks a built driver: it exports DriverEntry and nothing else (K-GUEST-1, K-CXX-2), and no GUID is left undefined."""
# RULE("K-GUID-3") RULE("K-CXX-2")
import subprocess
import sys


def symbols(nm, path, option):
    lines = subprocess.run([nm, "-D", option, path], check=True, capture_output=True, text=True).stdout.splitlines()
    return {line.split()[-1].split("@")[0] for line in lines if line.split()}


def main():
    nm, path = sys.argv[1:3]
    exported = {name for name in symbols(nm, path, "--defined-only") if not name.startswith(("__asan", "__odr_asan"))}
    undefined = symbols(nm, path, "--undefined-only")
    guids = {name for name in undefined if name.startswith(("FWPM_LAYER", "FWPM_CONDITION", "FWPM_SUBLAYER", "GUID_"))}
    mistakes = []
    if exported != {"DriverEntry"}:
        mistakes.append(f"exports {sorted(exported)}")
    if guids:
        mistakes.append(f"undefined GUIDs {sorted(guids)}")
    print("\n".join(mistakes) or "fine")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
