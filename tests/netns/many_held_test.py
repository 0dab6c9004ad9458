#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A thousand connections at once, each held by the driver and permitted: all of them open, each carries its own
bytes, and every count says a thousand.

Usage: many_held_test.py PENSTOCK HOLD"""

import os
import resource
import select
import socket
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402

CONNECTIONS = 1000


def open_all(namespaces, listener):
    poller = select.epoll()
    clients = {}
    for _ in range(CONNECTIONS):
        client = network.make_socket(namespaces.local, socket.AF_INET, socket.SOCK_STREAM)
        client.setblocking(False)
        client.connect_ex(listener.getsockname())
        clients[client.fileno()] = client
        poller.register(client.fileno(), select.EPOLLOUT)
    waiting = set(clients)
    while waiting:
        ready = poller.poll(network.WAIT_SECONDS)
        network.check(ready, f"{len(waiting)} connections did not open")
        for descriptor, _ in ready:
            error = clients[descriptor].getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            network.check(error == 0, f"a connection failed: {os.strerror(error)}")
            poller.unregister(descriptor)
            waiting.discard(descriptor)
    return list(clients.values())


def main():
    program, driver = sys.argv[1:]
    network.require_root()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, most), most))
    with network.Namespaces() as namespaces:
        network.run("ip", "netns", "exec", namespaces.remote, "sysctl", "-qw", "net.core.somaxconn=4096")
        configuration = network.tun_path(namespaces)
        configuration += f'[[driver]]\nfile = "{driver}"\n[[verdict]]\nverdict = "permit"\nafter_ms = 100\n'
        with network.Penstock(program, configuration) as penstock:
            listener = network.make_socket(namespaces.remote, socket.AF_INET, socket.SOCK_STREAM)
            listener.bind((network.REMOTE[socket.AF_INET], 0))
            listener.listen(2 * CONNECTIONS)
            listener.settimeout(network.WAIT_SECONDS)
            clients = open_all(namespaces, listener)
            servers = {}
            for _ in clients:
                server, peer = listener.accept()
                server.settimeout(network.WAIT_SECONDS)
                servers[peer] = server
            for number, client in enumerate(clients):
                client.setblocking(True)
                client.sendall(number.to_bytes(4, "big"))
            for number, client in enumerate(clients):
                received = servers[client.getsockname()].recv(4)
                network.check(int.from_bytes(received, "big") == number, f"connection {number} carried other bytes")
            status = penstock.ask("status")[0]
            network.check(penstock.ask("held", "list") == [] or status["held now"] > 0, "the list of held is not empty")
    network.check(status["held"] == CONNECTIONS, f"held {status['held']}")
    network.check(status["permitted"] == CONNECTIONS, f"permitted {status['permitted']}")
    network.check(status["blocked"] == 0 and status["error findings"] == 0, f"{status}")
    print(f"{CONNECTIONS} connections were held and opened")


main()
