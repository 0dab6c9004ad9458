// SPDX-License-Identifier: Apache-2.0
// What it costs to take and give back a packet, to lend and settle, and to come back to a path.
#include <benchmark/benchmark.h>

#include <array>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "packet/custody.h"
#include "packet/pool.h"
#include "packet/reentry_queue.h"

namespace penstock::packet {
namespace {

constexpr std::uint32_t kBulk = 32;

void PoolTakeAndGiveBack(benchmark::State& state) {
  PacketPool pool({});
  for (auto _ : state) {
    PacketPtr packet = pool.allocate();
    benchmark::DoNotOptimize(packet.get());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(PoolTakeAndGiveBack);

void PoolBulkOf32(benchmark::State& state) {
  PacketPool pool({});
  std::array<Packet*, kBulk> packets;
  for (auto _ : state) {
    const std::uint32_t taken = pool.allocate_bulk(packets.data(), kBulk);
    for (std::uint32_t i = 0; i < taken; ++i) packets[i]->release();
  }
  state.SetItemsProcessed(state.iterations() * kBulk);
}
BENCHMARK(PoolBulkOf32);

// 4096 taken, then all given back in the order they were taken: each magazine goes through the depot.
void PoolFifoOf4096(benchmark::State& state) {
  constexpr std::uint32_t kPackets = 4096;
  PacketPool pool({.packets_max = kPackets});
  std::vector<Packet*> packets(kPackets);
  for (auto _ : state) {
    for (Packet*& packet : packets) packet = pool.allocate().release();
    for (Packet* packet : packets) packet->release();
  }
  state.SetItemsProcessed(state.iterations() * kPackets);
}
BENCHMARK(PoolFifoOf4096);

void PoolClone(benchmark::State& state) {
  PacketPool pool({});
  PacketPtr original = pool.allocate();
  for (auto _ : state) {
    PacketPtr clone = pool.clone(*original);
    benchmark::DoNotOptimize(clone.get());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(PoolClone);

// One thread takes bulks of 32, another gives them back: a single-producer ring of bulks between them.
struct BulkRing {
  static constexpr std::size_t kBulks = 16;
  std::array<std::array<Packet*, kBulk>, kBulks> bulks;
  alignas(64) std::atomic<std::size_t> written{0};
  alignas(64) std::atomic<std::size_t> read{0};
  std::atomic<bool> ended{false};

  void give_back_until_ended() {
    for (std::size_t next = 0;; ++next) {
      while (written.load(std::memory_order_acquire) == next) {
        if (ended.load(std::memory_order_acquire)) return;
      }
      for (Packet* packet : bulks[next % kBulks]) packet->release();
      read.store(next + 1, std::memory_order_release);
    }
  }
};

void PoolFromOneThreadToAnother(benchmark::State& state) {
  PacketPool pool({});
  auto ring = std::make_unique<BulkRing>();
  std::thread other([&] { ring->give_back_until_ended(); });
  std::size_t next = 0;
  for (auto _ : state) {
    while (next - ring->read.load(std::memory_order_acquire) == BulkRing::kBulks) {
    }
    auto& bulk = ring->bulks[next % BulkRing::kBulks];
    for (Packet*& packet : bulk) packet = pool.allocate().release();
    ring->written.store(++next, std::memory_order_release);
  }
  while (ring->read.load(std::memory_order_acquire) != next) {
  }
  ring->ended = true;
  other.join();
  state.SetItemsProcessed(state.iterations() * kBulk);
}
BENCHMARK(PoolFromOneThreadToAnother)->UseRealTime();

class Thing final : public Lent {
 public:
  void describe(base::Row&) const override {}
};

void LedgerLendAndSettle(benchmark::State& state) {
  Ledger ledger;
  const BorrowerId borrower = ledger.enroll({"bench", SnapshotTerms::refuse});
  Ref<Lent> thing = Ref<Lent>::adopt(new Thing);
  for (auto _ : state) {
    const LoanId loan = ledger.lend(borrower, "request", PENSTOCK_CALLER, thing);
    benchmark::DoNotOptimize(ledger.settle(loan, borrower, PENSTOCK_CALLER).result);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(LedgerLendAndSettle);

// With this many loans out all the time.
void LedgerSettleOldestOf(benchmark::State& state) {
  Ledger ledger;
  const BorrowerId borrower = ledger.enroll({"bench", SnapshotTerms::refuse});
  Ref<Lent> thing = Ref<Lent>::adopt(new Thing);
  std::vector<LoanId> out(static_cast<std::size_t>(state.range(0)));
  for (LoanId& loan : out) loan = ledger.lend(borrower, "request", PENSTOCK_CALLER, thing);
  std::size_t oldest = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(ledger.settle(out[oldest], borrower, PENSTOCK_CALLER).result);
    out[oldest] = ledger.lend(borrower, "request", PENSTOCK_CALLER, thing);
    if (++oldest == out.size()) oldest = 0;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(LedgerSettleOldestOf)->Arg(100'000);

class Item final : public Reentry {
 public:
  void resume() override {}
  void abandon() override {}
};

void ReentryPutAndResume(benchmark::State& state) {
  ReentryQueue queue;
  std::vector<Item> items(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    for (Item& item : items) benchmark::DoNotOptimize(queue.put(item));
    queue.resume_all();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(ReentryPutAndResume)->Arg(1)->Arg(128);

}  // namespace
}  // namespace penstock::packet

BENCHMARK_MAIN();
