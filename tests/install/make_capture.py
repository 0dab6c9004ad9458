# SPDX-License-Identifier: Apache-2.0
"""Writes a small capture of raw IPv4: a TCP handshake and a question with its answer over UDP."""
import struct
import sys


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ipv4(source, destination, protocol, segment, checksum_at):
    pseudo = source + destination + struct.pack("!BBH", 0, protocol, len(segment))
    segment = segment[:checksum_at] + struct.pack("!H", checksum(pseudo + segment)) + segment[checksum_at + 2:]
    header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(segment), 1, 0x4000, 64, protocol, 0) + source + destination
    return header[:10] + struct.pack("!H", checksum(header)) + header[12:] + segment


def tcp(source, destination, source_port, destination_port, sequence, acknowledged, flags):
    segment = struct.pack("!HHIIBBHHH", source_port, destination_port, sequence, acknowledged, 0x50, flags, 8192, 0, 0)
    return ipv4(source, destination, 6, segment, 16)


def udp(source, destination, source_port, destination_port, payload):
    return ipv4(source, destination, 17,
                struct.pack("!HHHH", source_port, destination_port, 8 + len(payload), 0) + payload, 6)


def main():
    near, far = bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2])
    packets = [
        tcp(near, far, 4000, 80, 1, 0, 0x02),
        tcp(far, near, 80, 4000, 9, 2, 0x12),
        tcp(near, far, 4000, 80, 2, 10, 0x10),
        udp(near, far, 5000, 53, b"where?"),
        udp(far, near, 53, 5000, b"here"),
    ]
    with open(sys.argv[1], "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101))
        for number, packet in enumerate(packets):
            out.write(struct.pack("<IIII", 1_700_000_000, number * 1000, len(packet), len(packet)) + packet)


main()
