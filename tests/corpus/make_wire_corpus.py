#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the seeds of the wire fuzzer: one small packet per shape that the parser knows.

    make_wire_corpus.py [DIRECTORY]     (default: wire/ beside this script)

The packets are put together here by hand, apart from the code under test, with correct checksums. A seed
begins with the fuzz target's two option bytes: flags, and the segment size in units of 8 bytes.
"""
import ipaddress
import pathlib
import struct
import sys

A4, B4 = "10.1.2.3", "192.0.2.7"
A6, B6 = "fd00::1", "2001:db8::7"
TCP, UDP, ICMP, ICMP6 = 6, 17, 1, 58
FIN, SYN, RST, PSH, ACK, URG, ECE, CWR = (1 << bit for bit in range(8))


def checksum(data: bytes) -> int:
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def address(text: str) -> bytes:
    return ipaddress.ip_address(text).packed


def pseudo(source: str, destination: str, protocol: int, size: int) -> bytes:
    return address(source) + address(destination) + struct.pack(">II", size, protocol)


def sealed(upper: bytes, at: int, prefix: bytes = b"", zero_is_none: bool = False) -> bytes:
    value = checksum(prefix + upper)
    if zero_is_none and value == 0:
        value = 0xFFFF
    return upper[:at] + struct.pack(">H", value) + upper[at + 2 :]


def ip4(protocol, body, options=b"", identification=0x1234, fragment=0x4000, source=A4, destination=B4):
    header = struct.pack(">BBHHHBBH", 0x40 | (5 + len(options) // 4), 0, 20 + len(options) + len(body),
                         identification, fragment, 64, protocol, 0)
    header += address(source) + address(destination) + options
    return sealed(header, 10) + body


def ip6(protocol, body, source=A6, destination=B6):
    return struct.pack(">IHBB", 0x60012345, len(body), protocol, 64) + address(source) + address(destination) + body


def tcp(flags, payload=b"", options=b"", ends=(A4, B4), urgent=0):
    body = struct.pack(">HHIIBBHHH", 40000, 443, 0x01020304, 0x0A0B0C0D, (5 + len(options) // 4) << 4, flags,
                       64240, 0, urgent) + options + payload
    return sealed(body, 16, pseudo(*ends, TCP, len(body)))


def udp(payload=b"", ends=(A4, B4)):
    body = struct.pack(">HHHH", 5353, 53, 8 + len(payload), 0) + payload
    return sealed(body, 6, pseudo(*ends, UDP, len(body)), zero_is_none=True)


def icmp(kind, code=0, rest=b"\x12\x34\x00\x01", payload=b""):
    return sealed(bytes([kind, code, 0, 0]) + rest + payload, 2)


def icmp6(kind, code=0, rest=b"\x12\x34\x00\x01", payload=b""):
    body = bytes([kind, code, 0, 0]) + rest + payload
    return sealed(body, 2, pseudo(A6, B6, ICMP6, len(body)))


def extension(next_header: int, words: int = 0) -> bytes:
    return bytes([next_header, words, 1, 4]) + b"\0" * (4 + 8 * words)


def fragment6(next_header: int, offset: int, more: int) -> bytes:
    return struct.pack(">BBHI", next_header, 0, offset | more, 0xCAFEBABE)


MSS = bytes.fromhex("020405b4") + b"\x01\x03\x03\x07" + bytes.fromhex("04020101")
ROUTE = bytes([131, 7, 4]) + address("10.9.9.9") + b"\0"
TEXT = bytes(range(32, 96))
ENDS6 = (A6, B6)


def seeds():
    yield "tcp4_syn", ip4(TCP, tcp(SYN, options=MSS))
    yield "tcp4_data", ip4(TCP, tcp(ACK | PSH | FIN | CWR, TEXT))
    yield "tcp4_urgent", ip4(TCP, tcp(ACK | URG, TEXT, urgent=20))
    yield "tcp4_reset", ip4(TCP, tcp(RST))
    yield "tcp4_options", ip4(TCP, tcp(ACK, TEXT), options=b"\x94\x04\0\0")
    yield "tcp4_source_routed", ip4(TCP, tcp(ACK), options=ROUTE)
    yield "tcp4_super", ip4(TCP, tcp(ACK | PSH, TEXT * 4))
    yield "tcp4_length_zero", (lambda p: p[:2] + b"\0\0" + p[4:])(ip4(TCP, tcp(ACK, TEXT)))
    yield "udp4", ip4(UDP, udp(TEXT))
    yield "udp4_no_checksum", ip4(UDP, udp(TEXT)[:6] + b"\0\0" + TEXT)
    yield "udp4_first_fragment", ip4(UDP, udp(TEXT)[:24], fragment=0x2000)
    yield "udp4_last_fragment", ip4(UDP, udp(TEXT)[24:], fragment=3)
    yield "icmp4_echo", ip4(ICMP, icmp(8, payload=TEXT))
    yield "icmp4_reply", ip4(ICMP, icmp(0, payload=TEXT))
    yield "icmp4_unreachable", ip4(ICMP, icmp(3, 3, b"\0\0\0\0", ip4(UDP, udp(TEXT), source=B4, destination=A4)[:28]))
    yield "icmp4_redirect_tcp", ip4(ICMP, icmp(5, 1, address("10.0.0.1"), ip4(TCP, tcp(ACK, TEXT))[:40]))
    yield "esp4", ip4(50, TEXT)
    yield "trailing4", ip4(UDP, udp(b"x")) + b"\0" * 17
    yield "tcp6_syn", ip6(TCP, tcp(SYN, options=MSS, ends=ENDS6))
    yield "tcp6_data", ip6(TCP, tcp(ACK | FIN, TEXT * 3, ends=ENDS6))
    yield "udp6", ip6(UDP, udp(TEXT, ends=ENDS6))
    yield "icmp6_echo", ip6(ICMP6, icmp6(128, payload=TEXT))
    yield "icmp6_too_big", ip6(ICMP6, icmp6(2, 0, b"\0\0\x05\0", ip6(UDP, udp(TEXT, ends=ENDS6))[:60]))
    visited = bytes([51]) + b"\0" * 7  # a routing header without hops left
    chain = extension(60) + extension(43, 1) + visited + bytes([UDP, 1]) + b"\0" * 10
    yield "udp6_source_routed", ip6(43, extension(UDP) + udp(TEXT, ends=ENDS6))
    yield "udp6_chain", ip6(0, chain + udp(TEXT, ends=ENDS6))
    yield "udp6_first_fragment", ip6(44, fragment6(UDP, 0, 1) + udp(TEXT, ends=ENDS6)[:24])
    yield "udp6_last_fragment", ip6(44, fragment6(UDP, 24, 0) + udp(TEXT, ends=ENDS6)[24:])
    yield "udp6_atomic_fragment", ip6(44, fragment6(UDP, 0, 0) + udp(TEXT, ends=ENDS6))
    yield "none6", ip6(59, b"")
    for name, text in ("4", b"10.0.0.0/8"), ("6", b"fd00:1::/48"), ("4_alone", b"127.0.0.1"), ("4_long", b"0.0.0.0/33"):
        yield f"text{name}", text
    yield "chain6_too_long", ip6(60, extension(60) * 9 + extension(59))


def main() -> None:
    directory = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "wire"
    directory.mkdir(parents=True, exist_ok=True)
    for name, packet in seeds():
        (directory / name).write_bytes(b"\x01\x02" + packet)


if __name__ == "__main__":
    main()
