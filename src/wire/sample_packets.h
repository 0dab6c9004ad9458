// SPDX-License-Identifier: Apache-2.0
// Packets for tests: whole ones built from fields with correct checksums, and ones spelled in hexadecimal
// that were made elsewhere.
//
// Threads: pure functions.
// Memory: each packet is a vector of exactly its size, so that a sanitizer sees the first byte past it.
// Errors: asserts; a test that asks for what cannot be built is wrong.
#pragma once

#include <charconv>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/assert.h"
#include "wire/header_writer.h"
#include "wire/packet_checksum.h"

namespace penstock::wire::sample {

using Packet = std::vector<std::uint8_t>;

inline Packet from_hex(std::string_view text) {
  Packet packet;
  for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
    std::uint8_t octet = 0;
    std::from_chars(text.data() + at, text.data() + at + 2, octet, 16);
    packet.push_back(octet);
  }
  return packet;
}

// tcp4 40000 -> 443, SYN, options of 12 bytes; and "hello" over UDP and ICMPv6: made with Python.
inline constexpr std::string_view kTcp4Syn =
    "450000341234400040065a850a010203c00002079c4001bb010203040a0b0c0d8002faf0edfb0000020405b401030307"
    "04020101";
inline constexpr std::string_view kTcp4Hello =
    "4500002d1234400040065a8c0a010203c00002079c4001bb010203040a0b0c0d5018faf0eadf000068656c6c6f";
inline constexpr std::string_view kUdp6Hello =
    "60012345000d1140fd00000000000000000000000000000120010db800000000000000000000000714e90035000d7c22"
    "68656c6c6f";
inline constexpr std::string_view kIcmp6Echo =
    "60012345000b3a40fd00000000000000000000000000000120010db800000000000000000000000780007e6012340001"
    "616263";
// Port unreachable, quoting 28 bytes of UDP 192.0.2.7:5353 -> 10.1.2.3:53.
inline constexpr std::string_view kIcmp4Unreachable =
    "450000381234400040015a860a010203c00002070303b369000000004500005c1234400040115a52c00002070a010203"
    "14e900350048342d";

inline Address source(int version) { return *parse_address(version == 4 ? "10.1.2.3" : "fd00::1"); }
inline Address destination(int version) { return *parse_address(version == 4 ? "192.0.2.7" : "2001:db8::7"); }

// An IP header in front of `body`; no transport checksum yet.
inline Packet ip_packet(int version, std::uint8_t protocol, const Packet& body) {
  Packet packet(kIpv6HeaderBytes);
  const auto bytes = static_cast<std::uint32_t>(body.size());
  Result<std::size_t> header = version == 4 ? write_ipv4_header(packet, {.source = source(4),
                                                                         .destination = destination(4),
                                                                         .protocol = protocol,
                                                                         .identification = 0x1234,
                                                                         .payload_bytes = bytes})
                                            : write_ipv6_header(packet, {.source = source(6),
                                                                         .destination = destination(6),
                                                                         .next_header = protocol,
                                                                         .payload_bytes = bytes});
  packet.resize(*header);
  packet.insert(packet.end(), body.begin(), body.end());
  packet.shrink_to_fit();
  return packet;
}

inline Packet sealed(Packet packet) {
  const Result<Parsed> parsed = parse(packet);
  const Result<void> filled = fill_checksums(packet, *parsed);
  PENSTOCK_ASSERT(filled.ok());
  return packet;
}

inline Packet counting_bytes(std::size_t count) {
  Packet bytes(count);
  for (std::size_t at = 0; at < count; ++at) bytes[at] = static_cast<std::uint8_t>(at * 7 + 3);
  return bytes;
}

inline Packet joined(Packet front, const Packet& back) {
  front.insert(front.end(), back.begin(), back.end());
  return front;
}

inline Packet tcp_packet(int version, const TcpFields& fields, std::size_t payload_bytes) {
  Packet header(60);
  header.resize(*write_tcp_header(header, fields));
  return sealed(ip_packet(version, kProtocolTcp, joined(header, counting_bytes(payload_bytes))));
}

inline Packet udp_packet(int version, std::uint16_t from, std::uint16_t to, std::size_t payload_bytes) {
  Packet header(kUdpHeaderBytes);
  const Result<std::size_t> written =
      write_udp_header(header, {.source_port = from,
                                .destination_port = to,
                                .payload_bytes = static_cast<std::uint32_t>(payload_bytes)});
  PENSTOCK_ASSERT(written.ok());
  return sealed(ip_packet(version, kProtocolUdp, joined(header, counting_bytes(payload_bytes))));
}

// Version 4 takes ICMP's numbers, version 6 ICMPv6's.
inline Packet icmp_packet(int version, std::uint8_t type, std::uint8_t code, std::uint16_t id,
                          const Packet& payload) {
  Packet header = {type, code, 0, 0, static_cast<std::uint8_t>(id >> 8), static_cast<std::uint8_t>(id), 0, 1};
  return sealed(ip_packet(version, version == 4 ? kProtocolIcmp : kProtocolIcmpV6, joined(header, payload)));
}

// An extension header of 8 bytes (hop-by-hop, destination options; as routing: no hops left).
inline Packet extension(std::uint8_t next_header) { return {next_header, 0, 0, 0, 0, 0, 0, 0}; }

inline Packet fragment_header(std::uint8_t next_header, std::uint16_t offset_bytes, bool more) {
  return {next_header,
          0,
          static_cast<std::uint8_t>(offset_bytes >> 8),
          static_cast<std::uint8_t>((offset_bytes & 0xf8) | (more ? 1 : 0)),
          0xca,
          0xfe,
          0xba,
          0xbe};
}

// An IPv4 fragment; its body is cut from nothing in particular.
inline Packet fragment4(std::uint8_t protocol, std::uint16_t offset_bytes, bool more, const Packet& body) {
  Packet packet(kIpv4HeaderBytes);
  const Result<std::size_t> header =
      write_ipv4_header(packet, {.source = source(4),
                                 .destination = destination(4),
                                 .protocol = protocol,
                                 .identification = 0x1234,
                                 .more_fragments = more,
                                 .fragment_offset_bytes = offset_bytes,
                                 .payload_bytes = static_cast<std::uint32_t>(body.size())});
  PENSTOCK_ASSERT(header.ok());
  return joined(packet, body);
}

}  // namespace penstock::wire::sample
