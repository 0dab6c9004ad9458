// SPDX-License-Identifier: Apache-2.0
#include "snapshot/crc32c.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace penstock::snapshot {
namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78;  // reflected

constexpr std::uint32_t times_x(std::uint32_t value) {
  return value >> 1 ^ ((value & 1) != 0 ? kPolynomial : 0);
}

// Of two remainders, bit by bit.
constexpr std::uint32_t product(std::uint32_t a, std::uint32_t b) {
  std::uint32_t sum = 0;
  for (std::uint32_t bit = 0x80000000; bit != 0; bit >>= 1) {
    if ((a & bit) != 0) sum ^= b;
    b = times_x(b);
  }
  return sum;
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

#define PENSTOCK_WIDE_CRC_TARGET __attribute__((target("sse4.2,pclmul,avx512f,vpclmulqdq")))

constexpr std::uint32_t power_of_x(int exponent) {
  std::uint32_t value = 0x80000000;
  for (int i = 0; i < exponent; ++i) value = times_x(value);
  return value;
}
// What the two halves of 16 bytes are multiplied by to stand for so many bits further on. The first half is 64 bits
// ahead of the second; a product is 33 powers too high, as above.
consteval std::uint64_t first_half(int bits) { return power_of_x(bits + 64 - 33); }
consteval std::uint64_t second_half(int bits) { return power_of_x(bits - 33); }

PENSTOCK_WIDE_CRC_TARGET inline __m512i moved_to(__m512i value, __m512i powers, __m512i onto) {
  const __m512i first = _mm512_clmulepi64_epi128(value, powers, 0x00);
  const __m512i second = _mm512_clmulepi64_epi128(value, powers, 0x11);
  return _mm512_ternarylogic_epi64(first, second, onto, 0x96);  // all three, without carry
}

template <bool kCopies>
PENSTOCK_WIDE_CRC_TARGET inline __m512i load(const std::byte* from, std::byte* to) {
  const __m512i bytes = _mm512_loadu_si512(from);
  if constexpr (kCopies) _mm512_storeu_si512(to, bytes);
  return bytes;
}

constexpr std::size_t kRowBytes = 64;
constexpr std::size_t kRows = 4;

// Sixteen blocks of 16 bytes at once, each moved onto the one that follows 256 bytes behind; then all onto the last.
// What that stands for is these 16 bytes alone, and the rest goes on from their checksum.
template <bool kCopies>
PENSTOCK_WIDE_CRC_TARGET std::uint32_t by_wide_instruction(const std::byte* from, std::byte* to,
                                                           std::size_t bytes, std::uint32_t before) {
  constexpr std::size_t kStrideBytes = kRows * kRowBytes;
  if (bytes < kStrideBytes) return by_instruction<kCopies>(from, to, bytes, before);
  constexpr int kStride = 8 * kStrideBytes, kRow = 8 * kRowBytes, kBlock = 128;
  const __m512i by_stride = _mm512_broadcast_i32x4(_mm_set_epi64x(second_half(kStride), first_half(kStride)));
  const __m512i by_row = _mm512_broadcast_i32x4(_mm_set_epi64x(second_half(kRow), first_half(kRow)));
  __m512i rows[kRows];
  for (std::size_t i = 0; i < kRows; ++i) rows[i] = load<kCopies>(from + i * kRowBytes, to + i * kRowBytes);
  rows[0] = _mm512_xor_si512(rows[0], _mm512_zextsi128_si512(_mm_cvtsi32_si128(static_cast<int>(before))));
  std::size_t at = kStrideBytes;
  for (; bytes - at >= kStrideBytes; at += kStrideBytes) {
    for (std::size_t i = 0; i < kRows; ++i) {
      const std::size_t row = at + i * kRowBytes;
      rows[i] = moved_to(rows[i], by_stride, load<kCopies>(from + row, to + row));
    }
  }
  __m512i last = rows[0];
  for (std::size_t i = 1; i < kRows; ++i) last = moved_to(last, by_row, rows[i]);
  for (; bytes - at >= kRowBytes; at += kRowBytes)
    last = moved_to(last, by_row, load<kCopies>(from + at, to + at));
  // The four blocks of the row onto its last one: each by what it is ahead.
  const __m512i ahead =
      _mm512_set_epi64(0, 0, second_half(kBlock), first_half(kBlock), second_half(2 * kBlock),
                       first_half(2 * kBlock), second_half(3 * kBlock), first_half(3 * kBlock));
  const __m512i moved = moved_to(last, ahead, _mm512_maskz_mov_epi64(0xC0, last));
  std::uint64_t halves[8];
  _mm512_storeu_si512(halves, moved);
  std::uint64_t value = _mm_crc32_u64(0, halves[0] ^ halves[2] ^ halves[4] ^ halves[6]);
  value = _mm_crc32_u64(value, halves[1] ^ halves[3] ^ halves[5] ^ halves[7]);
  return by_instruction<kCopies>(from + at, to + at, bytes - at, static_cast<std::uint32_t>(value));
}

template <bool kCopies>
std::uint32_t by_best(const std::byte* from, std::byte* to, std::size_t bytes, std::uint32_t before) {
  static const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("vpclmulqdq");
  return wide ? by_wide_instruction<kCopies>(from, to, bytes, before)
              : by_instruction<kCopies>(from, to, bytes, before);
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

std::uint32_t crc32c_by_word(std::span<const std::byte> bytes, std::uint32_t before) {
#if defined(__x86_64__)
  auto* const nowhere = const_cast<std::byte*>(bytes.data());  // not written to
  if (has_instructions()) return ~by_instruction<false>(bytes.data(), nowhere, bytes.size(), ~before);
#endif
  return crc32c_by_table(bytes, before);
}

std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t before) {
#if defined(__x86_64__)
  if (has_instructions()) {
    auto* const nowhere = const_cast<std::byte*>(bytes.data());  // not written to
    return ~by_best<false>(bytes.data(), nowhere, bytes.size(), ~before);
  }
#endif
  return crc32c_by_table(bytes, before);
}

std::uint32_t crc32c_copy(std::byte* to, std::span<const std::byte> bytes, std::uint32_t before) {
#if defined(__x86_64__)
  if (has_instructions()) return ~by_best<true>(bytes.data(), to, bytes.size(), ~before);
#endif
  if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
  return crc32c_by_table(bytes, before);
}

// The first one with as many zero bytes behind it: multiplied by x to eight times their number, found by squaring.
std::uint32_t crc32c_join(std::uint32_t first, std::uint32_t second, std::uint64_t second_bytes) {
  constexpr std::uint32_t kOne = 0x80000000;
  std::uint32_t power = kOne;
  for (int i = 0; i < 8; ++i) power = times_x(power);
  for (; second_bytes != 0; second_bytes >>= 1, power = product(power, power)) {
    if ((second_bytes & 1) != 0) first = product(first, power);
  }
  return first ^ second;
}

}  // namespace penstock::snapshot
