#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Seeds of wireguard_fuzz and wg_quick_fuzz. Usage: make_wireguard_corpus.py FOLDER_OF_CORPUS"""

import os
import struct
import sys

ONE, TWO = 0x00, 0x80
SEND, WAIT, WAIT_LONG, DELIVER, REPEAT, CHANGE, INVENT, LOSE = range(8)


def send(side, size, scribble=b""):
    return bytes([side | SEND]) + struct.pack(">H", size - 20) + bytes([len(scribble)]) + scribble


def act(side, what):
    return bytes([side | what])


def wait(seconds):
    return bytes([WAIT_LONG, seconds])


def change(side, offset, bits, size=None):
    cut = b"\x01" if size is None else b"\x00" + struct.pack(">H", size)
    return bytes([side | CHANGE]) + cut + struct.pack(">H", offset) + bytes([bits, 5])


HANDSHAKE = send(ONE, 100) + act(ONE, DELIVER) + act(TWO, DELIVER) + act(ONE, DELIVER)
BACK = send(TWO, 333) + act(TWO, DELIVER)

WIREGUARD = {
    "handshake": HANDSHAKE + BACK,
    "repeated": HANDSHAKE + send(ONE, 60) + act(ONE, REPEAT) * 3,
    "changed_data": HANDSHAKE + b"".join(send(ONE, 60) + change(ONE, at, 1) for at in (0, 4, 8, 16, 40)),
    "changed_initiation": send(ONE, 60) + b"".join(change(ONE, at, 1) for at in (1, 4, 8, 40, 88, 116, 132)),
    "changed_response": send(ONE, 60) + act(ONE, DELIVER) + b"".join(change(TWO, at, 1) for at in (4, 8, 12, 44, 60)),
    "cut": HANDSHAKE + send(ONE, 60) + b"".join(change(ONE, 0, 1, size) for size in (0, 3, 16, 31, 32, 2000)),
    "cookies": send(ONE, 60) + act(ONE, REPEAT) * 6 + act(TWO, DELIVER) * 6 + wait(6) + act(ONE, DELIVER) * 2
    + act(TWO, DELIVER) * 2 + act(ONE, DELIVER),
    "rekey": HANDSHAKE + wait(121) + send(ONE, 60) + act(ONE, DELIVER) * 2 + act(TWO, DELIVER) * 2 + act(ONE, DELIVER) * 2,
    "expiry": HANDSHAKE + wait(181) + send(ONE, 60) + act(ONE, DELIVER) + act(TWO, DELIVER) * 2 + BACK,
    "forgotten": HANDSHAKE + wait(255) + wait(255) + wait(255) + BACK,
    "last_minute": HANDSHAKE + wait(100) + wait(70) + act(ONE, LOSE) * 4 + BACK + act(ONE, DELIVER) + act(TWO, DELIVER),
    "given_up": send(ONE, 60) + (wait(6) + act(ONE, LOSE)) * 20,
    "both_begin": send(ONE, 60) + send(TWO, 60) + act(ONE, DELIVER) + act(TWO, DELIVER) * 2 + act(ONE, DELIVER) * 3,
    "too_long": HANDSHAKE + send(ONE, 1500) + send(ONE, 60, b"\x65") + send(ONE, 60, b"\x45\x00\xff\xff"),
    "invented": bytes([INVENT]) + struct.pack(">H", 32) + b"\x04\0\0\0" + bytes(28)
    + bytes([INVENT]) + struct.pack(">H", 64) + b"\x03\0\0\0" + bytes(60),
    "silence": HANDSHAKE + send(ONE, 60) + act(ONE, LOSE) + wait(16) + act(ONE, DELIVER) + act(TWO, DELIVER),
}

KEY = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk="
PUBLIC = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg="
WG_QUICK = {
    "whole": f"# all of it\r\n[Interface]\nPrivateKey = {KEY}\nListenPort = 51820\nAddress = 10.0.0.1/24, fd00::1/64\n"
    "DNS = 1.1.1.1, corp.example\nMTU = 1420\nTable = auto\nFwMark = 0x1\nSaveConfig = false\nPreUp = true\n"
    f"[Peer]\nPublicKey = {PUBLIC}\nPresharedKey = {KEY}\nAllowedIPs = 0.0.0.0/0, ::/0\n"
    "Endpoint = [2001:db8::1]:51820\nPersistentKeepalive = 25\n",
    "names": f"[Interface]\nPrivateKey={KEY}\nTable = off\nFwMark = off\n[Peer]\nPublicKey={PUBLIC}\nEndpoint=a.example:1\n"
    "PersistentKeepalive = off\nAllowedIPs =\n",
    "table": f"[Interface]\nPrivateKey={KEY}\nTable = 7\nSaveConfig = true\nPostDown = x\n",
    "twice": f"[Interface]\nPrivateKey={KEY}\n[Peer]\nPublicKey={PUBLIC}\n[Peer]\nPublicKey={PUBLIC}\n",
    "no_public": f"[Interface]\nPrivateKey={KEY}\n[Peer]\n[Peer]\n",
    "unknown": "[Interface]\nMtu 1\n", "section": "[Other]\n", "early": "a = b\n", "second": "[Interface]\n[Interface]\n",
    "short_key": "[Interface]\nPrivateKey = abc\n", "bad_key": "[Interface]\nPrivateKey = " + "!" * 44,
    "bad_range": "[Interface]\nAddress = 10.0.0.0/33\n", "bad_address": "[Interface]\nAddress = x\n",
    "bad_dns": "[Interface]\nDNS = ,\n", "bad_table": "[Interface]\nTable = x\n", "bad_save": "[Interface]\nSaveConfig = x\n",
    "bare_v6": f"[Peer]\nEndpoint = 2001:db8::1:1\n", "bad_v6": "[Peer]\nEndpoint = [x]:1\n", "no_port": "[Peer]\nEndpoint = a:\n",
    "no_host": "[Peer]\nEndpoint = :1\n", "open": "[Peer]\nEndpoint = [::1:1\n", "long": "[Peer]\nEndpoint = " + "a" * 300 + ":1\n",
    "odd": "[Peer]\nEndpoint = a\x01b:1\n", "no_value": "[Peer]\nEndpoint\n", "no_interface": f"[Peer]\nPublicKey = {PUBLIC}\n",
    "no_private": "[Interface]\n", "bad_mtu": "[Interface]\nMTU = 1\n", "long_value": "[Interface]\nMTU = " + "9" * 200,
}


def main():
    for folder, seeds in (("wireguard", WIREGUARD), ("wg_quick", WG_QUICK)):
        path = os.path.join(sys.argv[1], folder)
        os.makedirs(path, exist_ok=True)
        for name, seed in seeds.items():
            with open(os.path.join(path, name + ".bin"), "wb") as file:
                file.write(seed if isinstance(seed, bytes) else seed.encode())


main()
