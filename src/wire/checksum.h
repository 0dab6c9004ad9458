// SPDX-License-Identifier: Apache-2.0
// The internet checksum (RFC 1071). A PartialSum collects bytes and numbers in any grouping, since its
// addition neither cares for order nor loses carries; value() is the field's content. It sums in the
// machine's byte order, which only swaps the result, and that is undone once at the end.
//
// Threads: plain values.
// Memory: none; bytes are read once.
// Errors: none. Empty input is in order.
#pragma once

#include <cstdint>
#include <span>

#include "wire/address.h"

namespace penstock::wire {

class PartialSum {
 public:
  // Bytes that begin at an even offset of what is summed. A piece of odd size counts as padded with a zero
  // byte; to join pieces after it, add the next with add_odd().
  PartialSum& add(std::span<const std::uint8_t> bytes) noexcept;
  // Bytes that begin at an odd offset.
  PartialSum& add_odd(std::span<const std::uint8_t> bytes) noexcept;
  // Numbers in host order, at an even offset.
  PartialSum& add16(std::uint16_t value) noexcept { return add_folded(__builtin_bswap16(value)); }
  PartialSum& add32(std::uint32_t value) noexcept { return add_folded(__builtin_bswap32(value)); }
  // The pseudo header of RFC 9293 3.1 and RFC 8200 8.1.
  PartialSum& add_pseudo_header(const Address& source, const Address& destination, std::uint8_t protocol,
                                std::uint32_t upper_bytes) noexcept;

  // The sum itself in host order: what a sender leaves in the field when somebody else adds the rest.
  std::uint16_t sum() const noexcept { return __builtin_bswap16(folded()); }
  // The checksum in host order, to be stored with store_big16. Over bytes that contain a correct checksum
  // it is 0.
  std::uint16_t value() const noexcept { return static_cast<std::uint16_t>(~sum()); }
  // The same for fields where 0 means "none": UDP.
  std::uint16_t value_never_zero() const noexcept { return value() == 0 ? 0xffff : value(); }

 private:
  PartialSum& add_folded(std::uint64_t raw) noexcept {
    raw_ += raw;
    raw_ += raw_ < raw;  // the carry comes back in at the end
    return *this;
  }
  std::uint16_t folded() const noexcept;

  std::uint64_t raw_ = 0;
};

std::uint16_t internet_checksum(std::span<const std::uint8_t> bytes) noexcept;

// The checksum after part of what it covers changed (RFC 1624, equation 3). Values are in host order and
// lie at even offsets. For UDP, a field of 0 ("none") must be left alone by the caller.
std::uint16_t updated_checksum(std::uint16_t checksum, std::uint16_t before, std::uint16_t after) noexcept;
std::uint16_t updated_checksum32(std::uint16_t checksum, std::uint32_t before, std::uint32_t after) noexcept;
std::uint16_t updated_checksum(std::uint16_t checksum, const Address& before, const Address& after) noexcept;

}  // namespace penstock::wire
