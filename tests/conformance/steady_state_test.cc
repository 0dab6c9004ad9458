// SPDX-License-Identifier: Apache-2.0
// A million packets of flows that are authorized already, TCP and UDP, IPv4 and IPv6, both directions, with
// a permitting callout at each packet layer: on their way nothing is allocated, locked or slept upon.
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <memory>
#include <mutex>
#include <vector>

#include "call_counts.h"
#include "filter/engine.h"
#include "filter/station.h"
#include "path/idle.h"
#include "path/path.h"
#include "testing/packet_text.h"
#include "testing/rule.h"

namespace penstock::conformance {
namespace {

using filter::Direction;

constexpr std::uint64_t kPackets = 1'000'000;
constexpr std::uint32_t kFlows = 256;

class Permits final : public filter::Callout {
 public:
  void classify(const filter::Classification&, filter::ClassifyOut& out) override {
    ++classified;
    out.action = filter::Action::permit;
  }
  bool filter_added(const filter::FilterNotice&) override { return true; }
  void filter_deleted(const filter::FilterNotice&) override {}
  bool wants_flow_deletions() const override { return false; }
  void flow_deleted(filter::Layer, std::uint32_t, std::uint64_t) override {}
  std::uint64_t classified = 0;
};

// Gives its packets round and round, up to a number; what is sent to it ends there.
class RoundLink final : public link::Link {
 public:
  RoundLink(std::string name, packet::PacketPool& pool) : name_(std::move(name)), pool_(pool) {}

  void add(testing::Bytes packet) { packets_.push_back(std::move(packet)); }
  void allow(std::uint64_t count) { allowed_ += count; }

  const std::string& name() const override { return name_; }
  std::uint32_t mtu_bytes() const override { return 1500; }
  std::uint32_t receive(packet::PacketBatch& batch) override {
    std::uint32_t added = 0;
    for (; allowed_ != 0 && !batch.full(); --allowed_, ++added) {
      const testing::Bytes& bytes = packets_[next_++ % packets_.size()];
      packet::PacketPtr packet = pool_.allocate();
      PENSTOCK_ASSERT(packet != nullptr && packet->set_size(static_cast<std::uint32_t>(bytes.size())));
      std::copy(bytes.begin(), bytes.end(), packet->data());
      batch.push_back(std::move(packet));
    }
    return added;
  }
  void send(packet::PacketBatch& batch) override {
    sent_ += batch.count();
    batch.clear();
  }
  link::LinkCounts counts() const override { return {.sent_packets = sent_}; }

 private:
  const std::string name_;
  packet::PacketPool& pool_;
  std::vector<testing::Bytes> packets_;
  std::size_t next_ = 0;
  std::uint64_t allowed_ = 0;
  std::uint64_t sent_ = 0;
};

class SteadyState : public ::testing::Test {
 protected:
  void SetUp() override {
    path_.add_station(as_station_);
    session_ = *engine_.policy().open_session({});
    for (const filter::LayerInfo& info : filter::all_layers()) {
      const bool packet_layer = info.layer < filter::Layer::ale_auth_recv_accept_v4;
      if (info.indicated && packet_layer && !filter::is_discard(info.layer)) add_callout(info);
    }
    for (std::uint32_t flow = 0; flow < kFlows; ++flow) {
      local_.add(packet_of(flow, false));
      remote_.add(packet_of(flow, true));
    }
  }

  void add_callout(const filter::LayerInfo& layer) {
    callouts_.push_back(std::make_unique<Permits>());
    const filter::Key key = filter::make_key();
    ASSERT_TRUE(engine_.callouts().register_callout(key, *callouts_.back(), 0, 0).ok());
    ASSERT_TRUE(engine_.policy()
                    .add_callout(session_, {.key = key, .display = {.name = "p"}, .layer = layer.key})
                    .ok());
    ASSERT_TRUE(engine_.policy()
                    .add_filter(session_, {.display = {.name = "p"},
                                           .layer = layer.key,
                                           .action = filter::Action::callout_terminating,
                                           .callout = key})
                    .ok());
  }

  static testing::Bytes packet_of(std::uint32_t flow, bool inbound) {
    const bool six = flow % 4 >= 2;
    testing::PacketText text;
    text.protocol = flow % 2 == 0 ? wire::kProtocolTcp : wire::kProtocolUdp;
    text.payload_bytes = 100 + flow;
    const testing::TextEndpoint here{*wire::parse_address(six ? "fd00::1" : "10.0.0.1"),
                                     static_cast<std::uint16_t>(10'000 + flow)};
    const testing::TextEndpoint there{*wire::parse_address(six ? "fd00::2" : "10.0.0.2"), 443};
    text.from = inbound ? there : here;
    text.to = inbound ? here : there;
    return testing::build(text);
  }

  void pass(std::uint64_t packets) {
    local_.allow(packets / 2);
    remote_.allow(packets / 2);
    while (path_.turn() != 0) {
    }
  }

  packet::PacketPool pool_{{.packets_max = 1024}};
  packet::Ledger ledger_;
  filter::Engine engine_{{.packets = &pool_, .ledger = &ledger_}};
  path::ParkIdle idle_;
  packet::ReentryQueue reentry_{&idle_};
  filter::FilterStation station_{engine_, {}, pool_, reentry_};
  path::FilterAsStation as_station_{station_};
  RoundLink local_{"local", pool_};
  RoundLink remote_{"remote", pool_};
  path::Path path_{{}, local_, remote_, reentry_, idle_};
  filter::SessionId session_ = 0;
  std::vector<std::unique_ptr<Permits>> callouts_;
};

TEST(CallCounts, SeesWhatItIsToSee) {
  CallCounts& counts = call_counts();
  const std::uint64_t allocations = counts.allocations;
  const std::uint64_t locks = counts.locks;
  const std::uint64_t futexes = counts.futexes;
  auto block = std::make_unique<std::vector<int>>(100);
  std::mutex mutex;
  mutex.lock();
  mutex.unlock();
  std::uint32_t word = 0;
  (void)syscall(SYS_futex, &word, 1 /* wake */, 1, nullptr, nullptr, 0);
  block.reset();
  EXPECT_GE(counts.allocations - allocations, 4u);
  EXPECT_GE(counts.locks - locks, 1u);
  EXPECT_EQ(counts.futexes - futexes, 1u);
}

TEST_F(SteadyState, AllocatesLocksAndSleepsForNoPacketOfAnAuthorizedFlow) {
  RULE("W-ALE-2");
  pass(8 * kFlows);  // begins the flows
  ASSERT_EQ(station_.counts().flows, kFlows);
  const std::uint64_t sent_before = local_.counts().sent_packets + remote_.counts().sent_packets;
  std::uint64_t classified_before = 0;
  for (const auto& callout : callouts_) classified_before += callout->classified;

  CallCounts& counts = call_counts();
  const std::uint64_t allocations = counts.allocations;
  const std::uint64_t locks = counts.locks;
  const std::uint64_t futexes = counts.futexes;
  pass(kPackets);
  EXPECT_EQ(counts.allocations - allocations, 0u);
  EXPECT_EQ(counts.locks - locks, 0u);
  EXPECT_EQ(counts.futexes - futexes, 0u);

  EXPECT_EQ(local_.counts().sent_packets + remote_.counts().sent_packets - sent_before, kPackets);
  std::uint64_t classified = 0;
  for (const auto& callout : callouts_) classified += callout->classified;
  // Two layers for a TCP packet, three for a datagram.
  EXPECT_EQ(classified - classified_before, kPackets * 5 / 2);
}

}  // namespace
}  // namespace penstock::conformance
