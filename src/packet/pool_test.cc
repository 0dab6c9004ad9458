// SPDX-License-Identifier: Apache-2.0
#include "packet/pool.h"

#include <gtest/gtest.h>
#include <sanitizer/asan_interface.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <latch>
#include <memory>
#include <thread>
#include <vector>

#include "packet/stockroom.h"

#if defined(__SANITIZE_ADDRESS__)
#define PENSTOCK_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PENSTOCK_ASAN 1
#endif
#endif

namespace penstock::packet {
namespace {

PoolOptions of_size(std::uint32_t packets_max) {
  return {.packets_max = packets_max, .clones_max = packets_max, .buffer_bytes = 256, .headroom_bytes = 64};
}

std::vector<PacketPtr> take_all(PacketPool& pool) {
  std::vector<PacketPtr> taken;
  while (PacketPtr packet = pool.allocate()) taken.push_back(std::move(packet));
  return taken;
}

TEST(PacketPool, GivesAllItsPacketsToOneThreadAndThenNoMore) {
  for (const std::uint32_t packets_max : {1u, 2u, 8u, 9u, 64u, 1000u}) {
    PacketPool pool(of_size(packets_max));
    for (int round = 0; round < 3; ++round) EXPECT_EQ(take_all(pool).size(), packets_max);
    EXPECT_EQ(pool.counts().exhausted, 3u);
    EXPECT_EQ(pool.counts().out, 0u);
  }
}

TEST(PacketPool, BoundsItsClonesApart) {
  PacketPool pool({.packets_max = 1, .clones_max = 2});
  PacketPtr original = pool.allocate();
  PacketPtr one = pool.clone(*original);
  PacketPtr two = pool.clone(*original);
  EXPECT_EQ(pool.clone(*original), nullptr);
  EXPECT_EQ(original->references(), 3u) << "the refused clone holds nothing";
  EXPECT_EQ(pool.counts().clones_out, 2u);
  EXPECT_EQ(pool.counts().exhausted, 1u);
}

TEST(PacketPool, GivesNoByteToTwoPackets) {
  PacketPool pool({.packets_max = 100, .clones_max = 0, .buffer_bytes = 200, .headroom_bytes = 8});
  std::vector<PacketPtr> packets = take_all(pool);
  for (std::size_t i = 0; i < packets.size(); ++i) {
    ASSERT_TRUE(packets[i]->set_size(192));
    std::fill_n(packets[i]->storage(), packets[i]->storage_bytes(), static_cast<std::uint8_t>(i));
  }
  for (std::size_t i = 0; i < packets.size(); ++i) {
    EXPECT_EQ(std::count(packets[i]->storage(), packets[i]->storage() + 200, static_cast<std::uint8_t>(i)),
              200);
  }
}

TEST(PacketPool, KeepsFacesApartAndAligned) {
  PacketPool pool({.packets_max = 10, .clones_max = 10, .face_bytes = 200});
  std::vector<PacketPtr> packets = take_all(pool);
  const std::size_t owners = packets.size();
  for (std::size_t i = 0; i < owners; ++i) packets.push_back(pool.clone(*packets[i]));
  for (PacketPtr& packet : packets) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(packet->face()) % 16, 0u);
    std::fill_n(packet->face(), 200, std::byte{0xff});
  }
  for (std::size_t i = 0; i < packets.size(); ++i) {
    EXPECT_EQ(packets[i]->references(), i < owners ? 2u : 1u) << "a face wrote over a descriptor";
  }
}

TEST(PacketPool, TellsTheOwnerOfAFaceThatWasBuiltAndNoOther) {
  static int retired;
  static std::uint64_t last;
  retired = 0;
  PacketPool pool({.packets_max = 2, .clones_max = 1, .face_bytes = 16, .retire_face = [](Packet& packet) {
                     ++retired;
                     last = packet.id;
                   }});
  PacketPtr looked_at = pool.allocate();
  looked_at->face_built = true;
  looked_at->id = 9;
  pool.allocate();
  EXPECT_EQ(retired, 0);
  looked_at.reset();
  EXPECT_EQ(retired, 1);
  EXPECT_EQ(last, 9u);
  take_all(pool);
  EXPECT_EQ(retired, 1) << "the face is built anew for each life of a packet";
}

TEST(PacketPool, FillsABulkFromTheStockAndTheDepotUntilBothAreEmpty) {
  PacketPool pool(of_size(300));
  PacketPtr one = pool.allocate();
  std::vector<Packet*> packets(300);
  EXPECT_EQ(pool.allocate_bulk(packets.data(), 250), 250u);
  EXPECT_EQ(pool.counts().exhausted, 0u);
  EXPECT_EQ(pool.allocate_bulk(packets.data() + 250, 50), 49u);
  EXPECT_EQ(pool.counts().exhausted, 1u);
  packets.resize(299);
  packets.push_back(one.release());
  for (Packet* packet : packets) EXPECT_EQ(packet->references(), 1u);
  std::sort(packets.begin(), packets.end());
  EXPECT_EQ(std::unique(packets.begin(), packets.end()), packets.end()) << "the same packet given twice";
  for (Packet* packet : packets) packet->release();
  EXPECT_EQ(pool.counts().out, 0u);
}

TEST(PacketPool, GetsBackTheStockOfAThreadThatEnds) {
  PacketPool pool(of_size(512));
  std::thread([&] { take_all(pool); }).join();
  EXPECT_EQ(pool.counts().out, 0u);
  EXPECT_EQ(take_all(pool).size(), 512u) << "nothing stays with the thread that ended";
}

TEST(PacketPool, LetsAThreadGiveUpItsStock) {
  PacketPool pool(of_size(64));
  take_all(pool);
  std::atomic<std::size_t> first{0}, second{0};
  std::thread([&] { first = take_all(pool).size(); }).join();
  pool.flush_this_thread();
  std::thread([&] { second = take_all(pool).size(); }).join();
  EXPECT_EQ(first, 64u - 16u) << "two magazines of 64/8 packets were in this thread's stock";
  EXPECT_EQ(second, 64u);
}

TEST(PacketPool, IsNotMistakenForTheOneThatHadItsPlace) {
  for (int life = 0; life < 3; ++life) {
    PacketPool pool(of_size(32));
    EXPECT_EQ(take_all(pool).size(), 32u);
    std::vector<PacketPtr> packets = take_all(pool);
    for (PacketPtr& packet : packets) EXPECT_EQ(&packet->pool(), &pool);
  }
}

TEST(PacketPool, MayEndBeforeAThreadThatUsedIt) {
  auto pool = std::make_unique<PacketPool>(of_size(32));
  std::atomic<int> step{0};
  std::thread user([&] {
    pool->allocate().reset();
    step = 1;
    step.notify_one();
    step.wait(1);
  });
  step.wait(0);
  pool.reset();
  PacketPool successor(of_size(32));
  EXPECT_EQ(take_all(successor).size(), 32u);
  step = 2;
  step.notify_one();
  user.join();
  successor.flush_this_thread();
  EXPECT_EQ(take_all(successor).size(), 32u) << "the ended thread's stale stock is nobody's";
}

TEST(PacketPool, WorksFromItsDepotWhenThereAreMorePoolsThanSlots) {
  std::vector<std::unique_ptr<PacketPool>> pools;
  for (std::uint32_t i = 0; i < Stockroom::kSlotsMax / 2 + 1; ++i) {
    pools.push_back(std::make_unique<PacketPool>(of_size(4)));
  }
  PacketPool& last = *pools.back();
  std::vector<PacketPtr> packets = take_all(last);
  EXPECT_EQ(packets.size(), 4u);
  EXPECT_EQ(last.counts().out, 4u);
  packets.clear();
  Packet* bulk[8];
  EXPECT_EQ(last.allocate_bulk(bulk, 8), 4u);
  for (int i = 0; i < 4; ++i) bulk[i]->release();
  EXPECT_EQ(last.counts().out, 0u);
}

TEST(PacketPool, EndingWithAPacketOutIsCaught) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        PacketPool pool(of_size(4));
        static_cast<void>(pool.allocate().release());
      },
      "left.out == 0");
}

// Each thread passes what it takes to the next one through a slot, so that most packets are released by
// another thread than took them.
TEST(PacketPool, LosesAndDoublesNothingBetweenThreads) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 20000;
  PacketPool pool(of_size(256));
  std::array<std::atomic<Packet*>, kThreads> slots{};
  std::atomic<int> broken{0};
  std::latch together(kThreads);
  auto work = [&](int self) {
    together.arrive_and_wait();
    for (int round = 0; round < kRounds; ++round) {
      PacketPtr packet = pool.allocate();
      if (packet == nullptr) continue;
      if (packet->references() != 1 || !packet->set_size(8)) ++broken;
      std::fill_n(packet->data(), 8, static_cast<std::uint8_t>(self));
      if (round % 3 == 0) {
        if (PacketPtr clone = pool.clone(*packet)) packet = std::move(clone);
      }
      if (std::count(packet->data(), packet->data() + 8, static_cast<std::uint8_t>(self)) != 8) ++broken;
      auto& slot = slots[static_cast<std::size_t>((self + 1) % kThreads)];
      PacketPtr replaced(slot.exchange(packet.release()));
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(broken, 0);
  for (std::atomic<Packet*>& slot : slots) PacketPtr(slot.exchange(nullptr)).reset();
  EXPECT_EQ(pool.counts().out, 0u);
  EXPECT_EQ(pool.counts().clones_out, 0u);
  pool.flush_this_thread();
  EXPECT_EQ(take_all(pool).size(), 256u);
}

#if defined(PENSTOCK_ASAN)
TEST(PacketPool, PoisonsTheBytesOfFreePackets) {
  PacketPool pool(of_size(2));
  PacketPtr packet = pool.allocate();
  const std::uint8_t* bytes = packet->storage();
  EXPECT_FALSE(__asan_address_is_poisoned(bytes));
  EXPECT_TRUE(__asan_address_is_poisoned(bytes + 256)) << "the line between two buffers";
  PacketPtr clone = pool.clone(*packet);
  packet.reset();
  EXPECT_FALSE(__asan_address_is_poisoned(bytes)) << "the clone keeps them";
  clone.reset();
  EXPECT_TRUE(__asan_address_is_poisoned(bytes));
  EXPECT_TRUE(__asan_address_is_poisoned(bytes + 255));
}
#endif

}  // namespace
}  // namespace penstock::packet
