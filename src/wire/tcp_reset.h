// SPDX-License-Identifier: Apache-2.0
// The reset that answers a TCP packet as if nobody listened (RFC 9293, 3.10.7.1): it takes its sequence
// number from the packet's acknowledgment, or acknowledges the packet where that has none. It goes from the
// packet's destination to its source (W-LNX-3).
//
// Threads: pure function.
// Memory: writes at most kTcpResetBytesMax bytes of `out`.
// Errors: no_answer to a reset, to fragments, to what is no TCP, and where either end is no unicast address.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "wire/fault.h"
#include "wire/protocol.h"

namespace penstock::wire {

inline constexpr std::size_t kTcpResetBytesMax = kIpv6HeaderBytes + kTcpHeaderBytes;

// Returns the size of the reset: IP and TCP header, checksums correct.
Result<std::size_t> make_tcp_reset(std::span<const std::uint8_t> packet,
                                   std::span<std::uint8_t> out) noexcept;

}  // namespace penstock::wire
