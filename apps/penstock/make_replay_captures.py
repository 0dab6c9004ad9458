#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the small captures of replay_test.py into a folder: plain Python, the same bytes each time.

Usage: make_replay_captures.py FOLDER"""

import os
import struct
import sys

ETHERNET, RAW = 1, 101
TCP, UDP, ICMP, ICMPV6, FRAGMENT6 = 6, 17, 1, 58, 44
SYN, ACK, FIN, RST, PSH = 0x02, 0x10, 0x01, 0x04, 0x08
CLIENT, SERVER = bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2])
CLIENT6, SERVER6 = bytes.fromhex("fd" + "00" * 14 + "01"), bytes.fromhex("fd" + "00" * 14 + "02")


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def ipv4(source, destination, protocol, payload, identification=1, flags_and_offset=0, total=None):
    length = 20 + len(payload) if total is None else total
    header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, length, identification, flags_and_offset, 64, protocol, 0, source,
                         destination)
    return header[:10] + struct.pack("!H", checksum(header)) + header[12:] + payload


def ipv6(source, destination, protocol, payload):
    return struct.pack("!IHBB16s16s", 6 << 28, len(payload), protocol, 64, source, destination) + payload


def pseudo(source, destination, protocol, length):
    return source + destination + struct.pack("!IBBH" if len(source) == 16 else "!BBH",
                                              *((length, 0, 0, protocol) if len(source) == 16 else (0, protocol, length)))


def tcp(source, destination, ports, flags, sequence=1000, acknowledged=0, payload=b""):
    segment = struct.pack("!HHIIBBHHH", *ports, sequence, acknowledged, 0x50, flags, 65535, 0, 0) + payload
    value = checksum(pseudo(source, destination, TCP, len(segment)) + segment)
    return segment[:16] + struct.pack("!H", value) + segment[18:]


def udp(source, destination, ports, payload):
    datagram = struct.pack("!HHHH", *ports, 8 + len(payload), 0) + payload
    value = checksum(pseudo(source, destination, UDP, len(datagram)) + datagram) or 0xffff
    return datagram[:6] + struct.pack("!H", value) + datagram[8:]


def conversation(port=4000):
    """A connection with its answer already under way when a verdict comes."""
    out, back = (CLIENT, SERVER, TCP), (SERVER, CLIENT, TCP)
    there, here = (port, 80), (80, port)
    return [
        (0, ipv4(*out, tcp(CLIENT, SERVER, there, SYN))),
        (2, ipv4(*back, tcp(SERVER, CLIENT, here, SYN | ACK, 5000, 1001))),
        (3, ipv4(*out, tcp(CLIENT, SERVER, there, ACK, 1001, 5001))),
        (20, ipv4(*back, tcp(SERVER, CLIENT, here, SYN | ACK, 5000, 1001))),
        (21, ipv4(*out, tcp(CLIENT, SERVER, there, ACK, 1001, 5001))),
        (22, ipv4(*out, tcp(CLIENT, SERVER, there, ACK | PSH, 1001, 5001, b"GET / HTTP/1.0\r\n\r\n"))),
        (30, ipv4(*back, tcp(SERVER, CLIENT, here, ACK | FIN, 5001, 1019))),
        (31, ipv4(*out, tcp(CLIENT, SERVER, there, ACK | FIN, 1019, 5002))),
    ]


def datagrams():
    large = udp(CLIENT, SERVER, (4001, 53), bytes(range(256)) * 6)
    return [
        (0, ipv4(CLIENT, SERVER, UDP, udp(CLIENT, SERVER, (4002, 53), b"question"))),
        (15, ipv4(SERVER, CLIENT, UDP, udp(SERVER, CLIENT, (53, 4002), b"answer"))),
        (16, ipv6(CLIENT6, SERVER6, UDP, udp(CLIENT6, SERVER6, (4003, 53), b"question"))),
        # Fragments, the later one first.
        (40, ipv4(CLIENT, SERVER, UDP, large[1480:], 7, 1480 // 8)),
        (41, ipv4(CLIENT, SERVER, UDP, large[:1480], 7, 0x2000)),
        # An error about a datagram.
        (42, ipv4(SERVER, CLIENT, ICMP, icmp_error(ipv4(CLIENT, SERVER, UDP, udp(CLIENT, SERVER, (4002, 53), b"q"))))),
    ]


def icmp_error(about):
    message = struct.pack("!BBHI", 3, 3, 0, 0) + about[:28]
    return message[:2] + struct.pack("!H", checksum(message)) + message[4:]


def malformed():
    whole = ipv4(CLIENT, SERVER, TCP, tcp(CLIENT, SERVER, (4004, 80), SYN))
    return [(number, packet) for number, packet in enumerate([
        whole[:1], whole[:19], whole[:25], whole[:39],
        ipv4(CLIENT, SERVER, TCP, b"", total=9), ipv4(CLIENT, SERVER, TCP, b"x", total=60000),
        bytes([0x41]) + whole[1:], bytes([0x4f]) + whole[1:], bytes([0x75]) + whole[1:],
        ipv4(CLIENT, SERVER, TCP, tcp(CLIENT, SERVER, (1, 2), SYN)[:12] + b"\xf0" + bytes(7)),
        ipv4(CLIENT, SERVER, UDP, struct.pack("!HHHH", 1, 2, 3, 0)),
        ipv4(CLIENT, SERVER, UDP, struct.pack("!HHHH", 1, 2, 9000, 0)),
        ipv4(CLIENT, SERVER, UDP, bytes(8), flags_and_offset=0x1fff),
        ipv6(CLIENT6, SERVER6, 0, bytes([0, 255])), ipv6(CLIENT6, SERVER6, FRAGMENT6, b"\0"),
        ipv6(CLIENT6, SERVER6, ICMPV6, b"\x80"), bytes(60), b"\xff" * 60])]


def ethernet(packets):
    frames = []
    for at_ms, packet in packets:
        kind = 0x86dd if packet[:1] and packet[0] >> 4 == 6 else 0x0800
        frames.append((at_ms, bytes(12) + struct.pack("!H", kind) + packet))
    frames.append((frames[-1][0], b"\xff" * 6 + bytes(6) + struct.pack("!H", 0x0806) + bytes(28)))  # ARP
    return frames


def write(path, link_type, packets):
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xa1b23c4d, 2, 4, 0, 0, 262144, link_type))
        for at_ms, packet in packets:
            file.write(struct.pack("<IIII", 1700000000, at_ms * 1_000_000, len(packet), len(packet)) + packet)


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    everything = sorted(conversation() + datagrams() + malformed(), key=lambda entry: entry[0])
    for name, packets in (("conversation", conversation()), ("datagrams", datagrams()), ("malformed", malformed()),
                          ("everything", everything)):
        write(f"{folder}/{name}_raw.pcap", RAW, packets)
        write(f"{folder}/{name}_ethernet.pcap", ETHERNET, ethernet(packets))


main()
