// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/byte_order.h"
#include "link/fault_link.h"
#include "link/memory_pair.h"
#include "link/packet_copy.h"
#include "link/tap_link.h"
#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

namespace sample = wire::sample;
using packet::PacketBatch;
using packet::PacketPool;
using Bytes = std::vector<std::uint8_t>;

// A packet that carries its number where no fault but corruption changes it.
constexpr std::size_t kNumberAt = 28;
Bytes numbered(std::uint32_t number) {
  Bytes bytes = sample::udp_packet(4, 1, 2, 64);
  base::store_big32(bytes.data() + kNumberAt, number);
  return bytes;
}
std::uint32_t number_of(const packet::Packet& packet) { return base::load_big32(packet.data() + kNumberAt); }

class Notebook final : public LinkObserver {
 public:
  void saw(const Link& link, Direction direction, const packet::Packet& packet) override {
    lines.push_back(link.name() + (direction == Direction::sent ? " sent " : " received ") +
                    std::to_string(number_of(packet)));
  }
  std::vector<std::string> lines;
};

TEST(TapLink, ShowsEachPacketOnceInBothDirectionsAndChangesNothing) {
  PacketPool pool({.packets_max = 32});
  MemoryPair pair({}, pool);
  Notebook notebook;
  TapLink tap(pair.left(), notebook);
  PacketBatch batch;
  batch.push_back(packet_with_bytes(numbered(1), pool));
  batch.push_back(packet_with_bytes(numbered(2), pool));
  tap.send(batch);
  pair.right().receive(batch);
  EXPECT_EQ(batch.count(), 2u);
  pair.right().send(batch);
  batch.push_back(packet_with_bytes(numbered(9), pool));  // was in the batch before: not seen
  EXPECT_EQ(tap.receive(batch), 2u);
  const std::vector<std::string> expected = {"left sent 1", "left sent 2", "left received 1",
                                             "left received 2"};
  EXPECT_EQ(notebook.lines, expected);
}

// What comes out of a disturbed link when `count` numbered packets are sent through it.
struct Outcome {
  std::vector<std::uint32_t> numbers;
  std::vector<Bytes> packets;
  FaultCounts counts;
};

Outcome disturbed(const FaultPlan& plan, std::uint32_t count) {
  PacketPool pool({.packets_max = 8192});
  MemoryPair pair({.queue_packets_max = 8192}, pool);
  FaultLink link(pair.left(), plan, pool);
  for (std::uint32_t number = 0; number < count; ++number) {
    PacketBatch batch;
    batch.push_back(packet_with_bytes(numbered(number), pool));
    link.send(batch);
  }
  PacketBatch nothing;
  for (std::uint32_t calls = 0; calls <= plan.delay_packets_max; ++calls) link.send(nothing);
  Outcome outcome;
  PacketBatch batch;
  while (pair.right().receive(batch) > 0) {
    for (std::uint32_t i = 0; i < batch.count(); ++i) {
      outcome.packets.emplace_back(batch[i].bytes().begin(), batch[i].bytes().end());
      if (batch[i].size_bytes() >= kNumberAt + 4) outcome.numbers.push_back(number_of(batch[i]));
    }
    batch.clear();
  }
  outcome.counts = link.fault_counts();
  return outcome;
}

void expect_conservation(const FaultCounts& counts) {
  EXPECT_EQ(counts.passed + counts.held, counts.offered - counts.dropped + counts.duplicated);
}

TEST(FaultLink, WithoutFaultsPassesEverythingInOrder) {
  const Outcome outcome = disturbed({}, 300);
  ASSERT_EQ(outcome.numbers.size(), 300u);
  EXPECT_TRUE(std::is_sorted(outcome.numbers.begin(), outcome.numbers.end()));
}

TEST(FaultLink, DropsAboutAsManyAsPlanned) {
  const Outcome outcome = disturbed({.drop = 300}, 2000);
  expect_conservation(outcome.counts);
  EXPECT_NEAR(static_cast<double>(outcome.counts.dropped), 600, 100);
  EXPECT_EQ(outcome.numbers.size(), 2000 - outcome.counts.dropped);
}

TEST(FaultLink, DoublesPackets) {
  const Outcome outcome = disturbed({.duplicate = 500}, 1000);
  expect_conservation(outcome.counts);
  EXPECT_GT(outcome.counts.duplicated, 300u);
  EXPECT_EQ(outcome.numbers.size(), 1000 + outcome.counts.duplicated);
  EXPECT_TRUE(std::is_sorted(outcome.numbers.begin(), outcome.numbers.end()));
}

TEST(FaultLink, ReordersByOnePlace) {
  const Outcome outcome = disturbed({.reorder = 200}, 1000);
  expect_conservation(outcome.counts);
  ASSERT_EQ(outcome.numbers.size(), 1000u);
  EXPECT_FALSE(std::is_sorted(outcome.numbers.begin(), outcome.numbers.end()));
  for (std::uint32_t place = 0; place < 1000; ++place) {
    EXPECT_LE(std::max(place, outcome.numbers[place]) - std::min(place, outcome.numbers[place]), 1u);
  }
}

TEST(FaultLink, DelaysByNoMorePacketsThanPlanned) {
  const Outcome outcome = disturbed({.delay = 200, .delay_packets_max = 5}, 1000);
  expect_conservation(outcome.counts);
  ASSERT_EQ(outcome.numbers.size(), 1000u);
  EXPECT_EQ(outcome.counts.held, 0u);
  EXPECT_GT(outcome.counts.delayed, 100u);
  for (std::uint32_t place = 0; place < 1000; ++place) EXPECT_LE(place, outcome.numbers[place] + 5);
}

TEST(FaultLink, CorruptsOneBit) {
  const Outcome outcome = disturbed({.corrupt = 1000}, 100);
  EXPECT_EQ(outcome.counts.corrupted, 100u);
  for (std::uint32_t number = 0; number < 100; ++number) {
    const Bytes sound = numbered(number);
    int bits = 0;
    for (std::size_t at = 0; at < sound.size(); ++at) {
      bits += __builtin_popcount(sound[at] ^ outcome.packets[number][at]);
    }
    EXPECT_EQ(bits, 1);
  }
}

TEST(FaultLink, TruncatesToAtLeastOneByte) {
  const Outcome outcome = disturbed({.truncate = 1000}, 200);
  EXPECT_EQ(outcome.counts.truncated, 200u);
  ASSERT_EQ(outcome.packets.size(), 200u);
  std::size_t shorter = 0;
  for (const Bytes& packet : outcome.packets) {
    EXPECT_GE(packet.size(), 1u);
    shorter += packet.size() < numbered(0).size();
  }
  EXPECT_GT(shorter, 150u);
}

constexpr FaultPlan kEverything{
    .seed = 42, .drop = 50, .duplicate = 50, .corrupt = 50, .truncate = 50, .reorder = 100, .delay = 100};

TEST(FaultLink, DoesTheSameForTheSameSeed) {
  FaultPlan other = kEverything;
  other.seed = 43;
  const Outcome once = disturbed(kEverything, 1000);
  expect_conservation(once.counts);
  EXPECT_EQ(once.packets, disturbed(kEverything, 1000).packets);
  EXPECT_NE(once.packets, disturbed(other, 1000).packets);
}

TEST(FaultLink, LeavesTheBytesOfACloneAlone) {
  PacketPool pool({.packets_max = 8});
  MemoryPair pair({}, pool);
  FaultLink link(pair.left(), {.corrupt = 1000, .truncate = 1000}, pool);
  packet::PacketPtr original = packet_with_bytes(numbered(1), pool);
  PacketBatch batch;
  batch.push_back(pool.clone(*original));
  link.send(batch);
  EXPECT_EQ(Bytes(original->bytes().begin(), original->bytes().end()), numbered(1));
}

TEST(FaultLink, GivesHeldPacketsToWhoeverKeepsReceiving) {
  PacketPool pool({.packets_max = 8});
  MemoryPair pair({}, pool);
  FaultLink link(pair.left(), {.delay = 1000, .delay_packets_max = 4}, pool);
  PacketBatch batch;
  batch.push_back(packet_with_bytes(numbered(1), pool));
  pair.right().send(batch);
  EXPECT_EQ(link.receive(batch), 0u);
  EXPECT_EQ(link.fault_counts().held, 1u);
  std::uint32_t received = 0;
  for (int calls = 0; calls < 4; ++calls) received += link.receive(batch);
  EXPECT_EQ(received, 1u);
}

}  // namespace
}  // namespace penstock::link
