// SPDX-License-Identifier: Apache-2.0
// What the platform around a plug-in costs for a buffer: a lease and its return, a list's moves, a packet's
// whole way out and in with a plug-in that does nothing. Beside them what custody's ledger takes for a loan.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "tunnel/channel.h"
#include "wire/sample_packets.h"

namespace penstock::tunnel {
namespace {

class Thing final : public packet::Lent {
 public:
  void describe(base::Row&) const override {}
};

void LedgerLendAndSettle(benchmark::State& state) {
  packet::Ledger ledger;
  const packet::BorrowerId borrower = ledger.enroll({"bench", packet::SnapshotTerms::refuse});
  const auto thing = packet::Ref<packet::Lent>::adopt(new Thing);
  for (auto _ : state) {
    const packet::LoanId loan = ledger.lend(borrower, "slot", PENSTOCK_CALLER, thing);
    benchmark::DoNotOptimize(ledger.settle(loan, borrower, PENSTOCK_CALLER).result);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(LedgerLendAndSettle);

void LeaseAndReturn(benchmark::State& state) {
  SlotPool pool({.slots = 2048});
  pool.open();
  for (auto _ : state) {
    SlotHandle* slot = pool.lease(1, PENSTOCK_CALLER, 1);
    pool.queue(*slot);
    slot->release();
    pool.take_back(*slot);
    pool.recycle(*slot);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(LeaseAndReturn);

// The handle is still held when its slot goes back, as in a function that flushes what it has just appended.
void LeaseAndReturnBeforeTheHandle(benchmark::State& state) {
  SlotPool pool({.slots = 2048});
  pool.open();
  for (auto _ : state) {
    SlotHandle* slot = pool.lease(1, PENSTOCK_CALLER, 1);
    pool.queue(*slot);
    pool.take_back(*slot);
    pool.recycle(*slot);
    slot->release();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(LeaseAndReturnBeforeTheHandle);

void ListTakeAndAppend(benchmark::State& state) {
  LeaseClock clock;
  const SlotHome home{.owner = &clock, .holder = 1, .clock = &clock};
  SlotPool pool({.owner = &clock, .slots = 128});
  pool.open();
  const ListRef list = ListRef::adopt(SlotList::make(home, {}));
  SlotChain chain;
  list->begin(chain);
  for (int count = 0; count < 128; ++count) {
    benchmark::DoNotOptimize(list->append(SlotRef::adopt(pool.lease(1, {}, 1)).get()).ok());
  }
  clock.enter(1);
  for (auto _ : state) {
    const auto taken = list->remove_at_begin(PENSTOCK_CALLER);
    benchmark::DoNotOptimize(list->append(taken->get()).ok());
  }
  state.SetItemsProcessed(state.iterations());
  list->end(chain);
  recycle_all(chain);
}
BENCHMARK(ListTakeAndAppend);

// Takes everything and gives everything.
class NoTransport final : public Transport {
 public:
  TransportKind kind() const override { return TransportKind::datagram; }
  TransportState state() const override {
    return connected ? TransportState::connected : TransportState::unconnected;
  }
  SendOutcome send(std::span<const Frame> frames) override {
    return {.done = static_cast<std::uint32_t>(frames.size())};
  }
  std::uint32_t receive(std::vector<Unit>& units, std::uint32_t units_max) override {
    const std::uint32_t count = std::min(units_max, waiting);
    for (std::uint32_t index = 0; index < count; ++index) units.emplace_back(unit);
    waiting -= count;
    return count;
  }
  void close() override { connected = false; }
  std::string describe() const override { return "none"; }

  bool connected = false;
  std::uint32_t waiting = 0;
  std::vector<std::uint8_t> unit = wire::sample::udp_packet(4, 1, 2, 1372);
};

class NoPlugIn final : public PlugIn, public BurstCallbacks {
 public:
  explicit NoPlugIn(bool bursts) : bursts_(bursts) {}
  std::shared_ptr<NoTransport> transport = std::make_shared<NoTransport>();

  Answer connect(Channel& channel) override {
    StartRequest request;
    request.network = {.ipv4_addresses = {"10.0.0.1"}, .mtu_bytes = 1400, .frame_bytes_max = 1500};
    if (!channel.associate(transport).ok()) return {.code = -1};
    transport->connected = true;
    return {.code = channel.start(request).ok() ? 0 : -1};
  }
  Answer disconnect(Channel& channel) override { return {.code = channel.stop().ok() ? 0 : -1}; }
  Answer keep_alive_payload(Channel&, SlotRef&) override { return {}; }
  Answer encapsulate(Channel&, SlotList& packets, SlotList& frames) override {
    for (auto taken = packets.remove_at_begin(PENSTOCK_CALLER); taken.ok();
         taken = packets.remove_at_begin(PENSTOCK_CALLER)) {
      if (!frames.append(taken->get()).ok()) return {.code = -1};
    }
    return {};
  }
  Answer decapsulate(Channel&, SlotHandle& unit, SlotList& packets, SlotList&) override {
    return {.code = packets.append(&unit).ok() ? 0 : -1};
  }
  Answer encapsulate_burst(Channel&, std::span<BurstUnit>, SlotList&) override { return {}; }
  Answer decapsulate_burst(Channel&, std::span<BurstUnit>, SlotList&, SlotList&) override { return {}; }
  BurstCallbacks* burst_callbacks() override { return bursts_ ? this : nullptr; }

 private:
  const bool bursts_;
};

constexpr std::uint32_t kBatch = packet::kBatchPacketsMax;

struct Running {
  explicit Running(bool bursts = false)
      : plug_in(std::make_shared<NoPlugIn>(bursts)),
        channel(Channel::make({.wire_slots = 2 * kBatch, .keep_alive_idle_ns = 0})) {
    benchmark::DoNotOptimize(channel->connect(plug_in).connected);
  }
  ~Running() { channel->disconnect(); }
  std::shared_ptr<NoPlugIn> plug_in;
  std::shared_ptr<Channel> channel;
};

// What reading and copying the packets costs by itself is in both of these: subtract the first.
void OutboundCopyAlone(benchmark::State& state) {
  packet::PacketPool pool({.packets_max = 256});
  const auto bytes = wire::sample::udp_packet(4, 1, 2, 1372);
  std::vector<std::uint8_t> slots(std::size_t{kBatch} * 1792);
  for (auto _ : state) {
    packet::PacketBatch batch;
    for (std::uint32_t count = 0; count < kBatch; ++count) {
      batch.push_back(pool.allocate());
      batch[count].set_size(static_cast<std::uint32_t>(bytes.size()));
      std::copy(bytes.begin(), bytes.end(), slots.begin() + count * 1792);
    }
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}
BENCHMARK(OutboundCopyAlone);

void outbound(benchmark::State& state, bool bursts) {
  packet::PacketPool pool({.packets_max = 256});
  const auto bytes = wire::sample::udp_packet(4, 1, 2, 1372);
  Running running(bursts);
  // The bytes are in the packets from the beginning; what is measured is the way.
  for (auto _ : state) {
    packet::PacketBatch batch;
    for (std::uint32_t count = 0; count < kBatch; ++count) {
      batch.push_back(pool.allocate());
      batch[count].set_size(static_cast<std::uint32_t>(bytes.size()));
      std::copy(bytes.begin(), bytes.begin() + 40, batch[count].data());
    }
    running.channel->offer(batch);
    running.channel->run_outbound();
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}
void OutboundAsAList(benchmark::State& state) { outbound(state, false); }
void OutboundInBursts(benchmark::State& state) { outbound(state, true); }
BENCHMARK(OutboundAsAList);
BENCHMARK(OutboundInBursts);

void inbound(benchmark::State& state, bool bursts) {
  Running running(bursts);
  packet::PacketBatch batch;
  for (auto _ : state) {
    running.plug_in->transport->waiting = kBatch;
    running.channel->run_inbound();
    running.channel->take_injected(batch);
    batch.clear();
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}
void InboundOneByOne(benchmark::State& state) { inbound(state, false); }
void InboundInBursts(benchmark::State& state) { inbound(state, true); }
BENCHMARK(InboundOneByOne);
BENCHMARK(InboundInBursts);

}  // namespace
}  // namespace penstock::tunnel

BENCHMARK_MAIN();
