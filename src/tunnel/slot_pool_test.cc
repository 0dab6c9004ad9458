// SPDX-License-Identifier: Apache-2.0
#include "tunnel/slot_pool.h"

#include <cstring>
#include <thread>

#include "base/finding.h"
#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

std::unique_ptr<SlotPool> small_pool(Fidelity fidelity = Fidelity::lenient, std::uint32_t slots = 8) {
  auto pool = std::make_unique<SlotPool>(
      SlotPoolOptions{.holder_name = "tester", .slots = slots, .fidelity = fidelity});
  pool->open();
  return pool;
}

SlotRef lease(SlotPool& pool, std::int64_t now_ns = 0) {
  return SlotRef::adopt(pool.lease(1, PENSTOCK_CALLER, now_ns));
}

void give_back(SlotPool& pool, SlotHandle& handle) {
  ASSERT_TRUE(pool.queue(handle));
  pool.take_back(handle);
  pool.recycle(handle);
}

TEST(SlotPool, IsEmptyAfterItsSizeAndNotOneBefore) {
  RULE("N-BUF-6");
  auto pool = small_pool();
  std::vector<SlotRef> held;
  for (int count = 0; count < 8; ++count) {
    held.push_back(lease(*pool));
    ASSERT_TRUE(held.back());
  }
  EXPECT_FALSE(lease(*pool));
  give_back(*pool, *held.front());
  EXPECT_TRUE(lease(*pool));
}

TEST(SlotPool, AFreshLeaseCarriesNothingOfTheOneBefore) {
  RULE("N-BUF-8");
  auto pool = small_pool(Fidelity::lenient, 1);
  Tag tag;
  {
    const SlotRef slot = lease(*pool);
    ASSERT_TRUE(slot->set_length(100).ok());
    ASSERT_TRUE(slot->set_status(BufferStatus::invalid_size).ok());
    ASSERT_TRUE(slot->set_affinity(1).ok());
    tag.add_reference();
    ASSERT_TRUE(slot->set_context(ForeignRef::adopt(&tag)).ok());
    ASSERT_TRUE(slot->push_front(16).ok());
    give_back(*pool, *slot);
  }
  EXPECT_EQ(tag.references, 0);
  const SlotRef slot = lease(*pool);
  EXPECT_EQ(*slot->length_bytes(), 0u);
  EXPECT_EQ(slot->status(), BufferStatus::ok);
  EXPECT_EQ(slot->affinity(), 0u);
  EXPECT_FALSE(*slot->context());
  EXPECT_EQ(slot->capacity_bytes(), 1500u);
}

TEST(SlotPool, ALengthAboveTheCapacityIsRefusedAndChangesNothing) {
  RULE("N-BUF-16");
  auto pool = small_pool();
  const SlotRef slot = lease(*pool);
  ASSERT_TRUE(slot->set_length(1500).ok());
  const auto refused = slot->set_length(1501);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.fault(), Fault::invalid_argument);
  EXPECT_EQ(*slot->length_bytes(), 1500u);
}

TEST(SlotPool, LenientReclaimsWhatWasDroppedAndCountsIt) {
  RULE("N-BUF-12");
  auto pool = small_pool(Fidelity::lenient);
  base::finding_log().clear();
  lease(*pool).detach()->release();
  EXPECT_EQ(pool->counts().leaked_reclaimed, 1u);
  EXPECT_EQ(pool->counts().free, 8u);
  EXPECT_EQ(base::finding_log().count("F-SLOT-1"), 1u);
}

TEST(SlotPool, StrictLosesWhatWasDroppedUntilTheEnd) {
  RULE("N-BUF-12");
  auto pool = small_pool(Fidelity::strict);
  { const SlotRef dropped = lease(*pool); }
  EXPECT_EQ(pool->counts().leaked_reclaimed, 0u);
  EXPECT_EQ(pool->counts().leased, 1u);
  EXPECT_FALSE(pool->whole());
  pool->close();
  EXPECT_TRUE(pool->whole());
}

TEST(SlotPool, AHandleThatIsKeptKeepsItsSlotOutInBothModes) {
  RULE("N-BUF-12");
  for (const Fidelity fidelity : {Fidelity::lenient, Fidelity::strict}) {
    auto pool = small_pool(fidelity);
    const SlotRef kept = lease(*pool);
    { const SlotRef other = kept; }
    EXPECT_EQ(pool->counts().leased, 1u);
    EXPECT_EQ(pool->counts().free, 7u);
    give_back(*pool, *kept);
  }
}

TEST(SlotPool, AStaleHandleIsClosedAndNeverReachesTheNextLease) {
  RULE("N-BUF-15");
  auto pool = small_pool(Fidelity::lenient, 1);
  const SlotRef stale = lease(*pool);
  const std::uint32_t generation = stale->generation();
  give_back(*pool, *stale);
  const SlotRef fresh = lease(*pool);
  ASSERT_TRUE(fresh);
  EXPECT_NE(fresh.get(), stale.get());
  EXPECT_NE(fresh->generation(), generation);
  EXPECT_EQ(stale->data().fault(), Fault::closed);
  EXPECT_EQ(stale->length_bytes().fault(), Fault::closed);
  EXPECT_EQ(stale->set_length(5).fault(), Fault::closed);
  EXPECT_EQ(stale->set_status(BufferStatus::ok).fault(), Fault::closed);
  EXPECT_EQ(stale->set_affinity(1).fault(), Fault::closed);
  EXPECT_EQ(stale->set_context({}).fault(), Fault::closed);
  EXPECT_FALSE(pool->queue(*stale));
  EXPECT_EQ(*fresh->length_bytes(), 0u);
}

TEST(SlotPool, HandlesHoardedOverManyLeasesAllStayClosed) {
  RULE("N-BUF-15");
  auto pool = small_pool(Fidelity::lenient, 2);
  std::vector<SlotRef> hoard;
  for (int round = 0; round < 200; ++round) {
    hoard.push_back(lease(*pool));
    give_back(*pool, *hoard.back());
  }
  for (const SlotRef& one : hoard) EXPECT_EQ(one->state(), SlotState::closed);
  EXPECT_FALSE(pool->whole());
  hoard.clear();
  EXPECT_TRUE(pool->whole());
}

TEST(SlotPool, StatesAlwaysSumToItsSize) {
  RULE("N-BUF-23");
  auto pool = small_pool();
  const SlotRef leased = lease(*pool);
  const SlotRef listed = lease(*pool);
  const SlotRef queued = lease(*pool);
  SlotHandle* flying = nullptr;
  ASSERT_EQ(pool->take(&flying, 1), 1u);
  ASSERT_TRUE(pool->list(*listed));
  ASSERT_TRUE(pool->queue(*queued));
  const PoolCounts counts = pool->counts();
  EXPECT_EQ(counts.free, 4u);
  EXPECT_EQ(counts.leased, 1u);
  EXPECT_EQ(counts.listed, 1u);
  EXPECT_EQ(counts.queued, 1u);
  EXPECT_EQ(counts.in_flight, 1u);
  EXPECT_EQ(sum_of(counts), counts.size);
  EXPECT_EQ(counts.requests_ok, 3u);
  pool->recycle(*flying);
  for (const SlotRef* one : {&listed, &queued}) {
    pool->take_back(**one);
    pool->recycle(**one);
  }
}

TEST(SlotPool, MemoryOfAHandleOutlivesTheBuriedPool) {
  RULE("N-BUF-22");
  auto pool = small_pool();
  SlotRef kept = lease(*pool);
  std::uint8_t* const bytes = *kept->data();
  pool->close();
  SlotPool::bury(std::move(pool));
  std::memset(bytes, 0x5a, 1500);
  EXPECT_EQ(bytes[1499], 0x5a);
  kept = {};
  SlotPool::bury(nullptr);  // whole now: it goes
}

TEST(SlotPool, AnInjectedPacketComesBackAsASlotWhenItIsReleased) {
  RULE("N-BUF-10");
  auto pool = small_pool();
  SlotHandle* slot = nullptr;
  ASSERT_EQ(pool->take(&slot, 1), 1u);
  std::memcpy(pool->room_of(*slot), "packet", 6);
  pool->set_length(*slot, 6);
  packet::PacketPtr packet = pool->as_packet(*slot);
  EXPECT_EQ(packet->size_bytes(), 6u);
  EXPECT_EQ(std::memcmp(packet->data(), "packet", 6), 0);
  EXPECT_EQ(pool->counts().in_flight, 1u);
  packet.reset();
  EXPECT_EQ(pool->counts().free, 8u);
}

TEST(SlotPool, AFrontThatMovedIsWhereTheInjectedPacketBegins) {
  auto pool = small_pool();
  for (const bool forward : {false, true}) {
    const SlotRef slot = lease(*pool);
    ASSERT_TRUE(slot->set_length(40).ok());
    std::uint8_t* const front = *slot->data();
    ASSERT_TRUE((forward ? slot->pull_front(16) : slot->push_front(16)).ok());
    EXPECT_EQ(*slot->data(), forward ? front + 16 : front - 16);
    EXPECT_EQ(*slot->length_bytes(), forward ? 24u : 56u);
    ASSERT_TRUE(pool->queue(*slot));
    pool->take_back(*slot);
    const packet::PacketPtr packet = pool->as_packet(*slot);
    EXPECT_EQ(packet->data(), forward ? front + 16 : front - 16);
    EXPECT_EQ(packet->size_bytes(), forward ? 24u : 56u);
  }
}

TEST(SlotPool, TellsWhoHoldsWhatSinceWhen) {
  RULE("N-BUF-23");
  auto pool = small_pool();
  packet::Ledger ledger;
  const packet::BorrowerId tester = ledger.enroll({"tester", packet::SnapshotTerms::drain});
  ledger.attach(*pool);
  const SlotRef second = lease(*pool, 200);
  const SlotRef first = lease(*pool, 100);
  HeldSlot oldest;
  ASSERT_TRUE(pool->oldest_lease(oldest));
  EXPECT_EQ(oldest.lent_ns, 100);
  EXPECT_EQ(oldest.holder, tester);
  EXPECT_NE(oldest.lent_at.address, nullptr);
  EXPECT_EQ(ledger.count(tester), 2u);
  const auto loans = ledger.outstanding();
  ASSERT_EQ(loans.size(), 2u);
  EXPECT_EQ(loans[0].borrower_name, "tester");
  ledger.detach(*pool);
  EXPECT_EQ(ledger.count(), 0u);
}

// Four threads lease and give back, also each other's; nothing is lost and nothing is had twice.
TEST(SlotPool, KeepsItsSlotsUnderManyThreads) {
  RULE("N-BUF-24");
  auto pool = small_pool(Fidelity::lenient, 32);
  std::vector<std::thread> threads;
  std::atomic<std::uint64_t> leases{0};
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int round = 0; round < 20'000; ++round) {
        const SlotRef slot = lease(*pool);
        if (!slot) continue;
        ++leases;
        (*slot->data())[0] = static_cast<std::uint8_t>(thread);
        const SlotRef other = slot;
        if (round % 3 != 0) {
          ASSERT_EQ((*slot->data())[0], thread);
          give_back(*pool, *slot);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(pool->whole());
  EXPECT_EQ(pool->counts().requests_ok, leases);
  EXPECT_EQ(sum_of(pool->counts()), 32u);
}

}  // namespace
}  // namespace penstock::tunnel
