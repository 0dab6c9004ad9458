#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`penstock run` with the teaching plug-in, over UDP and TCP, by both lanes: a datagram is held by a driver before it
enters the tunnel, is permitted, reaches the server in the other namespace and comes back. Routes and rules are there
while the connection is up and no longer.

Usage: onebyte_test.py PENSTOCK HOLD PLUG_IN SERVER"""

import os
import socket
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402

INNER = ("10.51.0.2", "10.51.0.9")
PORT = 4711  # both in namespaces of their own
COUNT = 50


def routing(namespace):
    return "".join(network.run("ip", "-n", namespace, *words)
                   for words in (("-4", "rule"), ("-6", "rule"), ("-4", "route", "show", "table", "all")))


def phase(penstock):
    return penstock.ask("vpn", "list")[0]["phase"]


def exchange(client, port, payload):
    client.sendto(payload, (INNER[1], port))
    network.wait_readable(client, "nothing came back through the tunnel")
    network.check(client.recvfrom(65536) == (payload, (INNER[1], port)), "what came back is not what was sent")


def use_tunnel(namespaces, penstock, port):
    """The server exchanges addresses and not ports, so both ends have the same one."""
    client = network.make_socket(namespaces.local, socket.AF_INET, socket.SOCK_DGRAM)
    client.bind((INNER[0], port))
    before = penstock.ask("vpn", "list")[0]["frames sent"]
    client.sendto(b"held", (INNER[1], port))
    row = network.held(penstock, port)
    network.check(penstock.ask("vpn", "list")[0]["frames sent"] == before, "it was in the tunnel while it was held")
    penstock.ask("held", "permit", row["id"])
    network.wait_readable(client, "the permitted datagram did not come back")
    network.check(client.recv(100) == b"held", "another datagram than the permitted one came back")
    for number in range(COUNT):
        exchange(client, port, bytes([number]) * (1 + number * 20))
    counts = penstock.ask("vpn", "list")[0]
    network.check(counts["frames sent"] >= before + COUNT + 1 and counts["packets injected"] >= COUNT + 1, f"{counts}")
    network.check(counts["dropped out"] == 0 and counts["dropped in"] == 0, f"{counts}")


def scenario(program, driver, plug_in, server, namespaces, folder, transport, lane):
    before = routing(namespaces.local)
    gateway = ('[[path]]\nlocal = { tun = "vpn0" }\nremote = { nowhere = true }\n'
               f'[[driver]]\nfile = "{driver}"\n'
               f'[[vpn]]\nname = "work"\nplug_in = "{plug_in}"\nservers = ["{network.OUTER[1]}"]\nservice = "{PORT}"\n'
               f'journal = "{folder}/journal"\n'
               f"custom = '<onebyte transport=\"{transport}\" lane=\"{lane}\" address=\"{INNER[0]}\" route=\"10.51.0.0/24\"/>'\n")
    with network.inside(namespaces.remote):
        peer = subprocess.Popen([server, transport, str(PORT)], stdout=subprocess.PIPE, text=True)
    network.wait_readable(peer.stdout, "the server does not listen")
    network.check(peer.stdout.readline() == f"port {PORT}\n", "the server did not start")
    with network.inside(namespaces.local):
        penstock = network.Penstock(program, gateway).__enter__()
    try:
        for port in (5001, 5002):
            network.wait_for(lambda: phase(penstock) == "started", lambda: f"not up: {penstock.ask('vpn', 'list')}")
            network.check("10.51.0.0/24 dev vpn0 table 51820" in routing(namespaces.local), "no route into the tunnel")
            use_tunnel(namespaces, penstock, port)
            network.check(len(penstock.ask("vpn", "peers")) == 1, "not one outer transport")
            pools = [row["pool"] for row in penstock.ask("pools") if row.get("channel") == "work"]
            network.check(pools == ["send", "receive"], f"{pools}")
            penstock.ask("pools", "holders")
            penstock.ask("vpn", "down")
            network.wait_for(lambda: phase(penstock) == "stopped", "it is not down")
            network.check("51820" not in routing(namespaces.local), "routes or rules are left")
            penstock.ask("vpn", "up")
    finally:
        penstock.__exit__(*sys.exc_info())
        peer.terminate()
        peer.wait(timeout=network.WAIT_SECONDS)
    network.check(routing(namespaces.local) == before, "the routing is not as before")


def main():
    program, driver, plug_in, server = sys.argv[1:]
    network.require_root()
    with network.Namespaces() as namespaces, tempfile.TemporaryDirectory(prefix="penstock-test-") as folder:
        network.add_wire(namespaces)
        for transport in ("udp", "tcp"):
            for lane in ("list", "flush"):
                scenario(program, driver, plug_in, server, namespaces, folder, transport, lane)


main()
