// SPDX-License-Identifier: Apache-2.0
#include "snapshot/crc32c.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#include <wmmintrin.h>
#endif

namespace penstock::snapshot {
namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78;  // reflected

constexpr std::uint32_t times_x(std::uint32_t value) {
  return value >> 1 ^ ((value & 1) != 0 ? kPolynomial : 0);
}

constexpr std::array<std::uint32_t, 256> make_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = times_x(value);
    table[i] = value;
  }
  return table;
}
constexpr auto kTable = make_table();

#if defined(__x86_64__)
#define PENSTOCK_CRC_TARGET __attribute__((target("sse4.2,pclmul")))

// By the number of words: what a checksum is multiplied by to stand for its bytes with so many zero words behind
// them. A product of two reflected halves is one power of x too high, and the instruction that reduces it adds
// 32 to that.
constexpr std::size_t kStretchWordsMax = 128;
constexpr std::array<std::uint32_t, 2 * kStretchWordsMax + 1> make_powers() {
  std::array<std::uint32_t, 2 * kStretchWordsMax + 1> powers{};
  std::uint32_t value = 0x80000000;
  for (int i = 0; i < 64 - 33; ++i) value = times_x(value);
  for (std::size_t words = 1; words < powers.size(); ++words) {
    powers[words] = value;
    for (int i = 0; i < 64; ++i) value = times_x(value);
  }
  return powers;
}
constexpr auto kPowers = make_powers();

PENSTOCK_CRC_TARGET inline std::uint64_t moved_by(std::uint64_t value, std::uint32_t power) {
  const __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128(static_cast<long long>(value)),
                                               _mm_cvtsi32_si128(static_cast<int>(power)), 0);
  return _mm_crc32_u64(0, static_cast<std::uint64_t>(_mm_cvtsi128_si64(product)));
}

template <bool kCopies>
PENSTOCK_CRC_TARGET inline std::uint64_t step(std::uint64_t value, const std::byte* from, std::byte* to) {
  std::uint64_t word;
  std::memcpy(&word, from, 8);
  if constexpr (kCopies) std::memcpy(to, &word, 8);
  return _mm_crc32_u64(value, word);
}

template <bool kCopies>
PENSTOCK_CRC_TARGET std::uint32_t by_instruction(const std::byte* from, std::byte* to, std::size_t bytes,
                                                 std::uint32_t before) {
  constexpr std::size_t kWorthwhile = 48;
  std::uint64_t value = before;
  while (bytes >= kWorthwhile) {
    const std::size_t words = bytes / 24 < kStretchWordsMax ? bytes / 24 : kStretchWordsMax;
    const std::size_t stretch = 8 * words;
    std::uint64_t second = 0, third = 0;
    for (std::size_t at = 0; at < stretch; at += 8) {
      value = step<kCopies>(value, from + at, to + at);
      second = step<kCopies>(second, from + stretch + at, to + stretch + at);
      third = step<kCopies>(third, from + 2 * stretch + at, to + 2 * stretch + at);
    }
    value = moved_by(value, kPowers[2 * words]) ^ moved_by(second, kPowers[words]) ^ third;
    from += 3 * stretch;
    if constexpr (kCopies) to += 3 * stretch;
    bytes -= 3 * stretch;
  }
  for (; bytes >= 8; from += 8, bytes -= 8) {
    value = step<kCopies>(value, from, to);
    if constexpr (kCopies) to += 8;
  }
  auto last = static_cast<std::uint32_t>(value);
  for (; bytes != 0; ++from, --bytes) {
    if constexpr (kCopies) *to++ = *from;
    last = _mm_crc32_u8(last, static_cast<unsigned char>(*from));
  }
  return last;
}

bool has_instructions() {
  static const bool has = __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul");
  return has;
}
#endif

}  // namespace

std::uint32_t crc32c_by_table(std::span<const std::byte> bytes, std::uint32_t before) {
  std::uint32_t value = ~before;
  for (const std::byte one : bytes)
    value = value >> 8 ^ kTable[(value ^ static_cast<std::uint32_t>(one)) & 0xFF];
  return ~value;
}

std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t before) {
#if defined(__x86_64__)
  if (has_instructions()) {
    auto* const nowhere = const_cast<std::byte*>(bytes.data());  // not written to
    return ~by_instruction<false>(bytes.data(), nowhere, bytes.size(), ~before);
  }
#endif
  return crc32c_by_table(bytes, before);
}

std::uint32_t crc32c_copy(std::byte* to, std::span<const std::byte> bytes, std::uint32_t before) {
#if defined(__x86_64__)
  if (has_instructions()) return ~by_instruction<true>(bytes.data(), to, bytes.size(), ~before);
#endif
  if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
  return crc32c_by_table(bytes, before);
}

}  // namespace penstock::snapshot
