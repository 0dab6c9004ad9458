// SPDX-License-Identifier: Apache-2.0
// Drivers of five more hands, in the ways that are met in the field: a flow tracker in C++ with a context type, a
// sniffer for an old version of Windows, a diverter with buffers of its own, a rule set without a callout, and one that
// tries every lock and list there is.
#include <gtest/gtest.h>

#include <atomic>

#include "drivers_fixture.h"
#include "testing/rule.h"

namespace penstock::conformance {
namespace {

class FieldDrivers : public Drivers {
 protected:
  void udp_both_ways(const std::string& port) {
    const std::string there = "udp 10.0.0.1:" + port + " > 10.0.0.2:53 payload hello";
    const std::string back = "udp 10.0.0.2:53 > 10.0.0.1:" + port + " payload world";
    bench.local_sends(there);
    EXPECT_TRUE(bench.arrives(Side::remote, there));
    bench.remote_sends(back);
    EXPECT_TRUE(bench.arrives(Side::local, back));
  }
};

INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, FieldDrivers, ::testing::Values(0, 1, 2, 3));

struct FlowTotals {
  std::uint64_t flows, closed, bytes_out, bytes_in, packets_out, packets_in;
  std::uint32_t path_length;
};
constexpr std::uint32_t kFlowTotals = 0x12u << 16 | 0x801u << 2;

TEST_P(FieldDrivers, FlowtrackCountsWhatCarriesItsContext) {
  RULE("W-FLOW-2");
  RULE("K-ENV-1");
  load("flowtrack");
  connect("4000");
  udp_both_ways("5000");
  const auto totals = ask<FlowTotals>("FlowTrack", kFlowTotals);
  EXPECT_EQ(totals.flows, 2u);
  EXPECT_EQ(totals.closed, 0u);
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 rst");
  EXPECT_NE(bench.next_at(Side::remote), "");
  ASSERT_TRUE(bench.eventually([&] { return ask<FlowTotals>("FlowTrack", kFlowTotals).closed == 1; }));
  unload_last();
}

TEST_P(FieldDrivers, SnifferReadsTheIpHeaderOfBothDirections) {
  RULE("W-NBL-6");
  RULE("W-ENV-4");
  RULE("K-ENV-13");
  RULE("W-ENV-1");
  load("sniffer");
  nt::DeviceClient client = bench.open("Sniffer");
  constexpr std::uint32_t next_event = 0x22u << 16 | 1u << 14 | 0x900u << 2 | 2u;  // direct, for reading
  std::atomic<bool> answered{false};
  std::vector<std::uint8_t> event;
  client.control(next_event, {}, 24, [&](nt::DeviceClient::RequestId, const nt::Answer& answer) {
    event = answer.output;
    answered = true;
  });
  udp_both_ways("5000");
  ASSERT_TRUE(bench.eventually([&] { return answered.load(); }));
  ASSERT_EQ(event.size(), 24u);
  EXPECT_EQ(event[11], 10u) << "the source, in host order: a long of 32 bits";
  EXPECT_EQ(event[16], 33u) << "the length";
  EXPECT_EQ(event[18], 17u) << "the protocol";
}

TEST_P(FieldDrivers, DiverterSendsACopyOfEverythingOn) {
  RULE("W-INJ-12");
  RULE("W-NBL-10");
  RULE("W-INJ-14");
  load("diverter");
  connect("4000");
  udp_both_ways("5000");
  EXPECT_EQ(bench.counts().injected, 5u);
  EXPECT_EQ(bench.last_bytes()[8], 63u) << "the time to live is one lower";
}

TEST_P(FieldDrivers, DiverterIsNotTakenForOneThatHolds) {
  load("diverter");
  bench.remote_sends("tcp 10.0.0.2:4000 > 10.0.0.1:80 syn");
  EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:4000 > 10.0.0.1:80 syn"));
  EXPECT_EQ(bench.counts().held, 0u);
  EXPECT_EQ(bench.counts().permitted, 0u) << "only what was held can be permitted";
}

TEST_P(FieldDrivers, RulesetFiltersWithoutACallout) {
  RULE("K-ENV-14");
  RULE("K-WPP-1");
  RULE("K-WPP-2");
  RULE("K-WPP-3");
  RULE("K-WPP-4");
  load("ruleset");
  udp_both_ways("5000");
  connect("4000");
  bench.local_sends("tcp 10.0.0.1:4001 > 10.0.0.2:22 syn");
  EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:22 > 10.0.0.1:4001 rst ack"));
  bench.local_sends("udp 10.0.0.1:5000 > 10.0.0.2:123 payload time");
  bench.remote_sends("tcp 10.0.0.2:4002 > 10.0.0.1:80 syn");
  bench.pass_ms(10);
  EXPECT_EQ(bench.waiting_at(Side::remote) + bench.waiting_at(Side::local), 0u);
}

TEST_P(FieldDrivers, MenagerieFindsEveryLockAndListInOrder) {
  RULE("K-ENV-2");
  RULE("K-ENV-15");
  load("menagerie");
}

}  // namespace
}  // namespace penstock::conformance
