#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Handshakes by the thousand from somebody who knows nothing but our public key: he is asked for cookies, and the peer
that has a tunnel keeps its throughput; when that peer forgets everything meanwhile, it comes back with a cookie.

Usage: vpn_flood_test.py PENSTOCK PLUG_IN"""

import base64
import contextlib
import hashlib
import os
import select
import signal
import socket
import statistics
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402
import wireguard_go  # noqa: E402
from wireguard_go import INNER  # noqa: E402

OUR_PORT = 51821
FLOOD_PER_SECOND = 4000  # forty times what is taken without a cookie
DECOY_PORT = 51822
ROUNDS, ROUNDS_MAX = 9, 60  # more of them where the machine is busy with other things
KEPT = 0.9
COOKIE_REPLY = b"\3\0\0\0"


def initiation(public):
    """One that is authentic as far as the public key goes: its first checksum is right."""
    key = hashlib.blake2s(b"mac1----" + base64.b64decode(public)).digest()
    body = b"\1\0\0\0" + os.urandom(112)
    return body + hashlib.blake2s(body, key=key, digest_size=16).digest() + bytes(16)


class Flood:
    """From the peer's own host, as from anybody behind the same address. It always costs the same to send: when it is not
    for us it is for a socket beside us that nobody reads."""

    def __init__(self, namespaces, public):
        self.decoy = network.make_socket(namespaces.local, socket.AF_INET, socket.SOCK_DGRAM)
        self.decoy.bind((network.OUTER[0], DECOY_PORT))
        self.port = DECOY_PORT
        self.socket = network.make_socket(namespaces.remote, socket.AF_INET, socket.SOCK_DGRAM)
        self.messages = [initiation(public) for _ in range(1000)]
        self.ended, self.replies, self.sent = threading.Event(), 0, 0
        self.thread = threading.Thread(target=self._send, daemon=True)

    def _send(self):
        pause = 1 / 100
        while not self.ended.is_set():
            port = self.port
            for number in range(int(FLOOD_PER_SECOND * pause)):
                self.socket.sendto(self.messages[number], (network.OUTER[0], port))
                self.sent += port == OUR_PORT
            with contextlib.suppress(BlockingIOError):
                while True:
                    self.replies += self.socket.recv(200, socket.MSG_DONTWAIT).startswith(COOKIE_REPLY)
            select.select([], [], [], pause)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()
        self.socket.close()
        self.decoy.close()


def sink(listener):
    connection, _ = listener.accept()
    with connection, contextlib.suppress(ConnectionResetError):
        while part := connection.recv(1 << 18):
            connection.send(len(part).to_bytes(8, "big"))


class Stream:
    """A connection through the tunnel that counts what the other end has confirmed."""

    def __init__(self, namespaces):
        listener = network.make_socket(namespaces.remote, socket.AF_INET, socket.SOCK_STREAM)
        listener.bind((INNER[socket.AF_INET][1], 0))
        listener.listen(1)
        threading.Thread(target=sink, args=(listener,), daemon=True).start()
        self.socket = network.make_socket(namespaces.local, socket.AF_INET, socket.SOCK_STREAM)
        self.socket.settimeout(network.WAIT_SECONDS)
        self.socket.connect(listener.getsockname())
        self.socket.setblocking(False)
        self.data, self.half = bytes(1 << 18), b""

    def bytes_in(self, seconds):
        confirmed, until = 0, time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            readable, writable, _ = select.select([self.socket], [self.socket], [], left)
            if writable:
                self.socket.send(self.data)
            if readable:
                told = self.half + self.socket.recv(1 << 16)
                whole = len(told) // 8 * 8
                confirmed += sum(int.from_bytes(told[at:at + 8], "big") for at in range(0, whole, 8))
                self.half = told[whole:]
        return confirmed


def main():
    program, plug_in = sys.argv[1:]
    wireguard_go.require()
    ours, preshared = wireguard_go.Keys(), network.run("wg", "genpsk").strip()
    with network.Namespaces() as namespaces, tempfile.TemporaryDirectory(prefix="penstock-test-") as folder:
        network.add_wire(namespaces)
        with wireguard_go.WireguardGo(namespaces.remote, ours, preshared,
                                      endpoint=f"{network.OUTER[0]}:{OUR_PORT}") as server:
            text = wireguard_go.wg_quick(ours, server.keys, preshared, f"ListenPort = {OUR_PORT}\n")
            with network.inside(namespaces.local):
                penstock = network.Penstock(program, wireguard_go.gateway(folder, plug_in, text)).__enter__()
            try:
                wireguard_go.wait_until_up(penstock)
                wireguard_go.talk(namespaces, remote_first=False)
                with Flood(namespaces, ours.public) as flood:
                    stream = Stream(namespaces)
                    stream.bytes_in(1)
                    ratios = []
                    while len(ratios) < ROUNDS or (len(ratios) < ROUNDS_MAX and statistics.median(ratios) < KEPT):
                        flood.port = DECOY_PORT
                        alone = stream.bytes_in(1)
                        flood.port = OUR_PORT
                        ratios.append(stream.bytes_in(1) / max(alone, 1))
                    print(f"of its throughput the peer kept {statistics.median(ratios):.2f} "
                          f"({min(ratios):.2f} to {max(ratios):.2f}); {flood.sent} handshakes, {flood.replies} cookies")
                    network.check(flood.replies > flood.sent / 2, "the flood was not asked for cookies")
                    network.check(statistics.median(ratios) >= KEPT, f"the peer kept too little: {ratios}")
                    stream.socket.close()
                    server.end(signal.SIGKILL)
                    server.start()
                    wireguard_go.talk(namespaces, remote_first=True)
                    network.check(server.show("latest-handshakes") != "0", "the peer did not come back")
            finally:
                penstock.__exit__(*sys.exc_info())


main()
