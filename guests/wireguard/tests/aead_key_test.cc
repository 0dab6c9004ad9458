// SPDX-License-Identifier: Apache-2.0
// Sealing several at once against sealing each alone, which is OpenSSL.
#include "aead_key.h"

#include <gtest/gtest.h>

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
    check_sizes(std::vector<std::uint32_t>(count, 160), count);
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

// Sums at the edge of the prime need messages that are chosen: all ones and all zeros come nearest.
TEST(AeadLanes, ExtremeBytesAreAsOneByOne) {
  if (!lanes_usable()) GTEST_SKIP() << "no AVX2";
  for (const int fill : {0x00, 0xff}) {
    SecretKey key;
    std::memset(key.writable().data(), fill, kKeyBytes);
    std::vector<Buffer> lanes(kLanes, Buffer(1024 + kTagBytes, static_cast<std::uint8_t>(fill)));
    std::vector<LaneMessage> messages;
    for (std::size_t i = 0; i < kLanes; ++i)
      messages.push_back({lanes[i].data(), 1024, ~std::uint64_t{0} - i, false});
    seal_lanes(key.bytes().data(), messages.data(), kLanes);
    for (std::size_t i = 0; i < kLanes; ++i) {
      Buffer alone(1024 + kTagBytes, static_cast<std::uint8_t>(fill));
      AeadKey(key, AeadKey::Way::seal).seal_one(~std::uint64_t{0} - i, alone.data(), 1024);
      EXPECT_EQ(lanes[i], alone);
    }
  }
}

}  // namespace
}  // namespace wireguard
