// SPDX-License-Identifier: Apache-2.0
#include "link/memory_pair.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

#include "link/packet_copy.h"
#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

namespace sample = wire::sample;
using packet::PacketBatch;
using packet::PacketPool;
using packet::Segmentation;
using Bytes = std::vector<std::uint8_t>;

void send(Link& link, const Bytes& bytes, PacketPool& pool, packet::Offload offload = {}) {
  PacketBatch batch;
  batch.push_back(packet_with_bytes(bytes, pool));
  batch[0].offload = offload;
  link.send(batch);
  EXPECT_TRUE(batch.empty());
}

Bytes bytes_of(const packet::Packet& packet) { return {packet.bytes().begin(), packet.bytes().end()}; }

TEST(MemoryPair, DeliversTheSameBytesInOrderBothWays) {
  PacketPool pool({.packets_max = 64});
  MemoryPair pair({}, pool);
  for (std::size_t size = 100; size < 110; ++size) {
    send(pair.left(), sample::udp_packet(4, 1, 2, size), pool);
    send(pair.right(), sample::udp_packet(6, 2, 1, size), pool);
  }
  PacketBatch at_right;
  PacketBatch at_left;
  EXPECT_EQ(pair.right().receive(at_right), 10u);
  EXPECT_EQ(pair.left().receive(at_left), 10u);
  for (std::uint32_t i = 0; i < 10; ++i) {
    EXPECT_EQ(bytes_of(at_right[i]), sample::udp_packet(4, 1, 2, 100 + i));
    EXPECT_EQ(bytes_of(at_left[i]), sample::udp_packet(6, 2, 1, 100 + i));
  }
  EXPECT_EQ(pair.left().counts().sent_packets, 10u);
  EXPECT_EQ(pair.right().counts().received_packets, 10u);
  EXPECT_EQ(pair.right().counts().received_bytes, pair.left().counts().sent_bytes);
}

TEST(MemoryPair, CarriesBytesAndNotWhatTheSenderKnew) {
  PacketPool pool({.packets_max = 8});
  MemoryPair pair({}, pool);
  PacketBatch batch;
  batch.push_back(packet_with_bytes(sample::udp_packet(4, 1, 2, 10), pool));
  batch[0].id = 5;
  batch[0].flow_hash = 6;
  pair.left().send(batch);
  pair.right().receive(batch);
  ASSERT_EQ(batch.count(), 1u);
  EXPECT_EQ(batch[0].id, 0u);
  EXPECT_EQ(batch[0].flow_hash, 0u);
}

TEST(MemoryPair, IsBounded) {
  PacketPool pool({.packets_max = 8});
  MemoryPair pair({.queue_packets_max = 3}, pool);
  for (int i = 0; i < 5; ++i) send(pair.left(), sample::udp_packet(4, 1, 2, 10), pool);
  EXPECT_EQ(pair.right().waiting_packets(), 3u);
  EXPECT_EQ(pair.left().counts().dropped_refused, 2u);
  EXPECT_EQ(pool.counts().out, 3u);
}

TEST(MemoryPair, CountsWhatItsPoolHasNoBufferFor) {
  PacketPool sending({.packets_max = 8});
  PacketPool receiving({.packets_max = 1, .clones_max = 0});
  MemoryPair pair({}, sending, receiving);
  for (int i = 0; i < 3; ++i) send(pair.left(), sample::udp_packet(4, 1, 2, 10), sending);
  EXPECT_EQ(pair.left().counts().dropped_no_buffer, 2u);
  EXPECT_EQ(sending.counts().out, 0u);
}

TEST(MemoryPair, DropsWhatIsAboveTheMtu) {
  PacketPool pool({.packets_max = 8});
  MemoryPair pair({.mtu_bytes = 600}, pool);
  send(pair.left(), sample::udp_packet(4, 1, 2, 700), pool);
  EXPECT_EQ(pair.left().counts().dropped_too_long, 1u);
  EXPECT_EQ(pair.right().waiting_packets(), 0u);
}

constexpr packet::Offload kLargeSend{.segmentation = Segmentation::udp, .segment_payload_bytes = 1000};

TEST(MemoryPair, PassesSuperPacketsWholeWhenItTakesThem) {
  PacketPool pool({.packets_max = 8, .buffer_bytes = 70000});
  MemoryPair pair({.super_packets = true}, pool);
  send(pair.left(), sample::udp_packet(4, 1, 2, 9000), pool, kLargeSend);
  PacketBatch batch;
  ASSERT_EQ(pair.right().receive(batch), 1u);
  EXPECT_EQ(batch[0].offload.segmentation, Segmentation::udp);
  EXPECT_EQ(batch[0].offload.segment_payload_bytes, 1000);
  EXPECT_EQ(bytes_of(batch[0]), sample::udp_packet(4, 1, 2, 9000));
}

TEST(MemoryPair, CutsSuperPacketsWhenItDoesNot) {
  PacketPool pool({.packets_max = 64, .buffer_bytes = 70000});
  MemoryPair pair({}, pool);
  send(pair.left(), sample::udp_packet(4, 1, 2, 9000), pool, kLargeSend);
  PacketBatch batch;
  ASSERT_EQ(pair.right().receive(batch), 9u);
  for (std::uint32_t i = 0; i < 9; ++i) EXPECT_EQ(batch[i].size_bytes(), 1028u);
}

TEST(MemoryPair, LeavesWhatDoesNotFitTheBatchForTheNext) {
  PacketPool pool({.packets_max = 512});
  MemoryPair pair({}, pool);
  for (int i = 0; i < 200; ++i) send(pair.left(), sample::udp_packet(4, 1, 2, 10), pool);
  PacketBatch batch;
  EXPECT_EQ(pair.right().receive(batch), packet::kBatchPacketsMax);
  batch.clear();
  EXPECT_EQ(pair.right().receive(batch), 200 - packet::kBatchPacketsMax);
}

class CountingWaker final : public packet::Waker {
 public:
  void wake() override { ++wakes; }
  int wakes = 0;
};

TEST(MemoryPair, WakesTheReceiverOnceUntilItHasEmptiedTheQueue) {
  PacketPool pool({.packets_max = 8});
  MemoryPair pair({}, pool);
  CountingWaker waker;
  pair.right().set_waker(&waker);
  send(pair.left(), sample::udp_packet(4, 1, 2, 10), pool);
  send(pair.left(), sample::udp_packet(4, 1, 2, 10), pool);
  EXPECT_EQ(waker.wakes, 1);
  PacketBatch batch;
  pair.right().receive(batch);
  send(pair.left(), sample::udp_packet(4, 1, 2, 10), pool);
  EXPECT_EQ(waker.wakes, 2);
}

TEST(MemoryPair, LosesNothingBetweenTwoThreads) {
  constexpr std::uint32_t kPackets = 20000;
  PacketPool pool({.packets_max = 4096});
  MemoryPair pair({.queue_packets_max = kPackets}, pool);
  const Bytes bytes = sample::udp_packet(4, 1, 2, 32);
  std::thread sender([&] {
    for (std::uint32_t i = 0; i < kPackets; ++i) {
      PacketBatch batch;
      batch.push_back(packet_with_bytes(bytes, pool));
      pair.left().send(batch);
      while (pair.right().waiting_packets() > 1000) std::this_thread::yield();
    }
  });
  std::uint32_t received = 0;
  while (received < kPackets) {
    PacketBatch batch;
    received += pair.right().receive(batch);
  }
  sender.join();
  EXPECT_EQ(received, kPackets);
  EXPECT_EQ(pair.left().counts().sent_packets, kPackets);
}

}  // namespace
}  // namespace penstock::link
