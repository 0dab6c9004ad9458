// SPDX-License-Identifier: Apache-2.0
// Whether bytes begin with an IP header that is all there: what both ends of a channel ask before they hand
// a packet on.
//
// Threads: a pure function.
// Memory: none.
// Errors: none.
#pragma once

#include <cstdint>
#include <span>

#include "wire/protocol.h"

namespace penstock::tunnel {

inline bool is_ip_packet(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return false;
  const std::size_t header_bytes = (bytes[0] & 0x0f) * std::size_t{4};
  switch (bytes[0] >> 4) {
    case 4:
      return header_bytes >= wire::kIpv4HeaderBytes && bytes.size() >= header_bytes;
    case 6:
      return bytes.size() >= wire::kIpv6HeaderBytes;
    default:
      return false;
  }
}

}  // namespace penstock::tunnel
