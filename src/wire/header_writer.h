// SPDX-License-Identifier: Apache-2.0
// Writes headers from their fields. Writers of transport headers leave the checksum 0, since they do not see
// the payload: fill_transport_checksum() (packet_checksum.h) does it once the packet is whole. The IPv4
// header's own checksum is written.
//
// Threads: pure functions over the bytes given.
// Memory: writes the header and nothing behind it.
// Errors: no_room, or bad_field for a value that has no place in the header. Nothing is written then.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "wire/address.h"
#include "wire/fault.h"
#include "wire/protocol.h"

namespace penstock::wire {

struct Ipv4Fields {
  Address source;
  Address destination;
  std::uint8_t protocol = 0;
  std::uint8_t time_to_live = 64;
  std::uint8_t traffic_class = 0;
  std::uint16_t identification = 0;
  bool dont_fragment = false;
  bool more_fragments = false;
  std::uint16_t fragment_offset_bytes = 0;     // a multiple of 8
  std::uint32_t payload_bytes = 0;             // behind this header
  std::span<const std::uint8_t> options = {};  // padded by us to a multiple of 4; at most 40
};

struct Ipv6Fields {
  Address source;
  Address destination;
  std::uint8_t next_header = kProtocolNoNext;
  std::uint8_t hop_limit = 64;
  std::uint8_t traffic_class = 0;
  std::uint32_t flow_label = 0;     // 20 bits
  std::uint32_t payload_bytes = 0;  // behind this header, extension headers included
};

struct UdpFields {
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint32_t payload_bytes = 0;
};

struct TcpFields {
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgment = 0;
  std::uint8_t flags = 0;
  std::uint16_t window = 0;
  std::uint16_t urgent = 0;
  std::span<const std::uint8_t> options = {};  // padded by us to a multiple of 4; at most 40
};

// Each returns the size of the header written.
Result<std::size_t> write_ipv4_header(std::span<std::uint8_t> out, const Ipv4Fields& fields) noexcept;
Result<std::size_t> write_ipv6_header(std::span<std::uint8_t> out, const Ipv6Fields& fields) noexcept;
Result<std::size_t> write_udp_header(std::span<std::uint8_t> out, const UdpFields& fields) noexcept;
Result<std::size_t> write_tcp_header(std::span<std::uint8_t> out, const TcpFields& fields) noexcept;

}  // namespace penstock::wire
