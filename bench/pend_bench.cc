// SPDX-License-Identifier: Apache-2.0
// Holding and completing inside the engine: a SYN comes in, its connect is pended, somebody decides,
// completes it, the layer is asked again, and the SYN goes on. Decided on the path's own thread in batches of
// 128 (what the engine costs), and one at a time by a sleeping decider on another thread (what waking costs).
#include <benchmark/benchmark.h>

#include <atomic>
#include <thread>

#include "exec/runtime.h"
#include "filter/authorization.h"
#include "filter/policy_fixture.h"
#include "filter/station.h"
#include "packet/pool.h"
#include "wire/header_writer.h"
#include "wire/packet_checksum.h"

namespace penstock::filter {
namespace {

// Pends every first classify and permits every second one.
class Pender final : public Callout {
 public:
  Engine* engine = nullptr;
  packet::BorrowerId borrower = 0;
  std::vector<packet::LoanId> held;

  void classify(const Classification& shown, ClassifyOut& out) override {
    if ((shown.metadata->present & kHasCompletionHandle) == 0) {
      out.action = Action::permit;
      return;
    }
    const auto loan = engine->pend(shown.metadata->completion_handle, borrower, {});
    if (loan) held.push_back(*loan);
    out.action = Action::block;
    out.flags |= kClassifyOutAbsorb;
    out.rights &= ~std::uint32_t{kRightActionWrite};
  }
  bool filter_added(const FilterNotice&) override { return true; }
  void filter_deleted(const FilterNotice&) override {}
  bool wants_flow_deletions() const override { return false; }
  void flow_deleted(Layer, std::uint32_t, std::uint64_t) override {}
};

struct Bench {
  packet::Ledger ledger;
  packet::PacketPool pool{{.packets_max = 4096, .clones_max = 1}};
  Engine engine{{.packets = &pool, .ledger = &ledger}};
  packet::ReentryQueue reentry;
  FilterStation station{engine, {}, pool, reentry};
  Pender pender;
  std::uint32_t next_connection = 0;

  Bench() {
    pender.engine = &engine;
    pender.borrower = ledger.enroll({.name = "bench"});
    pender.held.reserve(packet::kBatchPacketsMax);
    const Key key = make_key();
    (void)engine.callouts().register_callout(key, pender, 0, pender.borrower);
    const SessionId session = *engine.policy().open_session({});
    const Key layer = find_layer(Layer::ale_auth_connect_v4)->key;
    (void)engine.policy().add_callout(session, {.key = key, .display = {.name = "pender"}, .layer = layer});
    (void)engine.policy().add_filter(
        session,
        {.display = {.name = "all"}, .layer = layer, .action = Action::callout_terminating, .callout = key});
  }
  ~Bench() {
    station.close();
    (void)engine.callouts().unregister(1);
  }

  packet::PacketPtr syn() {
    packet::PacketPtr packet = pool.allocate();
    (void)packet->set_size(wire::kIpv4HeaderBytes + wire::kTcpHeaderBytes);
    const std::uint32_t number = next_connection++;
    (void)wire::write_ipv4_header(packet->bytes(),
                                  {.source = wire::Address::from_v4(0x0a000000u | (number >> 15)),
                                   .destination = wire::Address::from_v4(0x0a800001u),
                                   .protocol = wire::kProtocolTcp,
                                   .payload_bytes = wire::kTcpHeaderBytes});
    (void)wire::write_tcp_header(packet->bytes().subspan(wire::kIpv4HeaderBytes),
                                 {.source_port = static_cast<std::uint16_t>(1024 + (number & 0x7fff)),
                                  .destination_port = 80,
                                  .flags = wire::kTcpSyn});
    return packet;
  }

  // Returns how many went on.
  std::uint32_t hold_and_complete(std::uint32_t count) {
    packet::PacketBatch batch;
    for (std::uint32_t i = 0; i < count; ++i) batch.push_back(syn());
    Onward onward;
    station.process(batch, Direction::outbound, onward);
    for (const packet::LoanId loan : pender.held) engine.complete(loan, pender.borrower, {}, nullptr);
    pender.held.clear();
    reentry.resume_all();
    station.take_ready(onward);
    const std::uint32_t went_on = onward.to_remote.count();
    if (next_connection > 100'000) {
      station.close();
      next_connection = 0;
    }
    return went_on;
  }
};

void PendAndComplete(benchmark::State& state) {
  Bench bench;
  const auto count = static_cast<std::uint32_t>(state.range(0));
  std::uint64_t done = 0;
  for (auto _ : state) done += bench.hold_and_complete(count);
  state.SetItemsProcessed(static_cast<std::int64_t>(done));
  if (done == 0) state.SkipWithError("nothing was held and completed");
}
BENCHMARK(PendAndComplete)->Arg(1)->Arg(32)->Arg(128);

// The decider sleeps on another thread and is woken for each; the path sleeps until the outcome is queued.
void PendDecidedBySleepingThread(benchmark::State& state) {
  Bench bench;
  exec::Runtime& runtime = exec::runtime();
  std::atomic<packet::LoanId> question{0};
  std::atomic<bool> stop{false};
  const exec::ThreadId decider = runtime.spawn("decider", [&] {
    while (!stop.load()) {
      runtime.park(
          &question, [&] { return question.load() == 0 && !stop.load(); }, exec::kForever);
      if (const packet::LoanId loan = question.exchange(0)) {
        bench.engine.complete(loan, bench.pender.borrower, {}, nullptr);
        runtime.unpark_all(&bench);
      }
    }
  });
  std::uint64_t done = 0;
  for (auto _ : state) {
    packet::PacketBatch batch;
    batch.push_back(bench.syn());
    Onward onward;
    bench.station.process(batch, Direction::outbound, onward);
    question.store(bench.pender.held.back());
    bench.pender.held.clear();
    runtime.unpark_all(&question);
    while (onward.to_remote.empty()) {
      runtime.park(
          &bench, [&] { return bench.reentry.empty(); }, exec::kForever);
      bench.reentry.resume_all();
      bench.station.take_ready(onward);
    }
    done += onward.to_remote.count();
  }
  stop.store(true);
  runtime.unpark_all(&question);
  runtime.join(decider);
  state.SetItemsProcessed(static_cast<std::int64_t>(done));
}
BENCHMARK(PendDecidedBySleepingThread)->UseRealTime();

// What two sleeping threads cost by themselves: the yardstick of the line above.
void SleepAndWakeRoundTrip(benchmark::State& state) {
  exec::Runtime& runtime = exec::runtime();
  std::atomic<int> turn{0};
  std::atomic<bool> stop{false};
  const exec::ThreadId other = runtime.spawn("other", [&] {
    while (!stop.load()) {
      runtime.park(
          &turn, [&] { return turn.load() != 1 && !stop.load(); }, exec::kForever);
      if (turn.load() != 1) continue;
      turn.store(0);
      runtime.unpark_all(&stop);
    }
  });
  for (auto _ : state) {
    turn.store(1);
    runtime.unpark_all(&turn);
    while (turn.load() != 0)
      runtime.park(
          &stop, [&] { return turn.load() != 0; }, exec::kForever);
  }
  stop.store(true);
  runtime.unpark_all(&turn);
  runtime.join(other);
}
BENCHMARK(SleepAndWakeRoundTrip)->UseRealTime();

}  // namespace
}  // namespace penstock::filter

BENCHMARK_MAIN();
