// SPDX-License-Identifier: Apache-2.0
// T-30: ten thousand connects are held and completed from eight threads in a random order, while filters
// come and go and the path runs on a thread of its own. On the machine's threads and clock.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <numeric>
#include <random>

#include "base/finding.h"
#include "exec/runtime.h"
#include "testing/rule.h"
#include "testing/scripted_host.h"
#include "wire/parse.h"

namespace penstock::testing {
namespace {

constexpr std::uint32_t kConnects = 10'000;
constexpr std::uint32_t kCompleters = 8;
constexpr std::uint16_t kFirstPort = 20'000;

bool permitted(std::uint32_t connect) { return connect % 3 != 0; }

// Holds every connect; what becomes of it follows from its port.
class Holder final : public filter::Callout {
 public:
  Holder(filter::Engine& engine, packet::BorrowerId borrower)
      : engine_(engine), borrower_(borrower), loans(kConnects), decided(kConnects) {}

  void classify(const filter::Classification& shown, filter::ClassifyOut& out) override {
    const auto port = filter::field_index(shown.layer, "IP_LOCAL_PORT");
    const std::uint32_t connect = shown.values[*port].uint16 - kFirstPort;
    if ((shown.metadata->present & filter::kHasCompletionHandle) == 0) {
      decided[connect].fetch_add(1);
      out.action = permitted(connect) ? filter::Action::permit : filter::Action::block;
      out.rights = 0;  // the passing filters must not overrule a block
      return;
    }
    const auto loan = engine_.pend(shown.metadata->completion_handle, borrower_, PENSTOCK_CALLER);
    ASSERT_TRUE(loan.ok());
    loans[connect].store(*loan);
    out.action = filter::Action::block;
    out.flags |= filter::kClassifyOutAbsorb;
    out.rights = 0;
    held.fetch_add(1);
  }
  bool filter_added(const filter::FilterNotice&) override { return true; }
  void filter_deleted(const filter::FilterNotice&) override {}
  bool wants_flow_deletions() const override { return false; }
  void flow_deleted(filter::Layer, std::uint32_t, std::uint64_t) override {}

 private:
  filter::Engine& engine_;
  const packet::BorrowerId borrower_;

 public:
  std::vector<std::atomic<packet::LoanId>> loans;
  std::vector<std::atomic<std::uint32_t>> decided;  // how often each was asked again
  std::atomic<std::uint32_t> held{0};
};

class HeldStorm : public ::testing::Test {
 protected:
  void SetUp() override {
    base::finding_log().clear();
    filter::PolicyStore& policy = host_.engine().policy();
    session_ = *policy.open_session({});
    const filter::Key key = filter::make_key();
    ASSERT_TRUE(host_.engine().callouts().register_callout(key, holder_, 0, borrower_).ok());
    ASSERT_TRUE(
        policy.add_callout(session_, {.key = key, .display = {.name = "holder"}, .layer = layer_}).ok());
    ASSERT_TRUE(policy
                    .add_filter(session_, {.display = {.name = "holder"},
                                           .layer = layer_,
                                           .action = filter::Action::callout_terminating,
                                           .callout = key})
                    .ok());
  }

  void send_connects() {
    for (std::uint32_t connect = 0; connect < kConnects; ++connect) {
      PacketText text{.protocol = wire::kProtocolTcp, .tcp_flags = wire::kTcpSyn};
      text.from =
          TextEndpoint{*wire::parse_address("10.0.0.1"), static_cast<std::uint16_t>(kFirstPort + connect)};
      text.to = TextEndpoint{*wire::parse_address("10.0.0.2"), 80};
      host_.send(Side::local, build(text));
      if (connect % 1000 == 999) await([&] { return holder_.held.load() > connect; });
    }
  }

  // Ends: what is waited for follows from what was done already.
  template <class Condition>
  void await(Condition condition) {
    while (!condition()) exec::runtime().point(exec::Point::yield);
  }

  // Loans are handed to the completers in a random order, dealt out like cards.
  std::vector<exec::ThreadId> start_completers() {
    std::vector<std::uint32_t> order(kConnects);
    std::iota(order.begin(), order.end(), 0u);
    std::shuffle(order.begin(), order.end(), std::mt19937(30));
    std::vector<exec::ThreadId> threads;
    for (std::uint32_t completer = 0; completer < kCompleters; ++completer) {
      threads.push_back(exec::runtime().spawn("completer", [this, order, completer] {
        for (std::uint32_t i = completer; i < kConnects; i += kCompleters) {
          host_.engine().complete(holder_.loans[order[i]].load(), borrower_, PENSTOCK_CALLER, nullptr);
        }
      }));
    }
    return threads;
  }

  // Filters that decide nothing, but make every flow due for another look.
  void change_filters(int times) {
    for (int i = 0; i < times; ++i) {
      const auto added =
          host_.engine().policy().add_filter(session_, {.display = {.name = "passing"},
                                                        .layer = layer_,
                                                        .sublayer = filter::kInspectionSublayer,
                                                        .action = filter::Action::permit});
      ASSERT_TRUE(added.ok());
      ASSERT_TRUE(host_.engine().policy().delete_filter(session_, *added).ok());
    }
  }

  ScriptedHost host_{{.packets_max = 40'000, .wire_packets_max = kConnects}};
  const filter::Key layer_ = filter::find_layer(filter::Layer::ale_auth_connect_v4)->key;
  const packet::BorrowerId borrower_ = host_.ledger().enroll({.name = "holder"});
  Holder holder_{host_.engine(), borrower_};
  filter::SessionId session_ = 0;
};

TEST_F(HeldStorm, DecidesEveryConnectExactlyOnce) {
  RULE("W-PEND-18");
  RULE("W-COMP-5");
  RULE("W-COMP-20");
  host_.run_freely();
  send_connects();
  ASSERT_EQ(host_.ledger().count(borrower_), kConnects);

  const std::vector<exec::ThreadId> completers = start_completers();
  change_filters(50);
  std::vector<std::uint32_t> went_out(kConnects);
  std::vector<std::uint32_t> refused(kConnects);
  std::uint32_t seen = 0;
  while (seen < kConnects) {
    for (const Side side : {Side::remote, Side::local}) {
      while (const auto packet = host_.next_at(side)) {
        const auto parsed = wire::parse(*packet);
        ASSERT_TRUE(parsed.ok());
        const std::uint16_t port = side == Side::remote ? parsed->source_port : parsed->destination_port;
        ++(side == Side::remote ? went_out : refused)[port - kFirstPort];
        ++seen;
      }
    }
    exec::runtime().point(exec::Point::yield);
  }
  for (const exec::ThreadId completer : completers) exec::runtime().join(completer);
  host_.stop();

  for (std::uint32_t connect = 0; connect < kConnects; ++connect) {
    ASSERT_EQ(holder_.decided[connect].load(), 1u) << connect;
    ASSERT_EQ(went_out[connect], permitted(connect) ? 1u : 0u) << connect;
    ASSERT_EQ(refused[connect], permitted(connect) ? 0u : 1u) << connect;
  }
  EXPECT_EQ(host_.ledger().count(), 0u);
  EXPECT_EQ(base::finding_log().count(base::Severity::error), 0u);
}

}  // namespace
}  // namespace penstock::testing
