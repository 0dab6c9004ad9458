#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Seeds for channel_fuzz: rings, conversations, descriptors and saved state that are in order, for the
fuzzer to spoil. The first byte chooses the part (tests/fuzz/channel_fuzz.cc)."""
import pathlib
import struct

HERE = pathlib.Path(__file__).parent / "channel"
HERE.mkdir(exist_ok=True)


def seed(name: str, part: int, data: bytes) -> None:
    (HERE / f"{name}.bin").write_bytes(bytes([part]) + data)


def packet(kind: int, descriptor: bytes, payload: bytes, flags: int = 1, transaction: int = 7) -> bytes:
    offset = 2 + len(descriptor) // 8
    return struct.pack("<HHHHQ", kind, offset, offset + len(payload) // 8, flags, transaction) + descriptor + payload + bytes(8)


def message(kind: int, body: bytes) -> bytes:
    data = struct.pack("<II", kind, 0) + body
    return bytes([len(data)]) + data


page_list = struct.pack("<IIIIQ", 0, 1, 100, 8, 5)
transfer = struct.pack("<HHIII", 0xCAFE, 0, 1, 100, 0)
ring = packet(6, b"", b"hello vmbus\0\0\0\0\0") + packet(9, page_list, bytes(8)) + packet(11, b"", bytes(16), 0)
seed("ring", 0, struct.pack("<II", len(ring), 0) + ring)
seed("ring_wraps", 0, struct.pack("<II", 64, 4096 - 32) + ring)

lent = struct.pack("<IIHHQ", 1, 5, 56, 1, 6 * 4096) + struct.pack("<6Q", *range(100, 106))
half = struct.pack("<IIHHQ", 1, 8, 32, 1, 3 * 4096) + struct.pack("<Q", 7)
opened = message(8, lent) + message(5, struct.pack("<IIIII", 1, 77, 5, 0, 3) + bytes(120))
seed("talk_open", 1, opened + message(22, struct.pack("<II", 1, 2)) + message(7, struct.pack("<I", 1))
     + message(11, struct.pack("<II", 1, 5)))
seed("talk_pieces", 1, message(8, half) + message(9, struct.pack("<IIQQ", 0, 8, 7, 7)) + message(9, struct.pack("<II", 0, 9)))
seed("talk_again", 1, opened + message(14, struct.pack("<IIQQQ", 0x50003, 0, 0, 0, 0)) + message(3, b"")
     + message(16, b"") + message(13, struct.pack("<I", 1)))
seed("talk_old", 1, message(14, struct.pack("<IIQQQ", 0x20004, 0, 0, 1, 0)) + message(14, struct.pack("<IIQQQ", 0x60000, 0, 0, 0, 0)))
seed("page_list", 2, page_list)
seed("page_lists", 2, struct.pack("<II", 0, 2) + struct.pack("<IIQ", 10, 0, 1) + struct.pack("<IIQQ", 5000, 100, 2, 3))
seed("transfer", 2, transfer)
seed("saved_header", 3, struct.pack("<HHIII", 1, 0, 4, 0, 0) + bytes(32))
request = struct.pack("<IIIII", 1, 77, 5, 0, 3) + bytes(120)
seed("saved_channel", 3, struct.pack("<HBBII", 0, 255, 3, 1, 0x10001) + request + struct.pack("<QIIIIQ", 1 << 20, 0, 64, 64, 1, 5))
region = struct.pack("<IIHHBII", 5, 1, 56, 1, 2, 0, 1) + struct.pack("<III", 6 * 4096, 0, 6) + struct.pack("<6Q", *range(100, 106))
seed("saved_regions", 3, struct.pack("<I", 1) + region)
arriving = struct.pack("<IIHHBIQI", 8, 1, 32, 1, 0, 1, 12288, 0)
seed("saved_packet", 3, struct.pack("<HHIQHHII", 1, 1, 1, 0, 6, 0, 0, 8) + bytes(8))
offer = bytes(32) + struct.pack("<HHHH", 0, 0, 0, 0) + bytes(120) + struct.pack("<IBB", 1, 2, 0) + request + request
seed("saved_bus", 3, struct.pack("<HIB", 1, 0x50003, 1) + struct.pack("<I", 1) + offer + struct.pack("<I", 2) + region + arriving)
seed("lengths", 4, bytes(range(0, 255, 3)) * 3)
