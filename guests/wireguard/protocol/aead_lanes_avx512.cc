// SPDX-License-Identifier: Apache-2.0
// The form for AVX-512 with IFMA: sixteen lanes, limbs of 44, 44 and 42 bits. Compiled for these, and entered only
// where they exist. So nothing here may be an inline function that another file could also have: the linker might
// keep this one. Everything is static, and no library template is used.
#include "aead_lanes.h"

#if defined(__x86_64__) && defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512IFMA__)

#include <immintrin.h>
#include <openssl/crypto.h>
#include <string.h>

namespace wireguard {
namespace {

using Vector = __m512i;

constexpr std::size_t kLanes = 16;
constexpr int kLimbs = 3;
constexpr std::uint64_t kMask44 = (std::uint64_t{1} << 44u) - 1;
constexpr std::uint64_t kMask42 = (std::uint64_t{1} << 42u) - 1;

// Eight lanes of an authenticator. What goes past 2^132, which is 4 * 2^130, comes back times 20.
struct Authenticator {
  Vector sum[kLimbs];
  Vector factor[kLimbs];
  Vector factor_times_twenty[kLimbs];
};

inline Vector broadcast(std::uint32_t value) { return _mm512_set1_epi32(static_cast<int>(value)); }
inline Vector broadcast64(std::uint64_t value) { return _mm512_set1_epi64(static_cast<long long>(value)); }
inline Vector add(Vector one, Vector other) { return _mm512_add_epi32(one, other); }
inline Vector exclusive(Vector one, Vector other) { return _mm512_xor_si512(one, other); }

template <int kBits>
inline Vector rotate(Vector value) {
  return _mm512_rol_epi32(value, kBits);
}

inline Vector load_lanes(const std::uint32_t* words) { return _mm512_loadu_si512(words); }

// Sixteen words of sixteen lanes become sixteen lanes of sixteen words: within quarters, then the quarters.
inline void arrange(Vector* rows) {
  Vector pairs[16];
  for (int i = 0; i < 8; ++i) {
    pairs[2 * i] = _mm512_unpacklo_epi32(rows[2 * i], rows[2 * i + 1]);
    pairs[2 * i + 1] = _mm512_unpackhi_epi32(rows[2 * i], rows[2 * i + 1]);
  }
  // Words 4i to 4i + 3 of lane j of each quarter are quads[4 * i + j].
  Vector quads[16];
  for (int i = 0; i < 4; ++i) {
    quads[4 * i] = _mm512_unpacklo_epi64(pairs[4 * i], pairs[4 * i + 2]);
    quads[4 * i + 1] = _mm512_unpackhi_epi64(pairs[4 * i], pairs[4 * i + 2]);
    quads[4 * i + 2] = _mm512_unpacklo_epi64(pairs[4 * i + 1], pairs[4 * i + 3]);
    quads[4 * i + 3] = _mm512_unpackhi_epi64(pairs[4 * i + 1], pairs[4 * i + 3]);
  }
  for (int j = 0; j < 4; ++j) {
    const Vector low_first = _mm512_shuffle_i64x2(quads[j], quads[4 + j], 0x44);
    const Vector low_last = _mm512_shuffle_i64x2(quads[j], quads[4 + j], 0xee);
    const Vector high_first = _mm512_shuffle_i64x2(quads[8 + j], quads[12 + j], 0x44);
    const Vector high_last = _mm512_shuffle_i64x2(quads[8 + j], quads[12 + j], 0xee);
    rows[j] = _mm512_shuffle_i64x2(low_first, high_first, 0x88);
    rows[4 + j] = _mm512_shuffle_i64x2(low_first, high_first, 0xdd);
    rows[8 + j] = _mm512_shuffle_i64x2(low_last, high_last, 0x88);
    rows[12 + j] = _mm512_shuffle_i64x2(low_last, high_last, 0xdd);
  }
}

inline void mix_lane(std::uint8_t* data, const Vector* stream, std::uint32_t lane) {
  _mm512_storeu_si512(data, exclusive(_mm512_loadu_si512(data), stream[lane]));
}

inline void mix_end(std::uint8_t* data, std::uint32_t bytes, const Vector* stream, std::uint32_t lane) {
  const __mmask64 there = (std::uint64_t{1} << bytes) - 1;
  _mm512_mask_storeu_epi8(data, there, exclusive(_mm512_maskz_loadu_epi8(there, data), stream[lane]));
}

// 128 bits of eight lanes, given as two vectors of 64, to limbs; `top` is the bit above them.
inline void to_limbs(Vector low, Vector high, Vector top, Vector* limbs) {
  const Vector mask = broadcast64(kMask44);
  limbs[0] = _mm512_and_si512(low, mask);
  limbs[1] = _mm512_and_si512(_mm512_or_si512(_mm512_srli_epi64(low, 44), _mm512_slli_epi64(high, 20)), mask);
  limbs[2] = _mm512_or_si512(_mm512_srli_epi64(high, 24), top);
}

inline Vector plus(Vector one, Vector other) { return _mm512_add_epi64(one, other); }
inline Vector low_of(Vector sum, Vector one, Vector other) { return _mm512_madd52lo_epu64(sum, one, other); }
inline Vector high_of(Vector sum, Vector one, Vector other) { return _mm512_madd52hi_epu64(sum, one, other); }

// sum = (sum + limbs) * factor, carried so far that the next step fits 52 bits a limb: limbs stay below 2^45, and
// factors times 20 below 2^49. The high half of a product weighs 2^52 = 2^8 * 2^44, so it goes one limb up.
inline void authenticate(const Authenticator& a, const Vector* limbs, Vector* sum) {
  const Vector* const r = a.factor;
  const Vector* const s = a.factor_times_twenty;
  const Vector zero = _mm512_setzero_si512();
  const Vector h0 = plus(sum[0], limbs[0]);
  const Vector h1 = plus(sum[1], limbs[1]);
  const Vector h2 = plus(sum[2], limbs[2]);
  const Vector low0 = low_of(low_of(low_of(zero, h0, r[0]), h1, s[2]), h2, s[1]);
  const Vector low1 = low_of(low_of(low_of(zero, h0, r[1]), h1, r[0]), h2, s[2]);
  const Vector low2 = low_of(low_of(low_of(zero, h0, r[2]), h1, r[1]), h2, r[0]);
  const Vector high0 = high_of(high_of(high_of(zero, h0, r[0]), h1, s[2]), h2, s[1]);
  const Vector high1 = high_of(high_of(high_of(zero, h0, r[1]), h1, r[0]), h2, s[2]);
  const Vector high2 = high_of(high_of(high_of(zero, h0, r[2]), h1, r[1]), h2, r[0]);
  const Vector mask44 = broadcast64(kMask44);
  const Vector mask42 = broadcast64(kMask42);
  const Vector d1 = plus(plus(low1, _mm512_slli_epi64(high0, 8)), _mm512_srli_epi64(low0, 44));
  const Vector d2 = plus(plus(low2, _mm512_slli_epi64(high1, 8)), _mm512_srli_epi64(d1, 44));
  // Above limb 2, whose width is 42: high2 weighs 2^(88 + 52) = 2^10 * 2^130.
  const Vector over = plus(_mm512_slli_epi64(high2, 10), _mm512_srli_epi64(d2, 42));
  const Vector d0 = plus(_mm512_and_si512(low0, mask44), plus(over, _mm512_slli_epi64(over, 2)));
  sum[0] = _mm512_and_si512(d0, mask44);
  sum[1] = plus(_mm512_and_si512(d1, mask44), _mm512_srli_epi64(d0, 44));
  sum[2] = _mm512_and_si512(d2, mask42);
}

inline Vector widen(Vector words, int half) {
  return _mm512_cvtepu32_epi64(half ? _mm512_extracti64x4_epi64(words, 1) : _mm512_castsi512_si256(words));
}

void begin_half(Authenticator& a, const Vector* stream, int half) {
  const Vector low = _mm512_or_si512(widen(stream[0], half), _mm512_slli_epi64(widen(stream[1], half), 32));
  const Vector high = _mm512_or_si512(widen(stream[2], half), _mm512_slli_epi64(widen(stream[3], half), 32));
  to_limbs(_mm512_and_si512(low, broadcast64(0x0ffffffc0fffffff)),
           _mm512_and_si512(high, broadcast64(0x0ffffffc0ffffffc)), _mm512_setzero_si512(), a.factor);
  for (int i = 0; i < kLimbs; ++i) {
    a.factor_times_twenty[i] = plus(_mm512_slli_epi64(a.factor[i], 4), _mm512_slli_epi64(a.factor[i], 2));
    a.sum[i] = _mm512_setzero_si512();
  }
}

inline __m128i load_step(const std::uint8_t* from) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

inline Vector load_four(const std::uint8_t* const* at, std::uint32_t offset) {
  Vector four = _mm512_castsi128_si512(load_step(at[0] + offset));
  four = _mm512_inserti32x4(four, load_step(at[2] + offset), 1);
  four = _mm512_inserti32x4(four, load_step(at[4] + offset), 2);
  return _mm512_inserti32x4(four, load_step(at[6] + offset), 3);
}

inline void step_limbs(const std::uint8_t* const* at, std::uint32_t offset, Vector* limbs) {
  const Vector even = load_four(at, offset);
  const Vector odd = load_four(at + 1, offset);
  to_limbs(_mm512_unpacklo_epi64(even, odd), _mm512_unpackhi_epi64(even, odd),
           broadcast64(std::uint64_t{1} << 40u), limbs);
}

// `into` takes `from` in the lanes that go on.
inline void choose(Vector* into, const Vector* from, const std::uint64_t* goes_on) {
  const Vector there = _mm512_loadu_si512(goes_on);
  const __mmask8 chosen = _mm512_test_epi64_mask(there, there);
  for (int i = 0; i < kLimbs; ++i) into[i] = _mm512_mask_mov_epi64(into[i], chosen, from[i]);
}

// Fully reduced, in constant time.
unsigned __int128 number_of(const Authenticator& a, std::uint32_t lane) {
  std::uint64_t h[kLimbs];
  for (int i = 0; i < kLimbs; ++i)
    memcpy(&h[i], reinterpret_cast<const std::uint64_t*>(&a.sum[i]) + lane, sizeof h[i]);
  for (int round = 0; round < 3; ++round) {
    h[1] += h[0] >> 44u;
    h[0] &= kMask44;
    h[2] += h[1] >> 44u;
    h[1] &= kMask44;
    h[0] += 5 * (h[2] >> 42u);
    h[2] &= kMask42;
  }
  // Minus the prime, when that does not go below zero.
  const std::uint64_t g0 = h[0] + 5;
  const std::uint64_t g1 = h[1] + (g0 >> 44u);
  const std::uint64_t g2 = h[2] + (g1 >> 44u);
  const std::uint64_t take = 0 - (g2 >> 42u);
  using Number = unsigned __int128;
  const Number low = (g0 & kMask44 & take) | (h[0] & ~take);
  const Number middle = (g1 & kMask44 & take) | (h[1] & ~take);
  const Number high = (g2 & kMask42 & take) | (h[2] & ~take);
  return low + (middle << 44u) + (high << 88u);
}

#include "aead_lanes_algorithm.inc"

bool usable() {
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
         __builtin_cpu_supports("avx512ifma") != 0;
}

}  // namespace

const LaneForm kLanesAvx512 = {"AVX-512 with IFMA", kLanes, usable, seal, open};

}  // namespace wireguard

#else

namespace wireguard {

const LaneForm kLanesAvx512 = {"AVX-512 with IFMA", 16, [] { return false; }, nullptr, nullptr};

}  // namespace wireguard

#endif
