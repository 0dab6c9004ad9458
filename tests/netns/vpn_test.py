#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A connection is held by a driver, permitted, and then goes through a WireGuard tunnel between `penstock run` and
wireguard-go, each in a namespace of its own. Addresses, routes and rules are there while it is up and no longer.

Usage: vpn_test.py PENSTOCK HOLD PLUG_IN"""

import os
import select
import socket
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402
import wireguard_go  # noqa: E402
from wireguard_go import INNER  # noqa: E402

PAYLOAD = bytes(range(256)) * 4096


def routing(namespace):
    """What is ours of rules and routes."""
    lines = "".join(network.run("ip", "-n", namespace, *words) for words in (
        ("-4", "rule"), ("-6", "rule"), ("-4", "route", "show", "table", "all"), ("-6", "route", "show", "table", "all")))
    return [line for line in lines.splitlines() if "51820" in line or "vpn0" in line or "0xca6c" in line]


def receive_all(listener, results):
    connection, _ = listener.accept()
    with connection:
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
            connection.sendall(part)
        results.append(b"".join(parts))


def transfer(namespaces, penstock, family):
    """A connection that waits until it is permitted, then carries bytes both ways."""
    listener = network.make_socket(namespaces.remote, family, socket.SOCK_STREAM)
    listener.bind((INNER[family][1], 0))
    listener.listen(1)
    port = listener.getsockname()[1]
    received = []
    server = threading.Thread(target=receive_all, args=(listener, received), daemon=True)
    client = network.make_socket(namespaces.local, family, socket.SOCK_STREAM)
    client.setblocking(False)
    client.connect_ex((INNER[family][1], port))
    row = network.held(penstock, port)
    arrived, _, _ = select.select([listener], [], [], 0)
    network.check(not arrived, "a held connection was in the tunnel")
    server.start()
    penstock.ask("held", "permit", row["id"])
    _, connected, _ = select.select([], [client], [], network.WAIT_SECONDS)
    network.check(connected, "the permitted connection is not made")
    failure = client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    network.check(failure == 0, f"the permitted connection failed: {os.strerror(failure)}")
    client.settimeout(network.WAIT_SECONDS)
    sender = threading.Thread(target=lambda: (client.sendall(PAYLOAD), client.shutdown(socket.SHUT_WR)), daemon=True)
    sender.start()
    back = b""
    while part := client.recv(65536):
        back += part
    server.join(network.WAIT_SECONDS)
    network.check(received == [PAYLOAD], "what went through the tunnel is not what was sent")
    network.check(back == PAYLOAD, "what came back through the tunnel is not what was sent")


def main():
    program, driver, plug_in = sys.argv[1:]
    wireguard_go.require()
    ours, preshared = wireguard_go.Keys(), network.run("wg", "genpsk").strip()
    with network.Namespaces() as namespaces, tempfile.TemporaryDirectory(prefix="penstock-test-") as folder:
        network.add_wire(namespaces)
        with wireguard_go.WireguardGo(namespaces.remote, ours, preshared) as server:
            configuration = wireguard_go.gateway(folder, plug_in, wireguard_go.wg_quick(ours, server.keys, preshared))
            with network.inside(namespaces.local):
                penstock = network.Penstock(program, f'[[driver]]\nfile = "{driver}"\n' + configuration).__enter__()
            try:
                wireguard_go.wait_until_up(penstock)
                for prefix in ("10.66.0.0/24", "fd66::/64"):
                    network.check(any(prefix in line for line in routing(namespaces.local)), f"no route for {prefix}")
                for family in INNER:
                    transfer(namespaces, penstock, family)
                network.check(len(penstock.ask("vpn", "peers")) == 1, "one outer transport")
                pools = [row for row in penstock.ask("pools") if row.get("channel") == "work"]
                network.check([row["pool"] for row in pools] == ["send", "receive"], f"{pools}")
                penstock.ask("pools", "holders")
                penstock.ask("vpn", "down")
                network.wait_for(lambda: penstock.ask("vpn", "list")[0]["phase"] == "stopped",
                                 "the connection is not down")
                network.check(not routing(namespaces.local), "the routing is not as before")
                penstock.ask("vpn", "up")
                wireguard_go.wait_until_up(penstock)
                transfer(namespaces, penstock, socket.AF_INET)
            finally:
                penstock.__exit__(*sys.exc_info())
        network.check(not routing(namespaces.local), "the routing is not as before")


main()
