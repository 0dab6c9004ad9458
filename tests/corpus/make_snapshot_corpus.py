#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes one image for each version of the container's format, from docs/snapshot_format.md alone. An image
of a version that was released is never written again in another way."""
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
