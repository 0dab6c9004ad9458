#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bytes that cross a gateway over TUN arrive as they were sent: 20 MB of TCP each way and UDP datagrams up to
the MTU and beyond, IPv4 and IPv6, with segmentation offload and without, with and without a driver.

Usage: transfer_test.py PENSTOCK [--driver HOLD] [--no-offload]"""

import argparse
import hashlib
import os
import socket
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402

STREAM_BYTES = 20 * 1000 * 1000
DATAGRAM_SIZES = [1, 100, 1400, 1472, 1473, 4000, 9000]  # above the MTU the kernel makes fragments


def send_stream(sender, data):
    sender.sendall(data)
    sender.shutdown(socket.SHUT_WR)


def receive_stream(receiver):
    digest = hashlib.sha256()
    while piece := receiver.recv(1 << 16):
        digest.update(piece)
    return digest.hexdigest()


def stream(namespaces, family, data, to_remote):
    """A connection that the local side begins; the bytes go one way or the other."""
    listener = network.make_socket(namespaces.remote, family, socket.SOCK_STREAM)
    listener.bind((network.REMOTE[family], 0))
    listener.listen(1)
    client = network.make_socket(namespaces.local, family, socket.SOCK_STREAM)
    for one in (listener, client):
        one.settimeout(network.WAIT_SECONDS)
    client.connect(listener.getsockname())
    server, _ = listener.accept()
    server.settimeout(network.WAIT_SECONDS)
    sender, receiver = (client, server) if to_remote else (server, client)
    thread = threading.Thread(target=send_stream, args=(sender, data))
    thread.start()
    received = receive_stream(receiver)
    thread.join()
    network.check(received == hashlib.sha256(data).hexdigest(),
                  f"TCP {family.name}: what arrived is not what was sent")
    for one in (listener, client, server):
        one.close()


def datagrams(namespaces, family):
    echo = network.make_socket(namespaces.remote, family, socket.SOCK_DGRAM)
    echo.bind((network.REMOTE[family], 0))
    client = network.make_socket(namespaces.local, family, socket.SOCK_DGRAM)
    client.connect(echo.getsockname())
    for one in (echo, client):
        one.settimeout(network.WAIT_SECONDS)
    for size in DATAGRAM_SIZES:
        sent = os.urandom(size)
        client.send(sent)
        there, sender = echo.recvfrom(65536)
        network.check(there == sent, f"UDP {family.name}, {size} bytes: arrived otherwise")
        echo.sendto(there, sender)
        network.check(client.recv(65536) == sent, f"UDP {family.name}, {size} bytes: came back otherwise")
    client.close()
    echo.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--driver")
    parser.add_argument("--no-offload", action="store_true")
    arguments = parser.parse_args()
    network.require_root()
    data = os.urandom(STREAM_BYTES)
    with network.Namespaces() as namespaces:
        configuration = network.tun_path(namespaces, offload=not arguments.no_offload)
        if arguments.driver:
            configuration += f'[[driver]]\nfile = "{arguments.driver}"\n[[verdict]]\nverdict = "permit"\nafter_ms = 5\n'
        with network.Penstock(arguments.program, configuration) as penstock:
            for family in (socket.AF_INET, socket.AF_INET6):
                for to_remote in (True, False):
                    stream(namespaces, family, data, to_remote)
                datagrams(namespaces, family)
            status = penstock.ask("status")[0]
            pools = penstock.ask("pools")
    if arguments.driver:
        network.check(status["held"] >= 6 and status["blocked"] == 0, f"held otherwise: {status}")
    network.check(all(pool["refused"] == 0 for pool in pools), f"a pool was exhausted: {pools}")
    print("all bytes arrived")


main()
