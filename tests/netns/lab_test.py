#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The lab's last line of JSON says what came of every client; and the lab leaves nothing behind: after its end,
after Ctrl-C, and after kill -9 and a second start.

Usage: lab_test.py PENSTOCK"""

import json
import os
import signal
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402

EXPECTED = {"held": 8, "permitted": 5, "blocked": 2, "abandoned": 1, "reauthorized": 6, "injected": 3}
EXIT_CODES = [0, 0, 0, 0, 7, 9, 28, 0]


def lab_namespaces():
    names = os.listdir("/run/netns") if os.path.isdir("/run/netns") else []
    return {name for name in names if name.startswith(("penstock-local-", "penstock-remote-"))}


def servers_of_labs():
    """Processes whose command line names a lab's folder; the dead that nobody has buried have none."""
    found = set()
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                words = file.read()
        except OSError:
            continue
        if b"/run/penstock/lab/" in words or b"--address=/lab.penstock/" in words:
            found.add(pid)
    return found


def lab_records():
    folder = "/run/penstock/lab"
    return set(os.listdir(folder)) if os.path.isdir(folder) else set()


def tuns():
    return {line.split(":")[1].strip() for line in network.run("ip", "-o", "link").splitlines()}


def leftovers():
    return lab_namespaces(), servers_of_labs(), lab_records(), tuns()


def check_nothing_new(before, when):
    after = leftovers()
    for what, old, new in zip(("namespace", "process", "record", "interface"), before, after):
        network.check(new <= old, f"{when}: left a {what} behind: {sorted(new - old)}")


def check_whole_lab(program):
    whole = subprocess.run([program, "lab", "--json"], capture_output=True, text=True, timeout=120)
    network.check(whole.returncode == 0, f"exit code {whole.returncode}: {whole.stderr}{whole.stdout}")
    lines = [json.loads(line) for line in whole.stdout.splitlines()]
    last = lines[-1]
    for name, value in EXPECTED.items():
        network.check(last[name] == value, f"{name} is {last[name]}, not {value}")
    network.check(last["findings"]["errors"] == 0, f"findings: {last['findings']}")
    codes = [client["exit_code"] for client in last["clients"]]
    network.check(codes == EXIT_CODES, f"the clients' exit codes are {codes}")
    network.check(last["clients"][0]["bytes"] == 32 and last["clients"][3]["bytes"] == 10, "other bytes arrived")
    events = [line["event"] for line in lines[:-1]]
    for event, count in (("held", 8), ("abandoned", 1), ("denied", 2)):
        network.check(events.count(event) == count, f"{events.count(event)} events {event}, not {count}")


def until_first_held(program):
    process = subprocess.Popen([program, "lab", "--json"], stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if json.loads(line)["event"] == "held":
            return process
    network.check(False, "the lab ended before anything was held")


def main():
    program = sys.argv[1]
    network.require_root()
    before = leftovers()
    check_whole_lab(program)
    check_nothing_new(before, "after its end")

    interrupted = until_first_held(program)
    interrupted.send_signal(signal.SIGINT)
    interrupted.communicate(timeout=network.WAIT_SECONDS)
    network.check(interrupted.returncode == 0, f"after Ctrl-C: exit code {interrupted.returncode}")
    check_nothing_new(before, "after Ctrl-C")

    killed = until_first_held(program)
    killed.kill()
    killed.communicate(timeout=network.WAIT_SECONDS)
    network.check(lab_namespaces() > before[0], "kill -9 left nothing, so the next check would show nothing")
    second = until_first_held(program)
    second.send_signal(signal.SIGTERM)
    second.communicate(timeout=network.WAIT_SECONDS)
    check_nothing_new(before, "after kill -9 and a second start")
    print("the lab is as told and leaves nothing behind")


main()
