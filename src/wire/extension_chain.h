// SPDX-License-Identifier: Apache-2.0
// Walks the extension headers of an IPv6 packet to its upper protocol (RFC 8200, 4). A part of parse(),
// apart because it is the piece with a loop that a packet controls.
//
// Threads: pure function.
// Memory: none.
// Errors: too_short, bad_extension_chain, extension_chain_too_long.
#pragma once

#include <cstdint>
#include <span>

#include "wire/parse.h"

namespace penstock::wire {

// `bytes` ends where IP says the packet ends. Fills protocol, network_header_bytes, fragment and
// source_routed of `parsed`, which holds the fixed header's size and next header when called. Ends at an
// upper protocol, at ESP, at "no next header" and behind the header of a later fragment.
Result<void> walk_extension_chain(std::span<const std::uint8_t> bytes, Parsed& parsed) noexcept;

}  // namespace penstock::wire
