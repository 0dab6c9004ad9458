// SPDX-License-Identifier: Apache-2.0
#include "wire/checksum.h"

#include <cstring>

namespace penstock::wire {
namespace {

// 16 bytes as two 64-bit lanes. The compiler's own vectors, so that the same source is SSE2 and NEON.
using Lanes = std::uint64_t __attribute__((vector_size(16)));

constexpr std::size_t kBlockBytes = 64;

inline Lanes load_lanes(const std::uint8_t* bytes) noexcept {
  Lanes lanes;
  std::memcpy(&lanes, bytes, sizeof lanes);
  return lanes;
}

std::uint64_t add_carry(std::uint64_t sum, std::uint64_t value) noexcept {
  sum += value;
  return sum + (sum < value);
}

// Sums 32-bit halves into 64-bit lanes: no carry to chase. Four sums, so that one addition need not wait
// for the other.
std::uint64_t sum_blocks(const std::uint8_t* bytes, std::size_t blocks) noexcept {
  const auto halves = [](const std::uint8_t* at) {
    const Lanes lanes = load_lanes(at);
    return (lanes & Lanes{0xffffffff, 0xffffffff}) + (lanes >> 32);
  };
  Lanes first = {}, second = {}, third = {}, fourth = {};
  for (; blocks != 0; --blocks, bytes += kBlockBytes) {
    first += halves(bytes);
    second += halves(bytes + 16);
    third += halves(bytes + 32);
    fourth += halves(bytes + 48);
  }
  // Below 2^29 blocks, 32 GiB, these additions carry nothing away.
  const Lanes all = first + second + third + fourth;
  return add_carry(all[0], all[1]);
}

// Less than 8 bytes, without a call to memcpy, which costs more than a header's checksum.
std::uint64_t sum_tail(const std::uint8_t* bytes, std::size_t left) noexcept {
  std::uint64_t sum = 0;
  if ((left & 4) != 0) {
    std::uint32_t word;
    std::memcpy(&word, bytes, sizeof word);
    sum += word;
    bytes += 4;
  }
  if ((left & 2) != 0) {
    std::uint16_t half;
    std::memcpy(&half, bytes, sizeof half);
    sum += half;
    bytes += 2;
  }
  return (left & 1) != 0 ? sum + *bytes : sum;
}

std::uint64_t sum_bytes(std::span<const std::uint8_t> bytes) noexcept {
  const std::uint8_t* cursor = bytes.data();
  std::size_t left = bytes.size();
  std::uint64_t sum = 0;
  if (left >= kBlockBytes) {
    sum = sum_blocks(cursor, left / kBlockBytes);
    cursor += left / kBlockBytes * kBlockBytes;
    left %= kBlockBytes;
  }
  for (; left >= 8; left -= 8, cursor += 8) {
    std::uint64_t word;
    std::memcpy(&word, cursor, sizeof word);
    sum = add_carry(sum, word);
  }
  return add_carry(sum, sum_tail(cursor, left));
}

std::uint16_t fold(std::uint64_t sum) noexcept {
  sum = (sum >> 32) + (sum & 0xffffffff);
  sum = (sum >> 16) + (sum & 0xffff);
  sum = (sum >> 16) + (sum & 0xffff);
  sum = (sum >> 16) + (sum & 0xffff);
  return static_cast<std::uint16_t>(sum);
}

}  // namespace

PartialSum& PartialSum::add(std::span<const std::uint8_t> bytes) noexcept {
  return add_folded(sum_bytes(bytes));
}

PartialSum& PartialSum::add_odd(std::span<const std::uint8_t> bytes) noexcept {
  return add_folded(__builtin_bswap16(fold(sum_bytes(bytes))));
}

PartialSum& PartialSum::add_pseudo_header(const Address& source, const Address& destination,
                                          std::uint8_t protocol, std::uint32_t upper_bytes) noexcept {
  return add(source.bytes()).add(destination.bytes()).add16(protocol).add32(upper_bytes);
}

std::uint16_t PartialSum::folded() const noexcept { return fold(raw_); }

std::uint16_t internet_checksum(std::span<const std::uint8_t> bytes) noexcept {
  return PartialSum{}.add(bytes).value();
}

std::uint16_t updated_checksum(std::uint16_t checksum, std::uint16_t before, std::uint16_t after) noexcept {
  const std::uint32_t sum =
      static_cast<std::uint16_t>(~checksum) + static_cast<std::uint16_t>(~before) + std::uint32_t{after};
  return static_cast<std::uint16_t>(~fold(sum));
}

std::uint16_t updated_checksum32(std::uint16_t checksum, std::uint32_t before, std::uint32_t after) noexcept {
  checksum = updated_checksum(checksum, static_cast<std::uint16_t>(before >> 16),
                              static_cast<std::uint16_t>(after >> 16));
  return updated_checksum(checksum, static_cast<std::uint16_t>(before), static_cast<std::uint16_t>(after));
}

std::uint16_t updated_checksum(std::uint16_t checksum, const Address& before, const Address& after) noexcept {
  for (std::size_t at = 0; at < before.bytes().size(); at += 4) {
    checksum = updated_checksum32(checksum, base::load_big32(before.octets.data() + at),
                                  base::load_big32(after.octets.data() + at));
  }
  return checksum;
}

}  // namespace penstock::wire
