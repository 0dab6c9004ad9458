#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A connection is held by a driver, permitted, and then goes through a WireGuard tunnel between `penstock run` and
wireguard-go, each in a namespace of its own. Addresses, routes and rules are there while it is up and no longer.

Usage: vpn_test.py PENSTOCK HOLD PLUG_IN"""

import contextlib
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402

OUTER = ("10.50.0.1", "10.50.0.2")
INNER = {socket.AF_INET: ("10.66.0.1", "10.66.0.2"), socket.AF_INET6: ("fd66::1", "fd66::2")}
PAYLOAD = bytes(range(256)) * 4096


def generate_key():
    private = network.run("wg", "genkey").strip()
    return private, network.run("wg", "pubkey", input=private).strip()


def add_wire(namespaces):
    network.run("ip", "-n", namespaces.local, "link", "add", "wire", "type", "veth", "peer", "name", "wire", "netns",
                namespaces.remote)
    for name, address in zip((namespaces.local, namespaces.remote), OUTER):
        network.run("ip", "-n", name, "address", "add", address + "/24", "dev", "wire")
        network.run("ip", "-n", name, "link", "set", "wire", "up")


@contextlib.contextmanager
def wireguard_go(namespace, folder, private, port, peer, preshared):
    """The server; its interface has a name that nobody else has, since its control socket does."""
    name = "wg" + os.urandom(4).hex()
    with network.inside(namespace):
        process = subprocess.Popen(["wireguard-go", "-f", name], env=dict(os.environ, WG_PROCESS_FOREGROUND="1"),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: subprocess.run(["wg", "show", name], check=False, capture_output=True).returncode == 0,
                 "wireguard-go did not start")
        for file, text in (("server", private), ("preshared", preshared)):
            with open(os.path.join(folder, file), "w") as out:
                out.write(text + "\n")
        network.run("ip", "netns", "exec", namespace, "wg", "set", name, "listen-port", str(port), "private-key",
                    os.path.join(folder, "server"), "peer", peer, "preshared-key", os.path.join(folder, "preshared"),
                    "allowed-ips", "10.66.0.1/32,fd66::1/128")
        for addresses, length in ((INNER[socket.AF_INET], 24), (INNER[socket.AF_INET6], 64)):
            network.run("ip", "-n", namespace, "address", "add", f"{addresses[1]}/{length}", "dev", name)
        network.run("ip", "-n", namespace, "link", "set", name, "up", "mtu", "1420")
        yield
    finally:
        process.terminate()
        process.wait(timeout=network.WAIT_SECONDS)


def wait_for(condition, failure):
    """Each look starts a program, so this ends a broken test and no other."""
    for _ in range(10000):
        if found := condition():
            return found
    network.check(False, failure() if callable(failure) else failure)


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
    server.start()
    client = network.make_socket(namespaces.local, family, socket.SOCK_STREAM)
    client.setblocking(False)
    client.connect_ex((INNER[family][1], port))
    sent_before = penstock.ask("vpn", "list")[0]["frames sent"]
    row = wait_for(lambda: next((row for row in penstock.ask("held", "list")
                                 if row.get("remote_port") == port and row["id"] != "-"), None),
                   "the connection is not held")
    network.check(penstock.ask("vpn", "list")[0]["frames sent"] == sent_before, "a held connection was in the tunnel")
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
    network.require_root()
    for needed in ("wg", "wireguard-go"):
        if shutil.which(needed) is None:
            print(f"skipped: {needed} is not installed")
            sys.exit(network.SKIPPED)
    ours, server = generate_key(), generate_key()
    preshared = network.run("wg", "genpsk").strip()
    port = 51820  # in a namespace of its own
    with network.Namespaces() as namespaces, tempfile.TemporaryDirectory(prefix="penstock-test-") as folder:
        add_wire(namespaces)
        configuration = os.path.join(folder, "wg0.conf")
        with open(configuration, "w") as out:
            out.write(f"[Interface]\nPrivateKey = {ours[0]}\nAddress = 10.66.0.1/32, fd66::1/128\nMTU = 1420\n"
                      f"[Peer]\nPublicKey = {server[1]}\nPresharedKey = {preshared}\n"
                      f"AllowedIPs = 10.66.0.0/24, fd66::/64\nEndpoint = {OUTER[1]}:{port}\n")
        gateway = ('[[path]]\nlocal = { tun = "vpn0" }\nremote = { nowhere = true }\n'
                   f'[[driver]]\nfile = "{driver}"\n'
                   f'[[vpn]]\nname = "work"\nplug_in = "{plug_in}"\ncustom_file = "{configuration}"\n'
                   f'servers = ["{OUTER[1]}"]\njournal = "{folder}/journal"\n')
        with wireguard_go(namespaces.remote, folder, server[0], port, ours[1], preshared):
            with network.inside(namespaces.local):
                penstock = network.Penstock(program, gateway).__enter__()
            try:
                wait_for(lambda: penstock.ask("vpn", "list")[0]["phase"] == "started",
                         lambda: f"not up: {penstock.ask('vpn', 'list')}")
                for prefix in ("10.66.0.0/24", "fd66::/64"):
                    network.check(any(prefix in line for line in routing(namespaces.local)), f"no route for {prefix}")
                for family in INNER:
                    transfer(namespaces, penstock, family)
                network.check(len(penstock.ask("vpn", "peers")) == 1, "one outer transport")
                pools = [row for row in penstock.ask("pools") if row.get("channel") == "work"]
                network.check([row["pool"] for row in pools] == ["send", "receive"], f"{pools}")
                penstock.ask("pools", "holders")
                penstock.ask("vpn", "down")
                wait_for(lambda: penstock.ask("vpn", "list")[0]["phase"] == "stopped", "the connection is not down")
                network.check(not routing(namespaces.local), "the routing is not as before")
                penstock.ask("vpn", "up")
                wait_for(lambda: penstock.ask("vpn", "list")[0]["phase"] == "started", "the connection is not up again")
                transfer(namespaces, penstock, socket.AF_INET)
            finally:
                penstock.__exit__(*sys.exc_info())
        network.check(not routing(namespaces.local), "the routing is not as before")


main()
