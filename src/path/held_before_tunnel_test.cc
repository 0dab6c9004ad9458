// SPDX-License-Identifier: Apache-2.0
// One process, one path: a connection is held by a callout before it enters the tunnel.
#include <gtest/gtest.h>

#include "filter/authorization.h"
#include "filter/policy_fixture.h"
#include "filter/station.h"
#include "path/tunnel_path_fixture.h"
#include "wire/sample_packets.h"

namespace penstock::path {
namespace {

// Pends what is asked for the first time and permits what is asked again.
class Holder final : public filter::Callout {
 public:
  filter::Engine* engine = nullptr;
  packet::BorrowerId borrower = 0;
  std::vector<packet::LoanId> held;

  void classify(const filter::Classification& shown, filter::ClassifyOut& out) override {
    out.action = filter::Action::permit;
    if ((shown.metadata->present & filter::kHasCompletionHandle) == 0) return;
    const auto loan = engine->pend(shown.metadata->completion_handle, borrower, {});
    ASSERT_TRUE(loan.ok());
    held.push_back(*loan);
    out.action = filter::Action::block;
    out.flags |= filter::kClassifyOutAbsorb;
    out.rights &= ~std::uint32_t{filter::kRightActionWrite};
  }
  bool filter_added(const filter::FilterNotice&) override { return true; }
  void filter_deleted(const filter::FilterNotice&) override {}
  bool wants_flow_deletions() const override { return false; }
  void flow_deleted(filter::Layer, std::uint32_t, std::uint64_t) override {}
};

class HeldBeforeTheTunnel : public ::testing::Test {
 protected:
  HeldBeforeTheTunnel() {
    holder_.engine = &engine_;
    holder_.borrower = host_.ledger.enroll({.name = "holder"});
    const filter::Key key = filter::make_key();
    EXPECT_TRUE(engine_.callouts().register_callout(key, holder_, 0, holder_.borrower).ok());
    const filter::SessionId session = *engine_.policy().open_session({});
    const filter::Key layer = filter::find_layer(filter::Layer::ale_auth_connect_v4)->key;
    EXPECT_TRUE(engine_.policy()
                    .add_callout(session, {.key = key, .display = {.name = "holder"}, .layer = layer})
                    .ok());
    EXPECT_TRUE(engine_.policy()
                    .add_filter(session, {.display = {.name = "all"},
                                          .layer = layer,
                                          .action = filter::Action::callout_terminating,
                                          .callout = key})
                    .ok());
    host_.path.add_station(as_station_);
    host_.path.add_station(*host_.station);
  }
  ~HeldBeforeTheTunnel() override {
    station_.close();
    EXPECT_TRUE(engine_.callouts().unregister(1).ok());
  }
  void send_syn() {
    const Bytes bytes = wire::sample::tcp_packet(
        4,
        {.source_port = 4000, .destination_port = 443, .sequence = 1, .flags = wire::kTcpSyn, .window = 1000},
        0);
    packet::PacketBatch batch;
    packet::PacketPtr packet = host_.packets.allocate();
    packet->set_size(static_cast<std::uint32_t>(bytes.size()));
    std::copy(bytes.begin(), bytes.end(), packet->data());
    batch.push_back(std::move(packet));
    host_.local.right().send(batch);
  }

  TunnelPath host_;
  filter::Engine engine_{{.packets = &host_.packets, .ledger = &host_.ledger}};
  filter::FilterStation station_{engine_, {}, host_.packets, host_.reentry};
  FilterAsStation as_station_{station_};
  Holder holder_;
};

TEST_F(HeldBeforeTheTunnel, AConnectionEntersOnceItIsCompletedAndNotBefore) {
  host_.up();
  send_syn();
  send_syn();  // and again, as a host does that hears nothing
  host_.turn_until_quiet();
  ASSERT_EQ(holder_.held.size(), 1u);
  EXPECT_TRUE(host_.framed().empty());
  EXPECT_EQ(host_.station->counts().offered, 0u);

  engine_.complete(holder_.held[0], holder_.borrower, {}, nullptr);
  host_.turn_until_quiet();
  EXPECT_EQ(host_.framed(), std::vector<std::uint16_t>{4000});
  EXPECT_EQ(TunnelPath::received_at(host_.world.right()).size(), 0u);
}

}  // namespace
}  // namespace penstock::path
