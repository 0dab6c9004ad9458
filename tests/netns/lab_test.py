#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The lab's last line of JSON says what came of every client; and the lab leaves nothing behind: after its end,
after Ctrl-C, and after kill -9 and a second start. With --vpn the same of the lab with a tunnel, into which a
connection goes after it was permitted and not before.

Usage: lab_test.py PENSTOCK [--vpn]"""

import json
import os
import signal
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402
import wireguard_go  # noqa: E402

EXPECTED = {"held": 8, "permitted": 5, "blocked": 2, "abandoned": 1, "reauthorized": 6, "injected": 3}
EXPECTED_VPN = {"held": 4, "permitted": 3, "blocked": 1, "abandoned": 0, "reauthorized": 3, "injected": 2}
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
        if any(mark in words for mark in (b"/run/penstock/lab/", b"--address=/lab.penstock/", b"penwg-")):
            found.add(pid)
    return found


def lab_records():
    return {os.path.join(folder, name) for folder in ("/run/penstock/lab", "/run/wireguard") if os.path.isdir(folder)
            for name in os.listdir(folder)}


def tuns():
    return {line.split(":")[1].strip() for line in network.run("ip", "-o", "link").splitlines()}


def leftovers():
    return lab_namespaces(), servers_of_labs(), lab_records(), tuns()


def check_nothing_new(before, when):
    after = leftovers()
    for what, old, new in zip(("namespace", "process", "record", "interface"), before, after):
        network.check(new <= old, f"{when}: left a {what} behind: {sorted(new - old)}")


def check_whole_lab(program, options, expected, exit_codes):
    whole = subprocess.run([program, "lab", "--json", *options], capture_output=True, text=True, timeout=120)
    network.check(whole.returncode == 0, f"exit code {whole.returncode}: {whole.stderr}{whole.stdout}")
    lines = [json.loads(line) for line in whole.stdout.splitlines()]
    last = lines[-1]
    for name, value in expected.items():
        network.check(last[name] == value, f"{name} is {last[name]}, not {value}")
    network.check(last["findings"]["errors"] == 0, f"findings: {last['findings']}")
    codes = [client["exit_code"] for client in last["clients"]]
    network.check(codes == exit_codes, f"the clients' exit codes are {codes}")
    network.check(last["clients"][0]["bytes"] == 32, "another page arrived")
    events = [line["event"] for line in lines[:-1]]
    for event, count in (("held", expected["held"]), ("abandoned", expected["abandoned"]), ("denied", expected["blocked"])):
        network.check(events.count(event) == count, f"{events.count(event)} events {event}, not {count}")
    return lines[:-1]


def check_entrances(events):
    """What is permitted goes into the tunnel, once and after it was completed; what is blocked never does."""
    order = [(line["event"], ends(line)) for line in events if "connection" in line]
    entered = [connection for event, connection in order if event == "entered_tunnel"]
    authorized = [connection for event, connection in order if event == "authorized"]
    network.check(len(entered) == 3 and sorted(entered) == sorted(authorized), f"into the tunnel went {entered}")
    for connection in entered:
        network.check(order.index(("completed", connection)) < order.index(("entered_tunnel", connection)),
                      f"{connection} was in the tunnel while it was held")
    account = next(line for line in events if line["event"] == "tunnel_end")
    network.check(account["handshake"] and min(account["received_bytes"], account["sent_bytes"]) > 0, f"{account}")


def ends(line):
    """A connection's name, whichever end speaks."""
    protocol, one, _, other = line["connection"].split()
    return " ".join([protocol, *sorted((one, other))])


def check_what_is_missing(program):
    """Without wireguard-go it says what to install."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("ip", "nginx", "dnsmasq", "curl", "dig"):
            os.symlink(shutil.which(name), os.path.join(folder, name))
        outcome = subprocess.run([program, "lab", "--vpn"], env={"PATH": folder}, capture_output=True, text=True,
                                 timeout=network.WAIT_SECONDS)
    network.check(outcome.returncode == 5 and outcome.stderr ==
                  "penstock: wireguard-go is not installed: apt-get install wireguard-go\n", f"{outcome}")


def until_first_held(program, options):
    process = subprocess.Popen([program, "lab", "--json", *options], stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if json.loads(line)["event"] == "held":
            return process
    network.check(False, "the lab ended before anything was held")


def main():
    program, *options = sys.argv[1:]
    if options:
        wireguard_go.require()
        check_what_is_missing(program)
    else:
        network.require_root()
    before = leftovers()
    if options:
        check_entrances(check_whole_lab(program, options, EXPECTED_VPN, [0, 0, 7, 0]))
    else:
        check_whole_lab(program, options, EXPECTED, EXIT_CODES)
    check_nothing_new(before, "after its end")

    interrupted = until_first_held(program, options)
    interrupted.send_signal(signal.SIGINT)
    interrupted.communicate(timeout=network.WAIT_SECONDS)
    network.check(interrupted.returncode == 0, f"after Ctrl-C: exit code {interrupted.returncode}")
    check_nothing_new(before, "after Ctrl-C")

    killed = until_first_held(program, options)
    killed.kill()
    killed.communicate(timeout=network.WAIT_SECONDS)
    network.check(lab_namespaces() > before[0], "kill -9 left nothing, so the next check would show nothing")
    second = until_first_held(program, options)
    second.send_signal(signal.SIGTERM)
    second.communicate(timeout=network.WAIT_SECONDS)
    check_nothing_new(before, "after kill -9 and a second start")
    print("the lab is as told and leaves nothing behind")


main()
