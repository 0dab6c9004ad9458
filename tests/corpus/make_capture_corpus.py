#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the seeds of the capture fuzzer: one small file per form that the reader knows.

    make_capture_corpus.py [DIRECTORY]     (default: captures/ beside this script)

pcap in both byte orders and both resolutions, pcapng in both byte orders, each link type with IPv4 and IPv6,
VLAN tags, and a few files that end early or lie. The same run writes the same bytes.
"""
import pathlib
import struct
import sys

NULL, ETHERNET, RAW, LOOP, SLL, IPV4, IPV6, SLL2, WIFI = 0, 1, 101, 108, 113, 228, 229, 276, 105

UDP4 = bytes.fromhex("4500001f1234400040115a920a010203c000020703e8000a000b0000616263")
UDP6 = bytes.fromhex("60000000000b1140fd000000000000000000000000000001"
                     "20010db800000000000000000000000703e8000a000b1234616263")
MACS = bytes.fromhex("0200000000010200000000ff")
ARP = bytes.fromhex("ffffffffffff02000000000108060001080006040001020000000001")
SLL_HEAD = bytes.fromhex("0000000100060200000000010000")
SLL2_TAIL = bytes.fromhex("0000000000020001000602000000000100ff")


def ethernet(*types_and_tags: int, packet: bytes) -> bytes:
    return MACS + b"".join(struct.pack(">H", value) for value in types_and_tags) + packet


FRAMES = {
    "raw": (RAW, [UDP4, UDP6]),
    "ipv4": (IPV4, [UDP4]),
    "ipv6": (IPV6, [UDP6]),
    "null": (NULL, [b"\x02\0\0\0" + UDP4, b"\x1e\0\0\0" + UDP6, b"\0\0\0\x18" + UDP6, b"\x07\0\0\0" + UDP4]),
    "loop": (LOOP, [b"\0\0\0\x02" + UDP4, b"\0\0\0\x0a" + UDP6, b"\0\0\0\x1c" + UDP6]),
    "ethernet": (ETHERNET, [
        ethernet(0x0800, packet=UDP4) + bytes(17),
        ethernet(0x86DD, packet=UDP6),
        ethernet(0x8100, 10, 0x0800, packet=UDP4),
        ethernet(0x88A8, 100, 0x8100, 10, 0x86DD, packet=UDP6),
        ethernet(0x8100, 1, 0x8100, 2, 0x8100, 3, 0x0800, packet=UDP4),
        ethernet(0x86DD, packet=UDP4),
        ARP,
        MACS,
    ]),
    "sll": (SLL, [SLL_HEAD + b"\x08\0" + UDP4, SLL_HEAD + b"\x86\xdd" + UDP6]),
    "sll2": (SLL2, [
        b"\x08\0" + SLL2_TAIL + UDP4,
        b"\x86\xdd" + SLL2_TAIL + UDP6,
        b"\x81\0" + SLL2_TAIL + b"\0\x0a\x08\0" + UDP4,
        b"\x08\x06" + SLL2_TAIL,
    ]),
    "wifi": (WIFI, [UDP4]),
}


def pcap(link_type: int, frames: list[bytes], order: str = "<", nanoseconds: bool = False) -> bytes:
    magic = 0xA1B23C4D if nanoseconds else 0xA1B2C3D4
    out = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 262144, link_type)
    for number, frame in enumerate(frames):
        out += struct.pack(order + "IIII", 1_700_000_000 + number, number * 1000, len(frame), len(frame))
        out += frame
    return out


def block(order: str, kind: int, body: bytes) -> bytes:
    body += bytes(-len(body) % 4)
    length = struct.pack(order + "I", len(body) + 12)
    return struct.pack(order + "I", kind) + length + body + length


def option(order: str, code: int, value: bytes) -> bytes:
    return struct.pack(order + "HH", code, len(value)) + value + bytes(-len(value) % 4)


def pcapng(link_type: int, frames: list[bytes], order: str = "<", resolution: int = 9) -> bytes:
    out = block(order, 0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1))
    interface = struct.pack(order + "HHI", link_type, 0, 0)
    out += block(order, 1, interface + option(order, 9, bytes([resolution])) + option(order, 0, b""))
    for number, frame in enumerate(frames):
        time = 1_700_000_000_000_000_000 + number
        out += block(order, 6, struct.pack(order + "IIIII", 0, time >> 32, time & 0xFFFFFFFF, len(frame), len(frame))
                     + frame + bytes(-len(frame) % 4)
                     + option(order, 1, b"outbound: permit") + option(order, 0, b""))
    out += block(order, 3, struct.pack(order + "I", len(frames[0])) + frames[0])  # a simple packet block
    return out


def seeds() -> dict[str, bytes]:
    made = {}
    for name, (link_type, frames) in FRAMES.items():
        made[f"{name}.pcap"] = pcap(link_type, frames)
        made[f"{name}.pcapng"] = pcapng(link_type, frames)
    frames = FRAMES["ethernet"][1]
    made["big_endian.pcap"] = pcap(ETHERNET, frames, ">")
    made["nanoseconds.pcap"] = pcap(ETHERNET, frames, "<", nanoseconds=True)
    made["big_endian.pcapng"] = pcapng(ETHERNET, frames, ">")
    made["binary_times.pcapng"] = pcapng(RAW, [UDP4], "<", resolution=0x9E)
    made["seconds.pcapng"] = pcapng(RAW, [UDP4], "<", resolution=0)
    made["long_frame.pcap"] = pcap(RAW, [UDP4[:2] + b"\x0b\xb8" + UDP4[4:] + bytes(3000 - len(UDP4))])
    made["cut_short.pcap"] = made["raw.pcap"][:-5]
    made["cut_short.pcapng"] = made["raw.pcapng"][:-30]
    made["header_only.pcap"] = pcap(RAW, [])
    made["end_of_time.pcap"] = pcap(RAW, []) + struct.pack("<IIII", 0xFFFFFFFF, 0xFFFFFFFF, len(UDP4), 9) + UDP4
    made["lying_length.pcap"] = pcap(RAW, []) + struct.pack("<IIII", 1, 1, 0xFFFFFF, 0xFFFFFF) + UDP4
    return made


def main() -> None:
    here = pathlib.Path(__file__).resolve().parent
    directory = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here / "captures"
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in sorted(seeds().items()):
        (directory / name).write_bytes(content)


if __name__ == "__main__":
    main()
