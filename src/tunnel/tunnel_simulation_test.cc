// SPDX-License-Identifier: Apache-2.0
// A channel under a random plug-in, random traffic and random trouble, on threads that a seed interleaves and
// a clock that it moves. Whatever happens: nothing is lost or made up, everything comes back in the end, and
// the same seed gives the same run.
#include "exec/seeded_runtime.h"
#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

constexpr std::uint64_t kSeeds = 150;
constexpr int kSteps = 60;

// What the plug-in did with frames and packets that it listed or flushed.
struct Told {
  std::uint64_t frames = 0;
  std::uint64_t packets = 0;
};

class Simulation {
 public:
  explicit Simulation(std::uint64_t seed) : runtime_({.seed = seed}), scope_(runtime_), dice_(seed) {
    ChannelOptions options;
    options.reconnect_attempts = 2;
    options.callback_errors_max = roll(4) == 0 ? 8 : 0;
    tunnel_ = std::make_unique<Tunnel>(options);
    tunnel_->plug_in->on_connect = [this](Channel& channel) { return connect(channel); };
    tunnel_->plug_in->on_disconnect = [this](Channel& channel) {
      pause();
      if (roll(2) == 0) (void)channel.stop();
      return kGood;
    };
    tunnel_->plug_in->on_encapsulate = [this](Channel&, SlotList& packets, SlotList& frames) {
      return encapsulate(packets, frames);
    };
    tunnel_->plug_in->on_decapsulate = [this](Channel&, SlotHandle& unit, SlotList& packets,
                                              SlotList& control) {
      return decapsulate(unit, packets, control);
    };
    tunnel_->plug_in->on_keep_alive = [this](Channel&, SlotRef& payload) {
      if (roll(2) == 0) payload = ask(Lane::send, 9);
      return roll(5) == 0 ? kBad : kGood;
    };
  }

  std::string run() {
    EXPECT_TRUE(tunnel_->connect().connected);
    std::vector<exec::ThreadId> threads;
    threads.push_back(runtime_.spawn("offers", [this] { each_step([this] { offer(); }); }));
    threads.push_back(
        runtime_.spawn("out", [this] { each_step([this] { tunnel_->channel->run_outbound(); }); }));
    threads.push_back(runtime_.spawn("arrivals", [this] { each_step([this] { arrive(); }); }));
    threads.push_back(
        runtime_.spawn("in", [this] { each_step([this] { tunnel_->channel->run_inbound(); }); }));
    threads.push_back(runtime_.spawn("takes", [this] { each_step([this] { take(); }); }));
    threads.push_back(runtime_.spawn("worker", [this] { each_step([this] { work(); }); }));
    threads.push_back(runtime_.spawn("trouble", [this] { each_step([this] { trouble(); }); }));
    for (const exec::ThreadId thread : threads) runtime_.join(thread);
    runtime_.settle(runtime_.now_ns() + 20'000'000'000);
    if (roll(3) == 0) {
      EXPECT_TRUE(!tunnel_->channel->entered() || tunnel_->channel->stop().ok());
    }
    tunnel_->channel->disconnect();
    hoard_.clear();
    take();
    return check();
  }

 private:
  std::uint64_t roll(std::uint64_t sides) {
    dice_ = dice_ * 6364136223846793005u + 1442695040888963407u;
    return (dice_ >> 33) % sides;
  }
  static void pause() { exec::runtime().point(exec::Point::call); }
  template <class Step>
  void each_step(Step step) {
    for (int count = 0; count < kSteps; ++count) {
      step();
      pause();
      if (roll(8) == 0)
        exec::runtime().sleep_until(runtime_.now_ns() + static_cast<std::int64_t>(roll(400'000'000)));
    }
  }

  Answer connect(Channel& channel) {
    if (channel.phase() == Phase::reconnecting && roll(3) == 0) return kBad;
    auto made =
        std::make_shared<MemoryTransport>(roll(2) == 0 ? TransportKind::stream : TransportKind::datagram);
    EXPECT_TRUE(channel.associate(made).ok());
    made->set_state(TransportState::connected);
    pause();
    made_.push_back(made);
    return channel.start(tunnel_->start).ok() ? kGood : kBad;
  }

  SlotRef ask(Lane lane, std::size_t bytes) {
    pause();
    auto slot = tunnel_->channel->request(lane, PENSTOCK_CALLER);
    if (!slot.ok()) return {};
    if (bytes != 0) fill(**slot, ip_packet_of(bytes + 20, static_cast<std::uint8_t>(bytes)));
    return std::move(slot).value();
  }

  // Somewhere, or nowhere.
  void put(SlotRef slot, SlotList& list) {
    pause();
    switch (roll(8)) {
      case 0:
        if (hoard_.size() < 3) hoard_.push_back(std::move(slot));
        return;
      case 1:
        return;  // dropped
      case 2:
        if (slot->set_affinity(static_cast<std::uint32_t>(roll(3))).ok()) pause();
        break;
      case 3:
        (void)slot->set_length(static_cast<std::uint32_t>(roll(2)));
        break;
      default:
        break;
    }
    (void)list.append(slot.get());
    if (roll(6) == 0) {
      EXPECT_FALSE(list.append(slot.get()).ok());
    }
  }
  Answer spoil(SlotList& list) {
    if (roll(15) == 0) (void)list.set_status(BufferStatus::invalid_size);
    if (roll(15) == 0) (void)list.clear();
    pause();
    return roll(10) == 0 ? kBad : kGood;
  }

  Answer encapsulate(SlotList& packets, SlotList& frames) {
    while (roll(6) != 0) {
      auto taken = packets.remove_at_begin(PENSTOCK_CALLER);
      if (!taken.ok()) break;
      put(std::move(taken).value(), roll(5) == 0 ? packets : frames);
    }
    if (roll(4) == 0) {
      if (SlotRef extra = ask(Lane::send, roll(60))) put(std::move(extra), frames);
    }
    if (roll(6) == 0) exec::runtime().sleep_until(runtime_.now_ns() + 1'000'000);
    return spoil(frames);
  }

  Answer decapsulate(SlotHandle& unit, SlotList& packets, SlotList& control) {
    if (roll(3) == 0) put(SlotRef::share(&unit), roll(2) == 0 ? packets : control);
    if (SlotRef made = ask(Lane::receive, roll(60))) put(std::move(made), packets);
    if (roll(3) == 0) {
      if (SlotRef frame = ask(Lane::send, roll(60))) put(std::move(frame), control);
    }
    return spoil(packets);
  }

  void offer() {
    packet::PacketBatch batch;
    for (std::uint64_t count = roll(5); count > 0; --count) {
      batch.push_back(tunnel_->packet_of(ip_packet_of(20 + roll(1500), static_cast<std::uint8_t>(count))));
    }
    offered_ += batch.count();
    tunnel_->channel->offer(batch);
    offered_ -= batch.count();
  }
  void arrive() {
    if (!made_.empty()) made_.back()->arrive(Bytes(roll(70), 0x45));
  }
  void take() { taken_ += tunnel_->injected().size(); }
  void work() {
    const Lane lane = roll(2) == 0 ? Lane::send : Lane::receive;
    SlotRef slot = hoard_.empty() || roll(2) == 0 ? ask(lane, roll(60)) : std::move(hoard_.back());
    if (!hoard_.empty() && !hoard_.back()) hoard_.pop_back();
    pause();
    if (slot) (void)tunnel_->channel->append(lane, slot.get());
    if (roll(3) == 0) (void)tunnel_->channel->flush(lane);
  }
  void trouble() {
    if (made_.empty()) return;
    if (roll(20) == 0) made_.back()->set_state(TransportState::lost);
    if (roll(6) == 0) made_.back()->set_room(static_cast<std::uint32_t>(roll(4)));
    if (roll(3) == 0) made_.back()->set_room(1000);
  }

  std::string check() {
    const ChannelCounts counts = tunnel_->channel->counts();
    const OutboundCounts& out = counts.outbound;
    EXPECT_EQ(tunnel_->channel->backlog(), 0u);
    EXPECT_EQ(out.offered_packets, offered_);
    EXPECT_EQ(out.offered_packets,
              out.shown_packets + out.dropped_rules + out.dropped_malformed + out.dropped_disconnected);
    std::uint64_t sent = 0;
    for (const auto& transport : made_) sent += transport->sent_frames().size();
    EXPECT_EQ(out.frames_sent, sent);
    const InboundCounts& in = counts.inbound;
    EXPECT_EQ(in.units_received, in.decapsulate_calls + in.units_unshown);
    EXPECT_EQ(in.injected_packets, taken_);
    EXPECT_EQ(out.frames_handed_over, out.frames_sent + out.frames_no_transport + out.frames_refused +
                                          out.frames_zero_length + out.frames_abandoned);
    EXPECT_EQ(in.packets_handed_over, in.injected_packets + in.dropped_invalid + in.dropped_rules +
                                          in.dropped_disconnected + in.zero_length);
    std::string trace =
        std::to_string(sent) + " " + std::to_string(taken_) + " " + std::to_string(in.dropped_invalid);
    for (const Lane lane : {Lane::send, Lane::receive}) {
      const PoolCounts pool = tunnel_->channel->counts(lane);
      EXPECT_EQ(sum_of(pool), pool.size);
      EXPECT_EQ(pool.free, pool.size);
      trace += " " + std::to_string(pool.requests_ok) + " " + std::to_string(pool.leaked_reclaimed);
    }
    EXPECT_EQ(tunnel_->ledger.count(), 0u);
    EXPECT_FALSE(tunnel_->host.up.has_value());
    EXPECT_EQ(tunnel_->host.raised, tunnel_->host.lowered);
    return trace + " " + std::to_string(runtime_.steps());
  }

  exec::SeededRuntime runtime_;
  exec::RuntimeScope scope_;
  std::uint64_t dice_;
  std::unique_ptr<Tunnel> tunnel_;
  std::vector<std::shared_ptr<MemoryTransport>> made_;
  std::vector<SlotRef> hoard_;
  std::uint64_t offered_ = 0;
  std::uint64_t taken_ = 0;
};

TEST(TunnelSimulation, LosesNothingMakesNothingUpAndEndsEmpty) {
  RULE("N-THR-6");
  RULE("N-BUF-23");
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE(seed);
    Simulation(seed).run();
    if (testing::Test::HasFailure()) break;
  }
}

TEST(TunnelSimulation, IsTheSameForTheSameSeed) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) EXPECT_EQ(Simulation(seed).run(), Simulation(seed).run());
}

}  // namespace
}  // namespace penstock::tunnel
