#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes one image for each version of a format, the container's and a channel's, from docs/snapshot_format.md
alone. An image of a version that was released is never written again in another way."""
import pathlib
import struct

HERE = pathlib.Path(__file__).parent / "snapshot"


def crc32c(data: bytes) -> int:
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def padded(data: bytes, unit: int) -> bytes:
    return data + bytes(-len(data) % unit)


def section(name: str, version: int, data: bytes) -> bytes:
    head = b"SECT" + struct.pack("<HHQI", version, len(name), len(data), crc32c(data)) + name.encode()
    head = padded(head, 4)
    return padded(head + struct.pack("<I", crc32c(head)), 8) + padded(data, 8)


def container(epoch: int, sections: list[bytes]) -> bytes:
    header = b"PTNKIMG\n" + struct.pack("<HHQII", 1, 0, epoch, len(sections), 0)
    return header + struct.pack("<I", crc32c(header)) + b"".join(sections)


HERE.mkdir(exist_ok=True)
(HERE / "container_1_0.bin").write_bytes(
    container(7, [section("bus", 1, b"state of the bus"), section("line/one", 2, b"one")]))


def chunk(kind: int, body: bytes, flags: int = 0) -> bytes:
    return padded(b"PSCH" + struct.pack("<HHII", kind, flags, len(body), crc32c(body)) + body, 8)


def packet(state: int, flags: int, transaction: int, kind: int, descriptor: bytes, payload: bytes, own: bytes) -> bytes:
    library = struct.pack("<HHIQHHII", 1, state, flags, transaction, kind, 0, len(descriptor), len(payload))
    library += descriptor + payload
    return chunk(4, struct.pack("<II", len(library), len(own)) + library + own)


def answer(transaction: int, payload: bytes) -> bytes:
    return chunk(5, struct.pack("<QI", transaction, len(payload)) + payload)


def channel(opened: bool, in_use: list[bytes], packets: int, late: list[int]) -> bytes:
    request = struct.pack("<IIIII", 3, 77, 5, 1, 3) + bytes(range(120))
    if not opened:
        request = bytes(len(request))
    region = struct.pack("<IIHHBII", 5, 3, 40, 1, 2, 0, 1) + struct.pack("<III4Q", 4 * 4096, 0, 4, *range(100, 104))
    arriving = struct.pack("<IIHHBIQQI", 6, 3, 32, 1, 1, 2, 8192, 9, 0)
    skipped = chunk(99, b"of a later version", flags=1)
    rows = [
        chunk(2, struct.pack("<HBBII", 0, 255, 1 | 2 if opened else 2, 3, 0x10003) + request
              + struct.pack("<QIIII", (1 << 20) + 9, 64, 128, 256, len(late)) + struct.pack(f"<{len(late)}Q", *late)),
        chunk(3, struct.pack("<I", 2) + region + arriving if opened else struct.pack("<I", 0)),
        *in_use,
        chunk(6, b""),
    ]
    header = chunk(1, struct.pack("<HHIII", 1, 0, 1 + len(rows), packets, 0) + bytes(range(1, 17)) + bytes(range(17, 33)))
    return header + rows[0] + rows[1] + skipped + b"".join(rows[2:])


transfer = struct.pack("<HHIII", 0xCAFE, 0, 1, 100, 8)
(HERE / "channel_1_0.bin").write_bytes(container(9, [
    section("channel/open", 1, channel(True, [
        packet(2, 1, (1 << 20) + 2, 6, b"", b"", b"the provider's"),
        packet(2, 3, 17, 7, b"", b"", b""),
        packet(1, 0, 0, 6, b"", b"waits for room", b"own"),
        answer(41, b"an answer"),
        packet(1, 3, 18, 7, transfer, b"pages", b""),
    ], 4, [(1 << 20) + 1])),
    section("channel/waiting", 1, channel(False, [
        packet(1, 1, 0, 6, b"", b"first", b"1"),
        packet(1, 0, 0, 6, b"", b"second", b""),
    ], 2, [])),
]))
