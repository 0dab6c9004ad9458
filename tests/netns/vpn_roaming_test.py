#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whoever moves, the tunnel of `penstock run` goes on: the peer changes its port, or comes back at another address, or
we change ours. A file whose peer has no Endpoint waits for it, as that of a server.

Usage: vpn_roaming_test.py PENSTOCK PLUG_IN"""

import os
import signal
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402
import wireguard_go  # noqa: E402
from wireguard_go import talk  # noqa: E402

OUR_PORT = 51821


def move(namespace, old, new):
    for action, address in (("delete", old), ("add", new)):
        network.run("ip", "-n", namespace, "address", action, address + "/24", "dev", "wire")


def wait_for_peer(penstock, endpoint):
    network.wait_for(lambda: [row["peer"] for row in penstock.ask("vpn", "peers")] == [f"udp {endpoint}"],
                     lambda: f"not {endpoint}: {penstock.ask('vpn', 'peers')}")


def run(program, plug_in, namespaces, server, text, story):
    with tempfile.TemporaryDirectory(prefix="penstock-test-") as folder:
        configuration = wireguard_go.gateway(folder, plug_in, text)
        with network.inside(namespaces.local):
            penstock = network.Penstock(program, configuration).__enter__()
        try:
            wireguard_go.wait_until_up(penstock)
            story(namespaces, penstock, server)
            row = penstock.ask("vpn", "list")[0]
            network.check(row["reconnects"] == 0 and row["phase"] == "started", f"{row}")
        finally:
            penstock.__exit__(*sys.exc_info())


def somebody_moves(namespaces, penstock, server):
    talk(namespaces, remote_first=False)
    wait_for_peer(penstock, f"{network.OUTER[1]}:{wireguard_go.PORT}")
    # Its port, not its address, while it runs: wireguard-go goes on writing from an address that is gone.
    network.run("wg", "set", server.name, "listen-port", "51999")
    talk(namespaces, remote_first=True)
    wait_for_peer(penstock, f"{network.OUTER[1]}:51999")
    talk(namespaces, remote_first=False)
    server.end(signal.SIGKILL)
    move(namespaces.remote, network.OUTER[1], "10.50.0.12")
    server.start()
    talk(namespaces, remote_first=True)
    wait_for_peer(penstock, f"10.50.0.12:{wireguard_go.PORT}")
    talk(namespaces, remote_first=False)
    move(namespaces.local, network.OUTER[0], "10.50.0.11")
    talk(namespaces, remote_first=False)
    told = server.show("endpoints")
    network.check(told == f"10.50.0.11:{OUR_PORT}", f"wireguard-go did not follow: {told}")
    talk(namespaces, remote_first=True)


def peer_comes_from_anywhere(namespaces, penstock, server):
    network.check([row["peer"] for row in penstock.ask("vpn", "peers")] == ["udp unconnected"], "the peer is known already")
    talk(namespaces, remote_first=True)
    wait_for_peer(penstock, f"10.50.0.12:{wireguard_go.PORT}")
    talk(namespaces, remote_first=False)


def main():
    program, plug_in = sys.argv[1:]
    wireguard_go.require()
    ours, preshared = wireguard_go.Keys(), network.run("wg", "genpsk").strip()
    port = f"ListenPort = {OUR_PORT}\n"
    with network.Namespaces() as namespaces:
        network.add_wire(namespaces)
        with wireguard_go.WireguardGo(namespaces.remote, ours, preshared,
                                      endpoint=f"{network.OUTER[0]}:{OUR_PORT}") as server:
            run(program, plug_in, namespaces, server, wireguard_go.wg_quick(ours, server.keys, preshared, port),
                somebody_moves)
            move(namespaces.local, "10.50.0.11", network.OUTER[0])
            server.end(signal.SIGTERM)
            server.start()
            run(program, plug_in, namespaces, server,
                wireguard_go.wg_quick(ours, server.keys, preshared, port, endpoint=None), peer_comes_from_anywhere)


main()
