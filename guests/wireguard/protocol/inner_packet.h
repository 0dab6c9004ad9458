// SPDX-License-Identifier: Apache-2.0
// As much of an inner IP packet as WireGuard looks at: its version, and how long it says it is. What follows the
// packet in a sealed message is padding.
//
// Threads: none of its own.
// Memory: reads the caller's bytes.
// Errors: 0 bytes for what is no whole IP packet.
#pragma once

#include "bytes.h"

namespace wireguard {

// The packet's own length, at most bytes.size().
inline std::size_t inner_packet_bytes(Bytes bytes) {
  constexpr std::size_t kHeader4 = 20;
  constexpr std::size_t kHeader6 = 40;
  if (bytes.size() >= kHeader4 && bytes[0] >> 4u == 4) {
    const std::size_t total = load_be16(bytes.data() + 2);
    return total >= kHeader4 && total <= bytes.size() ? total : 0;
  }
  if (bytes.size() >= kHeader6 && bytes[0] >> 4u == 6) {
    const std::size_t total = kHeader6 + load_be16(bytes.data() + 4);
    return total <= bytes.size() ? total : 0;
  }
  return 0;
}

}  // namespace wireguard
