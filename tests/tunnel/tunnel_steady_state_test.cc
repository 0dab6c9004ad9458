// SPDX-License-Identifier: Apache-2.0
// A running channel moves packets both ways, through every call that a plug-in has for a buffer, without the
// allocator, a lock function or a futex.
#include <algorithm>

#include "call_counts.h"
#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

using conformance::call_counts;
using conformance::CallCounts;

constexpr std::uint64_t kPackets = 200'000;
constexpr std::uint32_t kBatch = 32;

// Counts frames, and gives the same unit again and again.
class CountingTransport final : public Transport {
 public:
  TransportKind kind() const override { return TransportKind::datagram; }
  TransportState state() const override {
    return connected ? TransportState::connected : TransportState::unconnected;
  }
  SendOutcome send(std::span<const Frame> frames) override {
    sent += frames.size();
    return {.done = static_cast<std::uint32_t>(frames.size())};
  }
  std::uint32_t receive(std::vector<Unit>& units, std::uint32_t units_max) override {
    const std::uint32_t count = std::min(units_max, waiting);
    for (std::uint32_t index = 0; index < count; ++index) units.emplace_back(unit);
    waiting -= count;
    return count;
  }
  void close() override { connected = false; }
  std::string describe() const override { return "counting"; }

  bool connected = false;
  std::uint64_t sent = 0;
  std::uint32_t waiting = 0;
  Bytes unit = ip_packet_of(1000);
};

Answer pass_on(SlotList& from, SlotList& to) {
  while (*from.size() != 0) {
    const auto taken = from.remove_at_begin(PENSTOCK_CALLER);
    if (!to.append(taken->get()).ok()) return kBad;
  }
  return kGood;
}

class Steady : public testing::Test {
 protected:
  Steady() {
    channel_ = Channel::make({.wire_slots = 64, .keep_alive_idle_ns = 0});
    plug_in_->on_connect = [this](Channel& channel) {
      EXPECT_TRUE(channel.associate(transport_).ok());
      transport_->connected = true;
      EXPECT_TRUE(channel.start(simple_start()).ok());
      return kGood;
    };
    plug_in_->on_encapsulate = [](Channel&, SlotList& packets, SlotList& frames) {
      return pass_on(packets, frames);
    };
    plug_in_->on_decapsulate = [](Channel& channel, SlotHandle& unit, SlotList& packets, SlotList& control) {
      const auto frame = channel.request(Lane::send, PENSTOCK_CALLER);
      const auto later = channel.request(Lane::receive, PENSTOCK_CALLER);
      if (!frame.ok() || !later.ok()) return kBad;
      (void)(*frame)->set_length(20);
      (void)(*later)->set_length(0);
      const bool good = control.append(frame->get()).ok() && packets.append(&unit).ok() &&
                        channel.append(Lane::receive, later->get()).ok() && channel.flush(Lane::receive).ok();
      return good ? kGood : kBad;
    };
    EXPECT_TRUE(channel_->connect(plug_in_).connected);
  }
  ~Steady() override { channel_->disconnect(); }

  void pass(std::uint64_t packets) {
    packet::PacketBatch batch;
    for (std::uint64_t done = 0; done < packets; done += kBatch) {
      for (std::uint32_t count = 0; count < kBatch; ++count) {
        packet::PacketPtr packet = pool_.allocate();
        packet->set_size(static_cast<std::uint32_t>(transport_->unit.size()));
        std::copy(transport_->unit.begin(), transport_->unit.end(), packet->data());
        batch.push_back(std::move(packet));
      }
      channel_->offer(batch);
      channel_->run_outbound();
      transport_->waiting = kBatch;
      channel_->run_inbound();
      injected_ += channel_->take_injected(batch);
      batch.clear();
    }
  }

  packet::PacketPool pool_{{.packets_max = 256}};
  std::shared_ptr<CountingTransport> transport_ = std::make_shared<CountingTransport>();
  std::shared_ptr<ScriptedPlugIn> plug_in_ = std::make_shared<ScriptedPlugIn>();
  std::shared_ptr<Channel> channel_;
  std::uint64_t injected_ = 0;
};

TEST_F(Steady, NoBufferCostsAnAllocationALockOrASleep) {
  RULE("N-BUF-24");
  pass(10 * kBatch);
  const CallCounts& counts = call_counts();
  const std::uint64_t allocations = counts.allocations;
  const std::uint64_t futexes = counts.futexes;
  const std::uint64_t locks = counts.locks;
  const std::uint64_t sent = transport_->sent;
  injected_ = 0;
  pass(kPackets);
  // The attendant looks around once a second, whatever goes by, and that is all: how often it does depends on
  // how fast the machine is, and stays far below one a batch.
  EXPECT_LE(counts.allocations - allocations, kPackets / 1000);
  EXPECT_LE(counts.futexes - futexes, kPackets / 1000);
  EXPECT_LE(counts.locks - locks, kPackets / kBatch / 2);
  EXPECT_EQ(transport_->sent - sent, 2 * kPackets);
  EXPECT_EQ(injected_, kPackets);
  EXPECT_EQ(channel_->counts().outbound.encapsulate_errors + channel_->counts().inbound.decapsulate_errors,
            0u);
}

}  // namespace
}  // namespace penstock::tunnel
