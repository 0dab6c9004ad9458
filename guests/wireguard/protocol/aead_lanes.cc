// SPDX-License-Identifier: Apache-2.0
// Compiled for AVX2, and entered only where that exists. So nothing here may be an inline function that another
// file could also have: the linker might keep this one. Everything is static, and no library template is used.
#include "aead_lanes.h"

#if defined(__x86_64__) && defined(__AVX2__)

#include <immintrin.h>
#include <openssl/crypto.h>
#include <string.h>

namespace wireguard {
namespace {

using Vector = __m256i;
using Tag = unsigned __int128;

constexpr std::uint32_t kBlock = 64;
constexpr std::uint32_t kStep = 16;  // of Poly1305
constexpr std::uint32_t kTag = 16;
constexpr int kLimbs = 5;

// What one call works on. Lanes without a message read where the first one reads, and write nothing.
struct Work {
  Vector key[8];
  Vector nonce_low;
  Vector nonce_high;
  std::uint8_t* data[kLanes];
  std::uint32_t bytes[kLanes];
  std::uint32_t count;
  std::uint32_t bytes_min;
  std::uint32_t bytes_max;
};

// Four lanes of an authenticator, in limbs of 26 bits.
struct Authenticator {
  Vector sum[kLimbs];
  Vector factor[kLimbs];
  Vector factor_times_five[kLimbs];
};

struct Authenticators {
  Authenticator half[2];
  std::uint32_t final_key[4][kLanes];
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
  return _mm256_or_si256(_mm256_slli_epi32(value, kBits), _mm256_srli_epi32(value, 32 - kBits));
}

inline void quarter_round(Vector& a, Vector& b, Vector& c, Vector& d) {
  a = _mm256_add_epi32(a, b);
  d = rotate16(_mm256_xor_si256(d, a));
  c = _mm256_add_epi32(c, d);
  b = rotate<12>(_mm256_xor_si256(b, c));
  a = _mm256_add_epi32(a, b);
  d = rotate8(_mm256_xor_si256(d, a));
  c = _mm256_add_epi32(c, d);
  b = rotate<7>(_mm256_xor_si256(b, c));
}

// Word i of the block of every lane is stream[i].
inline void key_stream(const Work& work, std::uint32_t counter, Vector* stream) {
  const Vector start[4] = {broadcast(0x61707865), broadcast(0x3320646e), broadcast(0x79622d32),
                           broadcast(0x6b206574)};
  Vector x0 = start[0], x1 = start[1], x2 = start[2], x3 = start[3];
  Vector x4 = work.key[0], x5 = work.key[1], x6 = work.key[2], x7 = work.key[3];
  Vector x8 = work.key[4], x9 = work.key[5], x10 = work.key[6], x11 = work.key[7];
  Vector x12 = broadcast(counter), x13 = _mm256_setzero_si256(), x14 = work.nonce_low, x15 = work.nonce_high;
  for (int i = 0; i < 10; ++i) {
    quarter_round(x0, x4, x8, x12);
    quarter_round(x1, x5, x9, x13);
    quarter_round(x2, x6, x10, x14);
    quarter_round(x3, x7, x11, x15);
    quarter_round(x0, x5, x10, x15);
    quarter_round(x1, x6, x11, x12);
    quarter_round(x2, x7, x8, x13);
    quarter_round(x3, x4, x9, x14);
  }
  const Vector mixed[16] = {x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15};
  for (int i = 0; i < 4; ++i) stream[i] = _mm256_add_epi32(mixed[i], start[i]);
  for (int i = 0; i < 8; ++i) stream[4 + i] = _mm256_add_epi32(mixed[4 + i], work.key[i]);
  stream[12] = _mm256_add_epi32(mixed[12], broadcast(counter));
  stream[13] = mixed[13];
  stream[14] = _mm256_add_epi32(mixed[14], work.nonce_low);
  stream[15] = _mm256_add_epi32(mixed[15], work.nonce_high);
}

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

inline Vector load(const std::uint8_t* from) {
  return _mm256_loadu_si256(reinterpret_cast<const Vector*>(from));
}
inline void store(std::uint8_t* to, Vector value) {
  _mm256_storeu_si256(reinterpret_cast<Vector*>(to), value);
}

inline void mix_block(std::uint8_t* data, Vector first, Vector second) {
  store(data, _mm256_xor_si256(load(data), first));
  store(data + 32, _mm256_xor_si256(load(data + 32), second));
}

void mix_end(std::uint8_t* data, std::uint32_t bytes, Vector first, Vector second) {
  std::uint8_t stream[kBlock];
  store(stream, first);
  store(stream + 32, second);
  for (std::uint32_t i = 0; i < bytes; ++i) data[i] = static_cast<std::uint8_t>(data[i] ^ stream[i]);
  OPENSSL_cleanse(stream, sizeof stream);
}

// Plain to sealed, or sealed to plain.
void mix(const Work& work) {
  std::uint32_t counter = 1;
  for (std::uint32_t offset = 0; offset < work.bytes_max; offset += kBlock, ++counter) {
    Vector stream[16];
    key_stream(work, counter, stream);
    transpose(stream);
    transpose(stream + 8);
    const bool whole = offset + kBlock <= work.bytes_min;
    for (std::uint32_t i = 0; i < work.count; ++i) {
      std::uint8_t* const at = work.data[i] + offset;
      if (whole || offset + kBlock <= work.bytes[i]) {
        mix_block(at, stream[i], stream[8 + i]);
      } else if (offset < work.bytes[i]) {
        mix_end(at, work.bytes[i] - offset, stream[i], stream[8 + i]);
      }
    }
  }
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

// The one-time keys are block 0 of each lane's key stream.
void begin(const Work& work, Authenticators& all) {
  Vector stream[16];
  key_stream(work, 0, stream);
  for (int i = 0; i < 4; ++i) store(reinterpret_cast<std::uint8_t*>(all.final_key[i]), stream[4 + i]);
  for (int half = 0; half < 2; ++half) {
    Authenticator& a = all.half[half];
    const Vector low = _mm256_or_si256(widen(stream[0], half), _mm256_slli_epi64(widen(stream[1], half), 32));
    const Vector high =
        _mm256_or_si256(widen(stream[2], half), _mm256_slli_epi64(widen(stream[3], half), 32));
    to_limbs(_mm256_and_si256(low, _mm256_set1_epi64x(0x0ffffffc0fffffff)),
             _mm256_and_si256(high, _mm256_set1_epi64x(0x0ffffffc0ffffffc)), _mm256_setzero_si256(),
             a.factor);
    for (int i = 0; i < kLimbs; ++i) {
      a.factor_times_five[i] = plus(a.factor[i], _mm256_slli_epi64(a.factor[i], 2));
      a.sum[i] = _mm256_setzero_si256();
    }
  }
  OPENSSL_cleanse(stream, sizeof stream);
}

inline __m128i load_step(const std::uint8_t* from) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

inline void step_limbs(const std::uint8_t* const* at, Vector* limbs) {
  const Vector even = _mm256_inserti128_si256(_mm256_castsi128_si256(load_step(at[0])), load_step(at[2]), 1);
  const Vector odd = _mm256_inserti128_si256(_mm256_castsi128_si256(load_step(at[1])), load_step(at[3]), 1);
  to_limbs(_mm256_unpacklo_epi64(even, odd), _mm256_unpackhi_epi64(even, odd), _mm256_set1_epi64x(1 << 24),
           limbs);
}

// The steps that every lane has, straight from the messages.
void authenticate_shared(const Work& work, Authenticators& all, std::uint32_t steps) {
  const std::uint8_t* at[kLanes];
  for (std::uint32_t i = 0; i < kLanes; ++i) at[i] = work.data[i];
  Vector one[kLimbs];
  Vector two[kLimbs];
  for (int i = 0; i < kLimbs; ++i) {
    one[i] = all.half[0].sum[i];
    two[i] = all.half[1].sum[i];
  }
  for (std::uint32_t step = 0; step < steps; ++step) {
    Vector limbs[kLimbs];
    step_limbs(at, limbs);
    authenticate(all.half[0], limbs, one);
    step_limbs(at + 4, limbs);
    authenticate(all.half[1], limbs, two);
    for (const std::uint8_t*& lane : at) lane += kStep;
  }
  for (int i = 0; i < kLimbs; ++i) {
    all.half[0].sum[i] = one[i];
    all.half[1].sum[i] = two[i];
  }
}

// What one lane authenticates in a step: text, the padded end of it, or the lengths; false when it has none left.
bool step_of(const std::uint8_t* data, std::uint32_t bytes, std::uint32_t step, std::uint8_t* into) {
  const std::uint32_t offset = step * kStep;
  memset(into, 0, kStep);
  if (offset < bytes) {
    memcpy(into, data + offset, bytes - offset < kStep ? bytes - offset : kStep);
    return true;
  }
  const std::uint64_t length = bytes;
  memcpy(into + 8, &length, sizeof length);
  return offset - bytes < kStep;
}

// The rest, lane by lane: a lane that has ended keeps its sum.
void authenticate_ends(const Work& work, Authenticators& all, std::uint32_t step) {
  const std::uint32_t last = (work.bytes_max + kStep - 1) / kStep;
  for (; step <= last; ++step) {
    std::uint8_t blocks[kLanes][kStep];
    const std::uint8_t* at[kLanes];
    std::uint64_t goes_on[kLanes];
    for (std::uint32_t i = 0; i < kLanes; ++i) {
      goes_on[i] = step_of(work.data[i], work.bytes[i], step, blocks[i]) ? ~std::uint64_t{0} : 0;
      at[i] = blocks[i];
    }
    for (int half = 0; half < 2; ++half) {
      Authenticator& a = all.half[half];
      Vector limbs[kLimbs];
      Vector sum[kLimbs];
      for (int i = 0; i < kLimbs; ++i) sum[i] = a.sum[i];
      step_limbs(at + 4 * half, limbs);
      authenticate(a, limbs, sum);
      const Vector chosen = load(reinterpret_cast<const std::uint8_t*>(goes_on + 4 * half));
      for (int i = 0; i < kLimbs; ++i) a.sum[i] = _mm256_blendv_epi8(a.sum[i], sum[i], chosen);
    }
  }
}

// Fully reduced, in constant time, and the final key added.
Tag tag_of(const Authenticators& all, std::uint32_t lane) {
  std::uint64_t h[kLimbs];
  constexpr std::uint64_t kMask = 0x3ffffff;
  for (int i = 0; i < kLimbs; ++i)
    memcpy(&h[i], reinterpret_cast<const std::uint64_t*>(&all.half[lane / 4].sum[i]) + lane % 4, 8);
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
  Tag sum = 0;
  Tag key = 0;
  for (int i = kLimbs - 1; i >= 0; --i) sum = (sum << 26u) + ((g[i] & take) | (h[i] & ~take));
  for (int i = 3; i >= 0; --i) key = (key << 32u) | all.final_key[i][lane];
  return sum + key;
}

void prepare(const std::uint8_t* key, const LaneMessage* messages, std::size_t count, Work& work) {
  std::uint32_t words[8];
  std::uint32_t low[kLanes];
  std::uint32_t high[kLanes];
  memcpy(words, key, sizeof words);
  for (int i = 0; i < 8; ++i) work.key[i] = broadcast(words[i]);
  work.count = static_cast<std::uint32_t>(count);
  work.bytes_min = ~std::uint32_t{0};
  work.bytes_max = 0;
  for (std::size_t i = 0; i < kLanes; ++i) {
    const LaneMessage& message = messages[i < count ? i : 0];
    work.data[i] = message.data;
    work.bytes[i] = message.bytes;
    low[i] = static_cast<std::uint32_t>(message.counter);
    high[i] = static_cast<std::uint32_t>(message.counter >> 32u);
    if (message.bytes < work.bytes_min) work.bytes_min = message.bytes;
    if (message.bytes > work.bytes_max) work.bytes_max = message.bytes;
  }
  work.nonce_low = load(reinterpret_cast<const std::uint8_t*>(low));
  work.nonce_high = load(reinterpret_cast<const std::uint8_t*>(high));
  OPENSSL_cleanse(words, sizeof words);
}

void authenticate_all(const Work& work, Authenticators& all) {
  begin(work, all);
  const std::uint32_t shared = work.bytes_min / kStep;
  authenticate_shared(work, all, shared);
  authenticate_ends(work, all, shared);
}

}  // namespace

void seal_lanes(const std::uint8_t* key, LaneMessage* messages, std::size_t count) {
  Work work;
  Authenticators all;
  prepare(key, messages, count, work);
  mix(work);
  authenticate_all(work, all);
  for (std::uint32_t i = 0; i < count; ++i) {
    const Tag tag = tag_of(all, i);
    memcpy(messages[i].data + messages[i].bytes, &tag, kTag);
  }
  OPENSSL_cleanse(&work, sizeof work);
  OPENSSL_cleanse(&all, sizeof all);
}

void open_lanes(const std::uint8_t* key, LaneMessage* messages, std::size_t count) {
  Work work;
  Authenticators all;
  prepare(key, messages, count, work);
  authenticate_all(work, all);
  for (std::uint32_t i = 0; i < count; ++i) {
    const Tag tag = tag_of(all, i);
    messages[i].opened = CRYPTO_memcmp(messages[i].data + messages[i].bytes, &tag, kTag) == 0;
  }
  mix(work);
  OPENSSL_cleanse(&work, sizeof work);
  OPENSSL_cleanse(&all, sizeof all);
}

bool lanes_usable() { return __builtin_cpu_supports("avx2") != 0; }

}  // namespace wireguard

#else

#include <cstdlib>

namespace wireguard {

bool lanes_usable() { return false; }
void seal_lanes(const std::uint8_t*, LaneMessage*, std::size_t) { std::abort(); }
void open_lanes(const std::uint8_t*, LaneMessage*, std::size_t) { std::abort(); }

}  // namespace wireguard

#endif
