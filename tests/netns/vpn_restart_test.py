#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`penstock run` with a wg-quick file, and a wireguard-go that is killed and comes back without its sessions: the
tunnel goes on by itself with a new handshake, whichever end speaks first. So it does when it was down and up again, and
when Penstock is killed instead.

Usage: vpn_restart_test.py PENSTOCK PLUG_IN"""

import os
import signal
import socket
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402
import wireguard_go  # noqa: E402
from wireguard_go import INNER  # noqa: E402

OUR_PORT = 51821


def lost_while_down(namespaces, penstock):
    """What is sent to nobody is not the end of the connection."""
    with network.make_socket(namespaces.local, socket.AF_INET, socket.SOCK_DGRAM) as local:
        sent = penstock.ask("vpn", "list")[0]["frames sent"]
        network.wait_for(lambda: local.sendto(b"lost", (INNER[socket.AF_INET][1], 9)) and
                         penstock.ask("vpn", "list")[0]["frames sent"] >= sent + 3, "nothing leaves while the peer is down")
    row = penstock.ask("vpn", "list")[0]
    network.check(row["phase"] == "started" and row["reconnects"] == 0, f"not started any more: {row}")


def main():
    program, plug_in = sys.argv[1:]
    wireguard_go.require()
    ours, preshared = wireguard_go.Keys(), network.run("wg", "genpsk").strip()
    with network.Namespaces() as namespaces, tempfile.TemporaryDirectory(prefix="penstock-test-") as folder:
        network.add_wire(namespaces)
        with wireguard_go.WireguardGo(namespaces.remote, ours, preshared,
                                      endpoint=f"{network.OUTER[0]}:{OUR_PORT}") as server:
            configuration = wireguard_go.gateway(
                folder, plug_in, wireguard_go.wg_quick(ours, server.keys, preshared, f"ListenPort = {OUR_PORT}\n"))

            def start():
                with network.inside(namespaces.local):
                    return network.Penstock(program, configuration).__enter__()

            penstock = start()
            try:
                wireguard_go.wait_until_up(penstock)
                wireguard_go.talk(namespaces, remote_first=False)
                for remote_first in (True, False):
                    server.end(signal.SIGKILL)
                    lost_while_down(namespaces, penstock)
                    server.start()
                    network.check(server.show("latest-handshakes") == "0", "it remembers a handshake")
                    wireguard_go.talk(namespaces, remote_first)
                    network.check(server.show("latest-handshakes") != "0", "there was no new handshake")
                    wireguard_go.talk(namespaces, not remote_first)
                network.check(penstock.ask("vpn", "list")[0]["reconnects"] == 0, "the connection was dialled again")
                for _ in range(3):  # its own port is free for it
                    penstock.ask("vpn", "down")
                    network.wait_for(lambda: penstock.ask("vpn", "list")[0]["phase"] == "stopped", "it is not down")
                    penstock.ask("vpn", "up")
                    wireguard_go.wait_until_up(penstock)
                wireguard_go.talk(namespaces, remote_first=False)
                penstock.process.kill()
                penstock.process.communicate(timeout=network.WAIT_SECONDS)
                penstock = start()
                wireguard_go.wait_until_up(penstock)
                wireguard_go.talk(namespaces, remote_first=True)
                wireguard_go.talk(namespaces, remote_first=False)
            finally:
                penstock.__exit__(*sys.exc_info())


main()
