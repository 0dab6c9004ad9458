// SPDX-License-Identifier: Apache-2.0
// The form for AVX2: eight lanes, limbs of 26 bits. Compiled for AVX2, and entered only where that exists. So nothing here may be an inline function that another
// file could also have: the linker might keep this one. Everything is static, and no library template is used.
#include "aead_lanes.h"

#if defined(__x86_64__) && defined(__AVX2__)

#include <immintrin.h>
#include <openssl/crypto.h>
#include <string.h>

namespace wireguard {
namespace {

using Vector = __m256i;

constexpr std::size_t kLanes = 8;
constexpr int kLimbs = 5;

// Four lanes of an authenticator, in limbs of 26 bits.
struct Authenticator {
  Vector sum[kLimbs];
  Vector factor[kLimbs];
  Vector factor_times_five[kLimbs];
};

inline Vector broadcast(std::uint32_t value) { return _mm256_set1_epi32(static_cast<int>(value)); }

inline Vector rotate16(Vector value) {
  const Vector order = _mm256_set_epi8(13, 12, 15, 14, 9, 8, 11, 10, 5, 4, 7, 6, 1, 0, 3, 2, 13, 12, 15, 14,
                                       9, 8, 11, 10, 5, 4, 7, 6, 1, 0, 3, 2);
  return _mm256_shuffle_epi8(value, order);
}

inline Vector rotate8(Vector value) {
  const Vector order = _mm256_set_epi8(14, 13, 12, 15, 10, 9, 8, 11, 6, 5, 4, 7, 2, 1, 0, 3, 14, 13, 12, 15,
                                       10, 9, 8, 11, 6, 5, 4, 7, 2, 1, 0, 3);
  return _mm256_shuffle_epi8(value, order);
}

template <int kBits>
inline Vector rotate(Vector value) {
  if constexpr (kBits == 16) return rotate16(value);
  if constexpr (kBits == 8) return rotate8(value);
  return _mm256_or_si256(_mm256_slli_epi32(value, kBits), _mm256_srli_epi32(value, 32 - kBits));
}

inline Vector add(Vector one, Vector other) { return _mm256_add_epi32(one, other); }
inline Vector exclusive(Vector one, Vector other) { return _mm256_xor_si256(one, other); }

// Eight words of eight lanes become eight lanes of eight words.
inline void transpose(Vector* rows) {
  Vector pairs[8];
  for (int i = 0; i < 4; ++i) {
    pairs[2 * i] = _mm256_unpacklo_epi32(rows[2 * i], rows[2 * i + 1]);
    pairs[2 * i + 1] = _mm256_unpackhi_epi32(rows[2 * i], rows[2 * i + 1]);
  }
  Vector quads[8];
  for (int i = 0; i < 2; ++i) {
    quads[4 * i] = _mm256_unpacklo_epi64(pairs[4 * i], pairs[4 * i + 2]);
    quads[4 * i + 1] = _mm256_unpackhi_epi64(pairs[4 * i], pairs[4 * i + 2]);
    quads[4 * i + 2] = _mm256_unpacklo_epi64(pairs[4 * i + 1], pairs[4 * i + 3]);
    quads[4 * i + 3] = _mm256_unpackhi_epi64(pairs[4 * i + 1], pairs[4 * i + 3]);
  }
  for (int i = 0; i < 4; ++i) {
    rows[i] = _mm256_permute2x128_si256(quads[i], quads[4 + i], 0x20);
    rows[4 + i] = _mm256_permute2x128_si256(quads[i], quads[4 + i], 0x31);
  }
}

inline void arrange(Vector* stream) {
  transpose(stream);
  transpose(stream + 8);
}

inline Vector load(const std::uint8_t* from) {
  return _mm256_loadu_si256(reinterpret_cast<const Vector*>(from));
}
inline void store(std::uint8_t* to, Vector value) {
  _mm256_storeu_si256(reinterpret_cast<Vector*>(to), value);
}

inline Vector load_lanes(const std::uint32_t* words) {
  return load(reinterpret_cast<const std::uint8_t*>(words));
}

inline void mix_lane(std::uint8_t* data, const Vector* stream, std::uint32_t lane) {
  store(data, exclusive(load(data), stream[lane]));
  store(data + 32, exclusive(load(data + 32), stream[8 + lane]));
}

void mix_end(std::uint8_t* data, std::uint32_t bytes, const Vector* stream, std::uint32_t lane) {
  std::uint8_t block[64];
  store(block, stream[lane]);
  store(block + 32, stream[8 + lane]);
  std::uint32_t i = 0;
  for (; i + 16 <= bytes; i += 16) {
    __m128i* const at = reinterpret_cast<__m128i*>(data + i);
    const __m128i mask = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + i));
    _mm_storeu_si128(at, _mm_xor_si128(_mm_loadu_si128(at), mask));
  }
  for (; i < bytes; ++i) data[i] = static_cast<std::uint8_t>(data[i] ^ block[i]);
  OPENSSL_cleanse(block, sizeof block);
}

// 128 bits of four lanes, given as two vectors of 64, to limbs; `top` is the bit above them.
inline void to_limbs(Vector low, Vector high, Vector top, Vector* limbs) {
  const Vector mask = _mm256_set1_epi64x(0x3ffffff);
  limbs[0] = _mm256_and_si256(low, mask);
  limbs[1] = _mm256_and_si256(_mm256_srli_epi64(low, 26), mask);
  limbs[2] = _mm256_and_si256(_mm256_or_si256(_mm256_srli_epi64(low, 52), _mm256_slli_epi64(high, 12)), mask);
  limbs[3] = _mm256_and_si256(_mm256_srli_epi64(high, 14), mask);
  limbs[4] = _mm256_or_si256(_mm256_srli_epi64(high, 40), top);
}

inline Vector times(Vector one, Vector other) { return _mm256_mul_epu32(one, other); }
inline Vector plus(Vector one, Vector other) { return _mm256_add_epi64(one, other); }
inline Vector plus(Vector a, Vector b, Vector c, Vector d, Vector e) {
  return plus(plus(plus(a, b), plus(c, d)), e);
}

// sum = (sum + limbs) * factor, carried so far that the next step cannot overflow.
inline void authenticate(const Authenticator& a, const Vector* limbs, Vector* sum) {
  const Vector* const r = a.factor;
  const Vector* const s = a.factor_times_five;
  Vector h[kLimbs];
  for (int i = 0; i < kLimbs; ++i) h[i] = plus(sum[i], limbs[i]);
  Vector d0 =
      plus(times(h[0], r[0]), times(h[1], s[4]), times(h[2], s[3]), times(h[3], s[2]), times(h[4], s[1]));
  Vector d1 =
      plus(times(h[0], r[1]), times(h[1], r[0]), times(h[2], s[4]), times(h[3], s[3]), times(h[4], s[2]));
  Vector d2 =
      plus(times(h[0], r[2]), times(h[1], r[1]), times(h[2], r[0]), times(h[3], s[4]), times(h[4], s[3]));
  Vector d3 =
      plus(times(h[0], r[3]), times(h[1], r[2]), times(h[2], r[1]), times(h[3], r[0]), times(h[4], s[4]));
  Vector d4 =
      plus(times(h[0], r[4]), times(h[1], r[3]), times(h[2], r[2]), times(h[3], r[1]), times(h[4], r[0]));
  const Vector mask = _mm256_set1_epi64x(0x3ffffff);
  // Two chains side by side.
  d1 = plus(d1, _mm256_srli_epi64(d0, 26));
  d4 = plus(d4, _mm256_srli_epi64(d3, 26));
  d0 = _mm256_and_si256(d0, mask);
  d3 = _mm256_and_si256(d3, mask);
  d2 = plus(d2, _mm256_srli_epi64(d1, 26));
  const Vector over = _mm256_srli_epi64(d4, 26);
  d0 = plus(d0, plus(over, _mm256_slli_epi64(over, 2)));
  d1 = _mm256_and_si256(d1, mask);
  d4 = _mm256_and_si256(d4, mask);
  d3 = plus(d3, _mm256_srli_epi64(d2, 26));
  d1 = plus(d1, _mm256_srli_epi64(d0, 26));
  sum[2] = _mm256_and_si256(d2, mask);
  sum[0] = _mm256_and_si256(d0, mask);
  sum[4] = plus(d4, _mm256_srli_epi64(d3, 26));
  sum[3] = _mm256_and_si256(d3, mask);
  sum[1] = d1;
}

inline Vector widen(Vector words, int half) {
  return _mm256_cvtepu32_epi64(half ? _mm256_extracti128_si256(words, 1) : _mm256_castsi256_si128(words));
}

void begin_half(Authenticator& a, const Vector* stream, int half) {
  const Vector low = _mm256_or_si256(widen(stream[0], half), _mm256_slli_epi64(widen(stream[1], half), 32));
  const Vector high = _mm256_or_si256(widen(stream[2], half), _mm256_slli_epi64(widen(stream[3], half), 32));
  to_limbs(_mm256_and_si256(low, _mm256_set1_epi64x(0x0ffffffc0fffffff)),
           _mm256_and_si256(high, _mm256_set1_epi64x(0x0ffffffc0ffffffc)), _mm256_setzero_si256(), a.factor);
  for (int i = 0; i < kLimbs; ++i) {
    a.factor_times_five[i] = plus(a.factor[i], _mm256_slli_epi64(a.factor[i], 2));
    a.sum[i] = _mm256_setzero_si256();
  }
}

inline __m128i load_step(const std::uint8_t* from) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

inline void step_limbs(const std::uint8_t* const* at, std::uint32_t offset, Vector* limbs) {
  const Vector even = _mm256_inserti128_si256(_mm256_castsi128_si256(load_step(at[0] + offset)),
                                              load_step(at[2] + offset), 1);
  const Vector odd = _mm256_inserti128_si256(_mm256_castsi128_si256(load_step(at[1] + offset)),
                                             load_step(at[3] + offset), 1);
  to_limbs(_mm256_unpacklo_epi64(even, odd), _mm256_unpackhi_epi64(even, odd), _mm256_set1_epi64x(1 << 24),
           limbs);
}

// `into` takes `from` in the lanes that go on.
inline void choose(Vector* into, const Vector* from, const std::uint64_t* goes_on) {
  const Vector chosen = load(reinterpret_cast<const std::uint8_t*>(goes_on));
  for (int i = 0; i < kLimbs; ++i) into[i] = _mm256_blendv_epi8(into[i], from[i], chosen);
}

// Fully reduced, in constant time.
unsigned __int128 number_of(const Authenticator& a, std::uint32_t lane) {
  std::uint64_t h[kLimbs];
  constexpr std::uint64_t kMask = 0x3ffffff;
  for (int i = 0; i < kLimbs; ++i) memcpy(&h[i], reinterpret_cast<const std::uint64_t*>(&a.sum[i]) + lane, 8);
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < kLimbs - 1; ++i) {
      h[i + 1] += h[i] >> 26u;
      h[i] &= kMask;
    }
    h[0] += 5 * (h[4] >> 26u);
    h[4] &= kMask;
  }
  h[1] += h[0] >> 26u;
  h[0] &= kMask;
  // Minus the prime, when that does not go below zero.
  std::uint64_t g[kLimbs];
  std::uint64_t carry = 5;
  for (int i = 0; i < kLimbs; ++i) {
    g[i] = h[i] + carry;
    carry = g[i] >> 26u;
    g[i] &= kMask;
  }
  const std::uint64_t take = 0 - carry;
  unsigned __int128 sum = 0;
  for (int i = kLimbs - 1; i >= 0; --i) sum = (sum << 26u) + ((g[i] & take) | (h[i] & ~take));
  return sum;
}

#include "aead_lanes_algorithm.inc"

bool usable() { return __builtin_cpu_supports("avx2") != 0; }

}  // namespace

const LaneForm kLanesAvx2 = {"AVX2", kLanes, usable, seal, open};

}  // namespace wireguard

#else

namespace wireguard {

const LaneForm kLanesAvx2 = {"AVX2", 8, [] { return false; }, nullptr, nullptr};

}  // namespace wireguard

#endif
