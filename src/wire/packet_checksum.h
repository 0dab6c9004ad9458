// SPDX-License-Identifier: Apache-2.0
// Checksums of whole packets: is it right, make it right, finish what an offload left undone. A partial
// checksum is the sum of the pseudo header standing in the field, as virtio_net_hdr describes it with
// checksum_start and checksum_offset.
//
// Threads: pure functions over the bytes given.
// Memory: writes only checksum fields.
// Errors: no_transport_checksum for what has none of its own; too_short when `parsed` is of another packet.
#pragma once

#include <cstdint>
#include <span>

#include "wire/parse.h"

namespace penstock::wire {

enum class ChecksumVerdict : std::uint8_t {
  correct,
  wrong,
  absent,       // UDP over IPv4 without one
  not_covered,  // IPv6 network header, fragment, source-routed, or a protocol without one
};
const char* to_string(ChecksumVerdict verdict) noexcept;

ChecksumVerdict verify_network_checksum(std::span<const std::uint8_t> bytes, const Parsed& parsed) noexcept;
ChecksumVerdict verify_transport_checksum(std::span<const std::uint8_t> bytes, const Parsed& parsed) noexcept;

// Does nothing for IPv6.
Result<void> fill_network_checksum(std::span<std::uint8_t> bytes, const Parsed& parsed) noexcept;
Result<void> fill_transport_checksum(std::span<std::uint8_t> bytes, const Parsed& parsed) noexcept;
// Both, where a transport checksum exists.
Result<void> fill_checksums(std::span<std::uint8_t> bytes, const Parsed& parsed) noexcept;

struct PartialChecksum {
  std::uint16_t checksum_start = 0;   // where summing begins
  std::uint16_t checksum_offset = 0;  // the field, from there
};

// Sums from checksum_start to the end of `bytes` into the field, which holds the pseudo header's sum.
// Trailing bytes behind the packet must not be in the span.
Result<void> complete_partial_checksum(std::span<std::uint8_t> bytes, PartialChecksum where) noexcept;

// The way in: leaves the pseudo header's sum in the field and says where, for a link that does the rest.
Result<PartialChecksum> leave_partial_checksum(std::span<std::uint8_t> bytes, const Parsed& parsed) noexcept;

}  // namespace penstock::wire
