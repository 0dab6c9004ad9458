// SPDX-License-Identifier: Apache-2.0
// A ring as it lies in shared memory: a control page, then the data. One side produces, the other consumes;
// indices are byte offsets into the data, multiples of 8. A packet is a head of 16 bytes, a descriptor, a
// payload padded to 8, and a trailer of 8 that says where the packet began.
//
// Threads: plain values.
// Memory: a RingSpan borrows memory that the other side can write at any moment.
// Errors: RingFault names what a peer did wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace penstock::channel {

using Bytes = std::span<const std::byte>;
using MutableBytes = std::span<std::byte>;

inline constexpr std::uint32_t kPageBytes = 4096;
inline constexpr std::uint32_t kHeadBytes = 16;
inline constexpr std::uint32_t kTrailerBytes = 8;

// Offsets in the control page.
inline constexpr std::uint32_t kWriteIndex = 0;
inline constexpr std::uint32_t kReadIndex = 4;
inline constexpr std::uint32_t kInterruptMask = 8;
inline constexpr std::uint32_t kPendingSend = 12;
inline constexpr std::uint32_t kFeatureBits = 64;
inline constexpr std::uint32_t kFeaturePendingSend = 1;

enum class WireType : std::uint16_t {
  in_band = 6,
  transfer_pages = 7,
  page_list = 9,
  completion = 11,
};

inline constexpr std::uint16_t kCompletionRequested = 1;

// The head of a packet. Offsets and lengths are in units of 8 bytes and count the head.
struct PacketHead {
  std::uint16_t type = 0;
  std::uint16_t data_offset8 = 2;
  std::uint16_t length8 = 2;
  std::uint16_t flags = 0;
  std::uint64_t transaction = 0;

  WireType wire_type() const { return static_cast<WireType>(type); }
  bool completion_requested() const { return (flags & kCompletionRequested) != 0; }
  std::uint32_t descriptor_bytes() const { return data_offset8 * 8u - kHeadBytes; }
  std::uint32_t payload_bytes() const { return (length8 - data_offset8) * 8u; }
};
static_assert(sizeof(PacketHead) == kHeadBytes);

enum class RingFault : std::uint8_t {
  none,
  bad_index,            // not a multiple of 8, or outside the data
  short_packet,         // less than a head
  beyond_used,          // longer than what was written
  bad_offset,           // the payload begins inside the head or after the end
  bad_flags,            // bits that nobody defined
  bad_type,             // a type that this side may not be sent
  bad_descriptor,       // ranges that do not fit in front of the payload, or name nothing
  payload_too_long,     // above the channel's maximum packet
  unknown_transaction,  // answers what was not asked; counted, does not stop the way in
  count,
};
const char* to_string(RingFault fault);

struct RingSpan {
  std::byte* control = nullptr;
  std::byte* data = nullptr;
  std::uint32_t bytes = 0;  // of the data: a multiple of the page, at least one
};

inline constexpr std::uint32_t round_up8(std::uint32_t bytes) { return (bytes + 7u) & ~7u; }

// The largest payload that a ring of this size can ever carry (V-TX-9).
inline constexpr std::uint32_t payload_bytes_max(std::uint32_t ring_bytes, std::uint32_t descriptor_bytes) {
  const std::uint32_t taken = kHeadBytes + descriptor_bytes + kTrailerBytes + 16;
  return ring_bytes > taken ? ring_bytes - taken : 0;
}

}  // namespace penstock::channel
