#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Two peers on one ListenPort: one is where the file says, of the other it says nothing. Both talk through the tunnel of
`penstock run`, at once too; one changes its port, one is killed and comes back elsewhere, and the other notices nothing.

Usage: vpn_peers_test.py PENSTOCK PLUG_IN"""

import os
import signal
import socket
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402
import wireguard_go  # noqa: E402
from wireguard_go import INNER, talk  # noqa: E402

OUR_PORT, OTHER_PORT, MOVED_PORT = 51821, 51830, 51999
OTHER = {socket.AF_INET: ("10.67.0.1", "10.67.0.2"), socket.AF_INET6: ("fd67::1", "fd67::2")}
ROUNDS = 20


def file_of_two(ours, first, second, preshared):
    return (f"[Interface]\nPrivateKey = {ours.private}\nListenPort = {OUR_PORT}\nMTU = {wireguard_go.MTU}\n"
            f"Address = 10.66.0.1/32, fd66::1/128, 10.67.0.1/32, fd67::1/128\n"
            f"[Peer]\nPublicKey = {first.public}\nPresharedKey = {preshared}\nAllowedIPs = 10.66.0.0/24, fd66::/64\n"
            f"Endpoint = {network.OUTER[1]}:{wireguard_go.PORT}\n"
            f"[Peer]\nPublicKey = {second.public}\nPresharedKey = {preshared}\nAllowedIPs = 10.67.0.0/24, fd67::/64\n")


def wait_for_peers(penstock, *ports):
    wanted = [f"udp {network.OUTER[1]}:{port}" if port else "udp unconnected" for port in ports]
    network.wait_for(lambda: [row["peer"] for row in penstock.ask("vpn", "peers")] == wanted,
                     lambda: f"not {wanted}: {penstock.ask('vpn', 'peers')}")


def check_our_ports(namespaces):
    """Every socket of the tunnel has the port that the file says."""
    with network.inside(namespaces.local):
        ends = [line.split()[3] for line in network.run("ss", "-Hun", "-a").splitlines()]
    network.check(len(ends) >= 2 and all(end.endswith(f":{OUR_PORT}") for end in ends), f"{ends}")


def both_at_once(namespaces):
    """Datagrams of both are under way together, and each answers its own."""
    with wireguard_go.two_sockets(namespaces, socket.AF_INET) as first, \
            wireguard_go.two_sockets(namespaces, socket.AF_INET, OTHER) as second:
        for number in range(ROUNDS):
            for local, remote in (first, second):
                local.sendto(bytes([number]) * 100, remote.getsockname()[:2])
            for local, remote in (first, second):
                network.wait_readable(remote, "a datagram to one of two peers is lost")
                message, source = remote.recvfrom(200)
                network.check(message == bytes([number]) * 100 and source == local.getsockname(), f"{message} {source}")


def story(namespaces, penstock, first, second):
    wait_for_peers(penstock, wireguard_go.PORT, None)
    talk(namespaces, remote_first=False)
    talk(namespaces, remote_first=True, inner=OTHER)
    wait_for_peers(penstock, wireguard_go.PORT, OTHER_PORT)
    check_our_ports(namespaces)
    both_at_once(namespaces)
    network.run("wg", "set", second.name, "listen-port", str(MOVED_PORT))
    talk(namespaces, remote_first=True, inner=OTHER)
    wait_for_peers(penstock, wireguard_go.PORT, MOVED_PORT)
    both_at_once(namespaces)
    first.end(signal.SIGKILL)
    talk(namespaces, remote_first=False, inner=OTHER)
    first.start()
    network.run("wg", "set", first.name, "listen-port", str(OTHER_PORT))
    talk(namespaces, remote_first=True)
    wait_for_peers(penstock, OTHER_PORT, MOVED_PORT)
    both_at_once(namespaces)
    check_our_ports(namespaces)


def main():
    program, plug_in = sys.argv[1:]
    wireguard_go.require()
    ours, preshared = wireguard_go.Keys(), network.run("wg", "genpsk").strip()
    endpoint = f"{network.OUTER[0]}:{OUR_PORT}"
    with network.Namespaces() as namespaces, tempfile.TemporaryDirectory(prefix="penstock-test-") as folder:
        network.add_wire(namespaces)
        with wireguard_go.WireguardGo(namespaces.remote, ours, preshared, endpoint=endpoint) as first, \
                wireguard_go.WireguardGo(namespaces.remote, ours, preshared, endpoint=endpoint, port=OTHER_PORT,
                                         inner=OTHER) as second:
            text = file_of_two(ours, first.keys, second.keys, preshared)
            with network.inside(namespaces.local):
                penstock = network.Penstock(program, wireguard_go.gateway(folder, plug_in, text)).__enter__()
            try:
                wireguard_go.wait_until_up(penstock)
                story(namespaces, penstock, first, second)
                row = penstock.ask("vpn", "list")[0]
                network.check(row["reconnects"] == 0 and row["phase"] == "started", f"{row}")
            finally:
                penstock.__exit__(*sys.exc_info())


main()
