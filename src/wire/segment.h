// SPDX-License-Identifier: Apache-2.0
// Cuts a super-packet into the packets it stands for: one header after the other is written from the
// original's, and the payload is named by offset, so that the caller gathers it without a copy. TCP and UDP,
// over IPv4 and IPv6. As the kernel's offload does it: identification and sequence number advance, FIN and
// PSH stay on the last, CWR on the first.
//
// Threads: pure functions.
// Memory: writes one header into the span given; a SegmentPlan holds no pointer.
// Errors: not_segmentable (fragment, source-routed, SYN or RST, other protocols, segment size 0 or beyond a
//   packet's length); no_room.
#pragma once

#include <cstdint>
#include <span>

#include "wire/parse.h"

namespace penstock::wire {

struct SegmentPlan {
  Parsed parsed;  // of the super-packet
  std::uint32_t header_bytes = 0;
  std::uint32_t payload_bytes = 0;          // of the super-packet
  std::uint32_t segment_payload_bytes = 0;  // of each segment but the last
  std::uint32_t count = 0;                  // at least 1
};

struct Segment {
  std::uint32_t header_bytes = 0;
  std::uint32_t payload_offset = 0;  // in the super-packet
  std::uint32_t payload_bytes = 0;
};

enum class SegmentChecksum : std::uint8_t {
  complete,
  partial,  // the pseudo header's sum only: the next link does the rest
};

Result<SegmentPlan> plan_segments(std::span<const std::uint8_t> packet, const Parsed& parsed,
                                  std::uint32_t segment_payload_bytes) noexcept;

// Writes the header of segment `index` (below plan.count) into `header`.
Result<Segment> write_segment_header(std::span<const std::uint8_t> packet, const SegmentPlan& plan,
                                     std::uint32_t index, std::span<std::uint8_t> header,
                                     SegmentChecksum checksum = SegmentChecksum::complete) noexcept;

}  // namespace penstock::wire
