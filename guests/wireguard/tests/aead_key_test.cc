// SPDX-License-Identifier: Apache-2.0
// Sealing several at once against sealing each alone, which is OpenSSL.
#include "aead_key.h"

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/evp.h>

#include <random>

#include "aead_lanes.h"

namespace wireguard {
namespace {

using Buffer = std::vector<std::uint8_t>;

SecretKey key_from(std::mt19937_64& random) {
  SecretKey key;
  for (std::uint8_t& byte : key.writable()) byte = static_cast<std::uint8_t>(random());
  return key;
}

class Burst {
 public:
  Burst(std::mt19937_64& random, const std::vector<std::uint32_t>& sizes) {
    for (const std::uint32_t size : sizes) {
      Buffer buffer(size + kTagBytes);
      for (std::uint8_t& byte : buffer) byte = static_cast<std::uint8_t>(random());
      buffers.push_back(std::move(buffer));
      counters.push_back(random());
    }
  }
  std::vector<AeadMessage> messages() {
    std::vector<AeadMessage> result;
    for (std::size_t i = 0; i < buffers.size(); ++i)
      result.push_back(
          {buffers[i].data(), static_cast<std::uint32_t>(buffers[i].size() - kTagBytes), false, counters[i]});
    return result;
  }
  std::vector<Buffer> buffers;
  std::vector<std::uint64_t> counters;
};

// Sealed as a burst and one by one: the same bytes; opened as a burst: the plain text again.
void check_sizes(const std::vector<std::uint32_t>& sizes, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const SecretKey key = key_from(random);
  Burst burst(random, sizes);
  Burst alone = burst;
  const Burst plain = burst;
  AeadKey sealing(key, AeadKey::Way::seal);
  auto messages = burst.messages();
  sealing.seal(messages);
  for (const AeadMessage& message : alone.messages())
    sealing.seal_one(message.counter, message.data, message.plain_bytes);
  for (std::size_t i = 0; i < sizes.size(); ++i)
    ASSERT_EQ(burst.buffers[i], alone.buffers[i]) << "message " << i << " of " << sizes[i] << " bytes";
  AeadKey opening(key, AeadKey::Way::open);
  messages = burst.messages();
  opening.open(messages);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    ASSERT_TRUE(messages[i].opened) << sizes[i] << " bytes";
    ASSERT_TRUE(
        std::equal(plain.buffers[i].begin(), plain.buffers[i].end() - kTagBytes, burst.buffers[i].begin()));
  }
}

TEST(AeadKey, BurstsOfEqualSizesAreAsOneByOne) {
  for (std::uint32_t size = 0; size <= 300; ++size) check_sizes(std::vector<std::uint32_t>(8, size), size);
  for (std::uint32_t size = 1400; size <= 1440; ++size)
    check_sizes(std::vector<std::uint32_t>(8, size), size);
}

TEST(AeadKey, BurstsOfEveryCountAreAsOneByOne) {
  for (std::size_t count = 1; count <= 33; ++count)
    for (const std::uint32_t size : {32u, 64u, 160u, 512u, 1420u})
      check_sizes(std::vector<std::uint32_t>(count, size), count);
}

TEST(AeadKey, BurstsOfMixedSizesAreAsOneByOne) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::uint32_t> sizes(1 + random() % 40);
    for (std::uint32_t& size : sizes) size = static_cast<std::uint32_t>(random() % (round % 2 ? 1500 : 80));
    check_sizes(sizes, static_cast<std::uint64_t>(round));
  }
}

TEST(AeadKey, EachChangedMessageOfABurstIsRefusedAlone) {
  std::mt19937_64 random(9);
  const SecretKey key = key_from(random);
  AeadKey sealing(key, AeadKey::Way::seal);
  AeadKey opening(key, AeadKey::Way::open);
  for (std::size_t broken = 0; broken < 16; ++broken) {
    Burst burst(random, std::vector<std::uint32_t>(16, 208));
    auto messages = burst.messages();
    sealing.seal(messages);
    burst.buffers[broken][random() % 224] ^= 0x40;
    messages = burst.messages();
    opening.open(messages);
    for (std::size_t i = 0; i < 16; ++i) EXPECT_EQ(messages[i].opened, i != broken);
  }
}

class AeadLanes : public testing::TestWithParam<const LaneForm*> {
 protected:
  void SetUp() override {
    if (!form.usable()) GTEST_SKIP() << "this processor has no " << form.name;
  }
  std::vector<LaneMessage> lanes_of(Burst& burst) const {
    std::vector<LaneMessage> result;
    for (const AeadMessage& message : burst.messages())
      result.push_back({message.data, message.plain_bytes, message.counter, false});
    return result;
  }
  // In lanes as alone, and back.
  void check(const std::vector<std::uint32_t>& sizes, const SecretKey& key, const Burst& plain) const {
    Burst burst = plain;
    Burst alone = plain;
    auto messages = lanes_of(burst);
    form.seal(key.bytes().data(), messages.data(), messages.size());
    AeadKey reference(key, AeadKey::Way::seal);
    for (const AeadMessage& message : alone.messages())
      reference.seal_one(message.counter, message.data, message.plain_bytes);
    for (std::size_t i = 0; i < sizes.size(); ++i)
      ASSERT_EQ(burst.buffers[i], alone.buffers[i]) << i << " of " << sizes.size() << ", bytes " << sizes[i];
    form.open(key.bytes().data(), messages.data(), messages.size());
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      ASSERT_TRUE(messages[i].opened) << i << " of " << sizes.size() << ", bytes " << sizes[i];
      ASSERT_TRUE(
          std::equal(plain.buffers[i].begin(), plain.buffers[i].end() - kTagBytes, burst.buffers[i].begin()));
    }
  }
  void check(const std::vector<std::uint32_t>& sizes, std::uint64_t seed) const {
    std::mt19937_64 random(seed);
    const SecretKey key = key_from(random);
    check(sizes, key, Burst(random, sizes));
  }
  const LaneForm& form = *GetParam();
};

INSTANTIATE_TEST_SUITE_P(Forms, AeadLanes, testing::Values(&kLanesAvx2, &kLanesAvx512),
                         [](const auto& one) { return one.param == &kLanesAvx2 ? "Avx2" : "Avx512"; });

TEST_P(AeadLanes, EveryCountOfEveryLengthIsAsOneByOne) {
  for (std::uint32_t count = 1; count <= form.lanes; ++count) {
    for (std::uint32_t size = 0; size <= 300; ++size)
      check(std::vector<std::uint32_t>(count, size), count * 1000 + size);
    for (std::uint32_t size = 1408; size <= 1440; ++size)
      check(std::vector<std::uint32_t>(count, size), count * 1000 + size);
  }
}

TEST_P(AeadLanes, MixedLengthsInOneCallAreAsOneByOne) {
  std::mt19937_64 random(11);
  for (std::uint64_t round = 0; round < 1000; ++round) {
    std::vector<std::uint32_t> sizes(1 + random() % form.lanes);
    for (std::uint32_t& size : sizes) size = static_cast<std::uint32_t>(random() % (round % 3 ? 100 : 1500));
    check(sizes, round);
  }
}

TEST_P(AeadLanes, AFlippedBitRefusesExactlyThatMessage) {
  std::mt19937_64 random(12);
  const SecretKey key = key_from(random);
  for (std::uint32_t size = 0; size <= 160; size += 8) {
    for (std::size_t broken = 0; broken < form.lanes; ++broken) {
      Burst burst(random, std::vector<std::uint32_t>(form.lanes, size));
      auto messages = lanes_of(burst);
      form.seal(key.bytes().data(), messages.data(), messages.size());
      burst.buffers[broken][random() % (size + kTagBytes)] ^= static_cast<std::uint8_t>(1u << random() % 8);
      form.open(key.bytes().data(), messages.data(), messages.size());
      for (std::size_t i = 0; i < form.lanes; ++i) ASSERT_EQ(messages[i].opened, i != broken);
    }
  }
}

// What is authenticated is the sealed text, so opening forged text of chosen bytes reaches the edges of the limbs:
// all ones, all zeros. OpenSSL makes the tag: its seal of what that text would open to.
TEST_P(AeadLanes, ExtremeSealedBytesAreAsOneByOne) {
  std::mt19937_64 random(13);
  for (int round = 0; round < 3000; ++round) {
    SecretKey key = key_from(random);
    if (round < 2) std::memset(key.writable().data(), round ? 0xff : 0, kKeyBytes);
    const std::vector<std::uint32_t> sizes(form.lanes, 16 * static_cast<std::uint32_t>(1 + round % 12));
    Burst burst(random, sizes);
    AeadKey reference(key, AeadKey::Way::seal);
    for (const AeadMessage& message : burst.messages()) {
      const int fill = message.counter % 4 ? 0xff : 0x00;
      std::memset(message.data, 0, message.plain_bytes);
      reference.seal_one(message.counter, message.data, message.plain_bytes);
      for (std::uint32_t i = 0; i < message.plain_bytes; ++i)
        message.data[i] ^= static_cast<std::uint8_t>(fill);
    }
    check(sizes, key, burst);  // seals the stream xor fill: the sealed text is the fill
  }
}

// The first block of text whose sum, after the lengths, is `rest` beyond the prime; empty when there is none.
Buffer text_that_sums_to(const SecretKey& key, std::uint64_t counter, unsigned rest) {
  std::array<std::uint8_t, 16> iv{};
  std::memcpy(iv.data() + 8, &counter, 8);
  std::array<std::uint8_t, 16> r{};
  int written = 0;
  EVP_CIPHER_CTX* const context = EVP_CIPHER_CTX_new();
  EVP_EncryptInit_ex(context, EVP_chacha20(), nullptr, key.bytes().data(), iv.data());
  EVP_EncryptUpdate(context, r.data(), &written, r.data(), 16);
  EVP_CIPHER_CTX_free(context);
  for (const std::size_t i : {3u, 7u, 11u, 15u}) r[i] &= 15;
  for (const std::size_t i : {4u, 8u, 12u}) r[i] &= 252;
  BN_CTX* const numbers = BN_CTX_new();
  BIGNUM *prime = BN_new(), *factor = BN_new(), *text = BN_new(), *part = BN_new();
  BN_set_bit(prime, 130);
  BN_sub_word(prime, 5);
  BN_lebin2bn(r.data(), 16, factor);
  BN_mod_inverse(factor, factor, prime, numbers);
  // ((text + 2^128) * r + lengths) * r = rest, with lengths of 16 bytes of text.
  BN_set_word(text, rest);
  BN_mod_mul(text, text, factor, prime, numbers);
  BN_set_word(part, 16);
  BN_lshift(part, part, 64);
  BN_set_bit(part, 128);
  BN_mod_sub(text, text, part, prime, numbers);
  BN_mod_mul(text, text, factor, prime, numbers);
  BN_zero(part);
  BN_set_bit(part, 128);
  BN_mod_sub(text, text, part, prime, numbers);
  Buffer result(16);
  if (BN_bn2lebinpad(text, result.data(), 16) < 0) result.clear();
  for (BIGNUM* number : {prime, factor, text, part}) BN_free(number);
  BN_CTX_free(numbers);
  return result;
}

TEST_P(AeadLanes, SumsAtThePrimeAreAsOneByOne) {
  std::mt19937_64 random(14);
  int made = 0;
  for (unsigned round = 0; round < 2000; ++round) {
    const SecretKey key = key_from(random);
    Burst burst(random, {16});
    const Buffer text = text_that_sums_to(key, burst.counters[0], round % 8);
    if (text.empty()) continue;
    ++made;
    std::uint8_t* const data = burst.buffers[0].data();
    std::memset(data, 0, 16);
    AeadKey(key, AeadKey::Way::seal).seal_one(burst.counters[0], data, 16);
    for (std::size_t i = 0; i < 16; ++i) data[i] ^= text[i];
    check({16}, key, burst);
  }
  EXPECT_GT(made, 200);
}

}  // namespace
}  // namespace wireguard
