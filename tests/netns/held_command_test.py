#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An operator decides: a connection that no rule decides waits, is listed, and goes on when it is permitted or
fails when it is blocked. A verdict for what is not held is refused.

Usage: held_command_test.py PENSTOCK HOLD"""

import os
import select
import socket
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402


def begin(namespaces, port):
    client = network.make_socket(namespaces.local, socket.AF_INET, socket.SOCK_STREAM)
    client.setblocking(False)
    client.connect_ex((network.REMOTE[socket.AF_INET], port))
    return client


def outcome(client):
    _, writable, _ = select.select([], [client], [], network.WAIT_SECONDS)
    network.check(writable, "the connection did not come to an end of its opening")
    return client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)


def main():
    program, driver = sys.argv[1:]
    network.require_root()
    with network.Namespaces() as namespaces:
        listener = None
        with network.Penstock(program, network.tun_path(namespaces) + f'[[driver]]\nfile = "{driver}"\n') as penstock:
            listener = network.make_socket(namespaces.remote, socket.AF_INET, socket.SOCK_STREAM)
            listener.bind((network.REMOTE[socket.AF_INET], 0))
            listener.listen(1)
            port = listener.getsockname()[1]
            permitted = begin(namespaces, port)
            row = network.held(penstock, port)
            network.check(row["driver"] == "hold" and row["layer"] == "ALE_AUTH_CONNECT_V4", f"{row}")
            penstock.ask("held", "permit", row["id"])
            network.check(outcome(permitted) == 0, "the permitted connection failed")
            blocked = begin(namespaces, port + 1 if port < 65535 else port - 1)
            row = network.held(penstock, blocked_port := (port + 1 if port < 65535 else port - 1))
            penstock.ask("held", "block", row["id"])
            network.check(outcome(blocked) == 111, f"the connection to {blocked_port} was not refused")
            again = subprocess.run([program, "held", "permit", row["id"], "--control", penstock.socket],
                                   capture_output=True, text=True, timeout=network.WAIT_SECONDS)
            network.check(again.returncode == 6 and "is held" in again.stderr, f"{again}")
            drivers = penstock.ask("drivers")
            network.check(drivers[0]["driver"] == "hold", f"{drivers}")
            flows = penstock.ask("flows")
            network.check({"permitted", "blocked"} <= {flow["state"] for flow in flows}, f"{flows}")
            left_waiting = begin(namespaces, port)  # still held when the driver is unloaded
            network.held(penstock, port)
        for one in (permitted, blocked, left_waiting, listener):
            one.close()
    network.check(not os.path.exists(penstock.socket), "the control socket was left behind")
    print("decided by hand")


main()
