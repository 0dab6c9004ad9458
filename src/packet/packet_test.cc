// SPDX-License-Identifier: Apache-2.0
#include "packet/packet.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "packet/chain.h"
#include "packet/pool.h"
#include "testing/rule.h"

namespace penstock::packet {
namespace {

constexpr std::uint32_t kBufferBytes = 512;
constexpr std::uint32_t kHeadroomBytes = 128;

PoolOptions small_pool() {
  return {
      .packets_max = 16, .clones_max = 16, .buffer_bytes = kBufferBytes, .headroom_bytes = kHeadroomBytes};
}

PacketPtr packet_of(PacketPool& pool, std::uint32_t size_bytes) {
  PacketPtr packet = pool.allocate();
  EXPECT_TRUE(packet->set_size(size_bytes));
  std::iota(packet->data(), packet->data() + size_bytes, std::uint8_t{0});
  return packet;
}

class CountedAttachment final : public Attachment {
 public:
  explicit CountedAttachment(int& alive) : alive_(alive) { ++alive_; }

 private:
  ~CountedAttachment() override { --alive_; }
  int& alive_;
};

TEST(Packet, StartsEmptyBehindThePoolsHeadroom) {
  PacketPool pool(small_pool());
  PacketPtr packet = pool.allocate();
  EXPECT_EQ(packet->size_bytes(), 0u);
  EXPECT_EQ(packet->headroom_bytes(), kHeadroomBytes);
  EXPECT_EQ(packet->tailroom_bytes(), kBufferBytes - kHeadroomBytes);
  EXPECT_EQ(packet->references(), 1u);
  EXPECT_FALSE(packet->shared());
}

TEST(Packet, GrowsToTheFrontOnlyWithinItsHeadroom) {
  PacketPool pool(small_pool());
  PacketPtr packet = packet_of(pool, 10);
  EXPECT_FALSE(packet->push_front(kHeadroomBytes + 1));
  EXPECT_EQ(packet->size_bytes(), 10u) << "what is refused changes nothing";
  EXPECT_TRUE(packet->push_front(kHeadroomBytes));
  EXPECT_EQ(packet->data(), packet->storage());
  EXPECT_EQ(packet->size_bytes(), kHeadroomBytes + 10);
  EXPECT_FALSE(packet->push_front(1));
  EXPECT_EQ(packet->data()[kHeadroomBytes + 3], 3);
}

TEST(Packet, ShrinksFromTheFrontOnlyWithinItsSize) {
  PacketPool pool(small_pool());
  PacketPtr packet = packet_of(pool, 10);
  EXPECT_FALSE(packet->pull_front(11));
  EXPECT_TRUE(packet->pull_front(4));
  EXPECT_EQ(packet->data()[0], 4);
  EXPECT_EQ(packet->size_bytes(), 6u);
  EXPECT_EQ(packet->headroom_bytes(), kHeadroomBytes + 4);
}

TEST(Packet, GrowsAtTheEndOnlyWithinItsTailroom) {
  PacketPool pool(small_pool());
  PacketPtr packet = pool.allocate();
  EXPECT_FALSE(packet->set_size(kBufferBytes - kHeadroomBytes + 1));
  EXPECT_FALSE(packet->set_size(~std::uint32_t{0}));
  EXPECT_TRUE(packet->set_size(kBufferBytes - kHeadroomBytes));
  EXPECT_EQ(packet->tailroom_bytes(), 0u);
  ASSERT_TRUE(packet->pull_front(100));
  EXPECT_TRUE(packet->set_size(1));
  EXPECT_FALSE(packet->set_size(kBufferBytes - kHeadroomBytes - 99));
}

TEST(Packet, ComesFromThePoolWithoutWhatItWasBefore) {
  PacketPool pool({.packets_max = 1, .clones_max = 0, .headroom_bytes = 64});
  int alive = 0;
  {
    PacketPtr packet = packet_of(pool, 20);
    packet->next = packet.get();
    packet->offload = {ChecksumState::partial, Segmentation::udp, true, 1, 2, 3};
    packet->marks = {6, 17, true, true, 40, 8};
    packet->link = 3;
    packet->flow_hash = 4;
    packet->id = 5;
    packet->arrived_ns = 6;
    packet->face_built = true;
    auto* attachment = new CountedAttachment(alive);
    packet->set_attachment(attachment);
    attachment->release();
    ASSERT_TRUE(packet->pull_front(10));
  }
  PacketPtr again = pool.allocate();
  EXPECT_EQ(again->next, nullptr);
  EXPECT_EQ(again->offload.checksum, ChecksumState::unknown);
  EXPECT_EQ(again->offload.segmentation, Segmentation::none);
  EXPECT_EQ(again->offload.segment_payload_bytes, 0);
  EXPECT_FALSE(again->offload.coalesced);
  EXPECT_EQ(again->marks.ip_version, 0);
  EXPECT_EQ(again->link + again->flow_hash + again->id, 0u);
  EXPECT_EQ(again->arrived_ns, 0);
  EXPECT_FALSE(again->face_built);
  EXPECT_EQ(again->attachment(), nullptr);
  EXPECT_EQ(again->headroom_bytes(), 64u);
  EXPECT_EQ(again->size_bytes(), 0u);
}

TEST(Packet, GoesBackWithTheLastReference) {
  PacketPool pool(small_pool());
  PacketPtr packet = pool.allocate();
  packet->add_reference();
  EXPECT_TRUE(packet->shared());
  packet->release();
  EXPECT_EQ(pool.counts().out, 1u);
  EXPECT_FALSE(packet->shared());
  packet.reset();
  EXPECT_EQ(pool.counts().out, 0u);
}

TEST(Packet, ReleasedOnceTooOftenIsCaughtAtOnce) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        PacketPool pool(small_pool());
        Packet* packet = pool.allocate().release();
        packet->release();
        packet->release();
      },
      "references != 0");
}

TEST(Attachment, TravelsWithClonesAndEndsWithTheLast) {
  PacketPool pool(small_pool());
  int alive = 0;
  PacketPtr packet = packet_of(pool, 4);
  auto* attachment = new CountedAttachment(alive);
  packet->set_attachment(attachment);
  attachment->release();
  PacketPtr clone = pool.clone(*packet);
  EXPECT_EQ(clone->attachment(), attachment);
  packet->set_attachment(nullptr);
  EXPECT_EQ(alive, 1);
  clone->set_attachment(clone->attachment());
  EXPECT_EQ(alive, 1) << "putting on again what is on already does not end it";
  clone.reset();
  EXPECT_EQ(alive, 0);
}

TEST(Clone, KeepsTheBytesAliveAfterTheOriginalIsReleased) {
  RULE("W-CLN-5");
  PacketPool pool({.packets_max = 2, .clones_max = 2});
  PacketPtr original = packet_of(pool, 100);
  const std::uint8_t* bytes = original->data();
  PacketPtr clone = pool.clone(*original);
  original.reset();
  EXPECT_EQ(pool.counts().out, 1u) << "the bytes are still somebody's";
  PacketPtr other = pool.allocate();
  ASSERT_TRUE(other->set_size(100));
  std::fill_n(other->data(), 100, std::uint8_t{0xee});
  EXPECT_EQ(pool.allocate(), nullptr);
  ASSERT_EQ(clone->data(), bytes);
  for (std::uint32_t i = 0; i < 100; ++i) ASSERT_EQ(clone->data()[i], i);
  clone.reset();
  EXPECT_EQ(pool.counts().out, 1u);
  EXPECT_EQ(pool.counts().clones_out, 0u);
}

TEST(Clone, OfACloneHoldsTheOwnerOfTheBytes) {
  PacketPool pool(small_pool());
  PacketPtr original = packet_of(pool, 40);
  PacketPtr clone = pool.clone(*original);
  PacketPtr second = pool.clone(*clone);
  EXPECT_EQ(second->parent(), original.get());
  clone.reset();
  EXPECT_EQ(pool.counts().clones_out, 1u) << "the clone between is nobody's to hold";
  const Packet* owner = original.get();
  original.reset();
  EXPECT_EQ(second->parent(), owner);
  EXPECT_EQ(second->data()[39], 39);
}

TEST(Clone, DescribesTheSameBytesWithAFrontOfItsOwn) {
  PacketPool pool(small_pool());
  PacketPtr original = packet_of(pool, 40);
  original->id = 7;
  original->marks.protocol = 6;
  original->offload.segment_payload_bytes = 1400;
  PacketPtr clone = pool.clone(*original);
  EXPECT_TRUE(clone->shared());
  EXPECT_TRUE(original->shared());
  EXPECT_EQ(clone->id, 7u);
  EXPECT_EQ(clone->marks.protocol, 6);
  EXPECT_EQ(clone->offload.segment_payload_bytes, 1400);
  EXPECT_FALSE(clone->face_built);
  ASSERT_TRUE(clone->pull_front(20));
  EXPECT_EQ(clone->data(), original->data() + 20);
  EXPECT_EQ(original->size_bytes(), 40u);
  clone.reset();
  EXPECT_FALSE(original->shared());
}

TEST(PacketChain, GivesItsPacketsInOrderAndReleasesWhatIsLeft) {
  PacketPool pool(small_pool());
  {
    PacketChain chain;
    for (std::uint64_t id = 1; id <= 4; ++id) {
      PacketPtr packet = pool.allocate();
      packet->id = id;
      chain.push_back(std::move(packet));
    }
    EXPECT_EQ(chain.pop_front()->id, 1u);
    PacketChain moved(std::move(chain));
    EXPECT_TRUE(chain.empty());
    EXPECT_EQ(moved.pop_front()->id, 2u);
    EXPECT_EQ(moved.count(), 2u);
    EXPECT_EQ(pool.counts().out, 2u);
  }
  EXPECT_EQ(pool.counts().out, 0u);
}

TEST(PacketBatch, ReleasesWhatWasNotTaken) {
  PacketPool pool(small_pool());
  PacketPtr kept;
  {
    PacketBatch batch;
    for (int i = 0; i < 3; ++i) batch.push_back(pool.allocate());
    EXPECT_EQ(batch.room(), kBatchPacketsMax - 3);
    kept = batch.take(1);
  }
  EXPECT_EQ(pool.counts().out, 1u);
}

}  // namespace
}  // namespace penstock::packet
