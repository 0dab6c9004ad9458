// SPDX-License-Identifier: Apache-2.0
// One look at a packet that begins at its IP header: where its headers end, who talks to whom, and which
// piece of a datagram it is. Everything above works from a Parsed and does not read headers again. Bytes are
// hostile: every length is checked against the span before it is believed, and packets that exist only to
// deceive whoever parses less strictly (tiny and overlapping fragments) are refused by name.
//
// Threads: pure functions.
// Memory: a Parsed holds no pointer into the packet.
// Errors: the Fault is the reason to drop the packet.
#pragma once

#include <cstdint>
#include <span>

#include "wire/address.h"
#include "wire/fault.h"
#include "wire/protocol.h"

namespace penstock::wire {

inline constexpr int kExtensionHeadersMax = 8;

struct FragmentInfo {
  bool fragment = false;  // an IPv6 packet that is its own only fragment (RFC 6946) is none
  bool first = true;      // offset 0
  bool last = true;       // no more fragments
  std::uint32_t identification = 0;
  std::uint32_t offset_bytes = 0;
};

struct Parsed {
  std::uint8_t version = 0;
  // The upper protocol, behind IPv6 extension headers. Of a later IPv6 fragment: what follows its fragment
  // header, which may be an extension header.
  std::uint8_t protocol = 0;
  std::uint8_t hop_limit = 0;
  std::uint8_t traffic_class = 0;
  bool source_routed = false;  // another hop is still to be visited: checksums use an address not seen here
  std::uint8_t tcp_flags = 0;
  std::uint8_t icmp_type = 0;
  std::uint8_t icmp_code = 0;
  std::uint16_t network_header_bytes = 0;    // with options and extension headers
  std::uint16_t transport_header_bytes = 0;  // 0: unknown protocol, or not a first fragment
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint16_t icmp_id = 0;  // of echo and its kin; otherwise whatever is in these bytes
  std::uint16_t icmp_sequence = 0;
  std::uint32_t total_bytes = 0;     // IP's length
  std::uint32_t trailing_bytes = 0;  // behind it, in the span
  std::uint32_t payload_offset = 0;  // behind the transport header
  std::uint32_t payload_bytes = 0;   // as IP says, or as UDP says when that is less
  FragmentInfo fragment;
  Address source;
  Address destination;

  bool has_ports() const noexcept {
    return transport_header_bytes != 0 && (protocol == kProtocolTcp || protocol == kProtocolUdp);
  }
  bool is_icmp() const noexcept {
    return transport_header_bytes != 0 && (protocol == kProtocolIcmp || protocol == kProtocolIcmpV6);
  }
  bool is_icmp_echo() const noexcept;   // request or reply
  bool is_icmp_error() const noexcept;  // quotes the packet it is about
};

struct ParseOptions {
  // A link with segmentation offload may leave IP's length 0; it is then taken from the span.
  bool allow_super = false;
};

Result<Parsed> parse(std::span<const std::uint8_t> bytes, ParseOptions options = {}) noexcept;

// The packet quoted by an ICMP error, which may be cut anywhere behind its ports: lengths are those of the
// quotation. `bytes` is the whole ICMP packet that `error` was parsed from.
Result<Parsed> parse_quoted(const Parsed& error, std::span<const std::uint8_t> bytes) noexcept;

}  // namespace penstock::wire
