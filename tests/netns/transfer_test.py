#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bytes that cross a gateway over TUN arrive as they were sent: 20 MB of TCP each way and UDP datagrams up to
the MTU and beyond, IPv4 and IPv6, with segmentation offload and without, with and without a driver, on one
thread or several. What `flows` tells of bytes is what went over.

Usage: transfer_test.py PENSTOCK [--driver HOLD] [--no-offload] [--threads N]"""

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
WHOLE_BYTES = 1400


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


def datagrams(namespaces, family, sizes):
    echo = network.make_socket(namespaces.remote, family, socket.SOCK_DGRAM)
    echo.bind((network.REMOTE[family], 0))
    client = network.make_socket(namespaces.local, family, socket.SOCK_DGRAM)
    client.connect(echo.getsockname())
    for one in (echo, client):
        one.settimeout(network.WAIT_SECONDS)
    for size in sizes:
        sent = os.urandom(size)
        client.send(sent)
        there, sender = echo.recvfrom(65536)
        network.check(there == sent, f"UDP {family.name}, {size} bytes: arrived otherwise")
        echo.sendto(there, sender)
        network.check(client.recv(65536) == sent, f"UDP {family.name}, {size} bytes: came back otherwise")
    client.close()
    echo.close()


def check_flows(flows, sizes):
    """Headers and repetitions come on top of what was sent; each stream is a connection, and so is each family's
    exchange of datagrams, of which only first fragments count."""
    whole = 2 * sum(min(size, WHOLE_BYTES) for size in sizes)
    for protocol, count, least in (("TCP", 4, STREAM_BYTES), ("UDP", 2, whole)):
        told = [row["bytes"] for row in flows if row["connection"].startswith(protocol)]
        network.check(len(told) == count, f"{len(told)} connections over {protocol}, not {count}: {flows}")
        for number in told:
            network.check(least < number < 2 * least, f"{protocol}: {number} bytes where {least} were sent: {flows}")



def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--driver")
    parser.add_argument("--no-offload", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    network.require_root()
    data = os.urandom(STREAM_BYTES)
    # On several threads, fragments are a flow of their own for whichever thread owns their datagram.
    sizes = [size for size in DATAGRAM_SIZES if arguments.threads == 1 or size <= WHOLE_BYTES]
    with network.Namespaces() as namespaces:
        configuration = network.tun_path(namespaces, offload=not arguments.no_offload)
        configuration += f"threads = {arguments.threads}\n"
        if arguments.driver:
            configuration += f'[[driver]]\nfile = "{arguments.driver}"\n[[verdict]]\nverdict = "permit"\nafter_ms = 5\n'
        with network.Penstock(arguments.program, configuration) as penstock:
            for family in (socket.AF_INET, socket.AF_INET6):
                for to_remote in (True, False):
                    stream(namespaces, family, data, to_remote)
                datagrams(namespaces, family, sizes)
            status = penstock.ask("status")[0]
            pools = penstock.ask("pools")
            check_flows(penstock.ask("flows"), sizes)
    if arguments.driver:
        network.check(status["held"] >= 6 and status["blocked"] == 0, f"held otherwise: {status}")
    network.check(status["paths"] == arguments.threads, f"{status['paths']} paths, not {arguments.threads}")
    network.check(all(pool["refused"] == 0 for pool in pools), f"a pool was exhausted: {pools}")
    print("all bytes arrived")


main()
