#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the seeds of nvsp_fuzz and rndis_fuzz: one bring-up, each control message, each kind of frame.

Usage: make_netvsp_corpus.py [FOLDER OF CORPORA]
"""
import pathlib
import struct
import sys


def words(*values):
    return struct.pack(f"<{len(values)}I", *values)


def nvsp(kind, *values, size=3):
    body = words(kind, *values).ljust(40, b"\0")
    return bytes([size * 64 + len(body)]) + body


def nvsp_seeds():
    up = (nvsp(1, 0x60001, 0x60001) + nvsp(125, 1514, 0, 0, 0) + nvsp(100, 6, 30) + nvsp(101, 7, 0xCAFE)
          + nvsp(104, 8, 0))
    yield "bring_up", up + nvsp(107, 1, 0xFFFFFFFF, 0) + nvsp(107, 0, 3, 1000) + nvsp(133, 1, 3) + nvsp(129, 0)
    yield "first_version", nvsp(1, 2, 2) + nvsp(100, 6, 1) + nvsp(101, 7, 0xCAFE) + nvsp(107, 0, 0xFFFFFFFF, 0)
    yield "revoked", up + nvsp(103, 0xCAFE) + nvsp(106, 0) + nvsp(107, 0, 0, 10)
    yield "small_buffers", nvsp(1, 2, 2, size=0) + nvsp(101, 7, 0xCAFE, size=0) + nvsp(104, 8, 0, size=0)
    yield "unknown", nvsp(1, 0x70000, 0x70000) + nvsp(999, 1) + bytes([5, 1, 0, 0, 0, 0])


def control(kind, *values, extra=b""):
    return words(kind, 8 + 4 * len(values) + len(extra), *values) + extra


def rndis_seeds():
    info = words(16, 0, 12, 0x12345678) + words(16, 2, 12, 1) + words(16, 6, 12, 5) + words(16, 8, 12, 5)
    packet = words(1, 44 + len(info) + 60, 36 + len(info), 60, 0, 0, 0, 36, len(info), 0, 0) + info + bytes(60)
    yield "packet", b"\0" + packet
    yield "initialize", b"\1" + control(2, 5, 1, 0, 0x4000)
    yield "keepalive", b"\1" + control(8, 5)
    for oid in (0x00010106, 0x00010107, 0x0001010E, 0x00010111, 0x00010114, 0x00010203, 0x01010101, 0xFC01020D, 0x99):
        yield f"query_{oid:08x}", b"\1" + control(4, 6, oid, 0, 20, 0)
    yield "query_offload", b"\1" + control(4, 6, 0xFC01020D, 156, 20, 0, extra=b"\xA7\3\x9C\0".ljust(156, b"\0"))
    rss = bytes([0x89, 2, 28, 0]) + words(0, 0) + struct.pack("<HHIHHI", 8, 0, 28, 40, 0, 36) + words(0, 1) + bytes(40)
    for oid, value in ((0x0001010E, words(13)), (0x00010204, rss), (0x01010103, bytes(12)), (0xFC01020C, bytes(32))):
        yield f"set_{oid:08x}", b"\1" + control(5, 7, oid, len(value), 20, 0, extra=value)


def checksum(data):
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def frame_seeds():
    ours, guest, everybody = bytes([2, 0, 0, 0, 0, 1]), bytes([2, 0, 0, 0, 0, 2]), b"\xFF" * 6
    arp = bytes([0, 1, 8, 0, 6, 4, 0, 1]) + guest + bytes([10, 0, 0, 1]) + bytes(6) + bytes([10, 0, 0, 9])
    yield "arp", b"\2" + everybody + guest + b"\x08\x06" + arp
    source, wanted = bytes([0xFD] + [0] * 14 + [1]), bytes([0xFD] + [0] * 14 + [9])
    group = bytes([0xFF, 2] + [0] * 9 + [1, 0xFF]) + wanted[-3:]
    message = bytes([135, 0, 0, 0, 0, 0, 0, 0]) + wanted
    pseudo = source + group + struct.pack(">II", len(message), 58)
    message = message[:2] + struct.pack(">H", checksum(pseudo + message)) + message[4:]
    ip6 = bytes([0x60, 0, 0, 0, 0, len(message), 58, 255]) + source + group + message
    yield "solicitation", b"\2" + bytes([0x33, 0x33, 0xFF, 0, 0, 9]) + guest + b"\x86\xDD" + ip6
    yield "ip4", b"\2" + ours + guest + b"\x08\x00" + bytes([0x45]) + bytes(19)
    yield "ip4_packet", b"\2" + bytes([0x45]) + bytes(15) + bytes([224, 1, 2, 3])
    yield "ip4_broadcast", b"\2" + bytes([0x45]) + bytes(15) + b"\xFF" * 4
    yield "ip6_packet", b"\2" + bytes([0x60]) + bytes(23) + bytes([0xFF]) + bytes(15)
    yield "other", b"\2" + ours + guest + b"\x88\xCC\0"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    for folder, seeds in (("nvsp", nvsp_seeds()), ("rndis", [*rndis_seeds(), *frame_seeds()])):
        (root / folder).mkdir(exist_ok=True)
        for name, data in seeds:
            (root / folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
