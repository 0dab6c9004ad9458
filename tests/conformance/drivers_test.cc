// SPDX-License-Identifier: Apache-2.0
// Drivers of other hands: each does what its author meant, and leaves nothing behind.
#include <gtest/gtest.h>

#include "drivers/doorman/doorman.h"
#include "drivers/flowmeter/flowmeter.h"
#include "drivers/portwarden/portwarden_counts.h"
#include "drivers/rewrite/rewrite.h"
#include "drivers/tally/tally.h"
#include "drivers_fixture.h"
#include "testing/rule.h"

namespace penstock::conformance {
namespace {

enum TallyLayer {
  in_ip4,
  in_ip6,
  out_ip4,
  out_ip6,
  in_transport4,
  in_transport6,
  out_transport4,
  out_transport6,
  datagram4,
  datagram6
};

INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, Drivers, ::testing::Values(0, 1, 2, 3, 4, 5));

TEST_P(Drivers, TallySeesEveryPacketOnceAtEachOfItsLayers) {
  RULE("W-CLS-10");
  RULE("W-CLS-12");
  load("tally");
  connect("4000");
  for (const char* packet :
       {"udp 10.0.0.1:5000 > 10.0.0.2:53 payload hello", "udp [fd00::1]:5000 > [fd00::2]:53 payload hello"}) {
    bench.local_sends(packet);
    EXPECT_TRUE(bench.arrives(Side::remote, packet));
  }
  bench.remote_sends("udp 10.0.0.2:53 > 10.0.0.1:5000 payload answer");
  EXPECT_TRUE(bench.arrives(Side::local, "udp 10.0.0.2:53 > 10.0.0.1:5000 payload answer"));
  const TALLY_COUNTS counts = ask<TALLY_COUNTS>("Tally", IOCTL_TALLY_COUNTS);
  EXPECT_EQ(counts.Packets[out_transport4], 3u);
  EXPECT_EQ(counts.Packets[out_ip4], 3u);
  EXPECT_EQ(counts.Packets[in_ip4], 2u);
  EXPECT_EQ(counts.Packets[in_transport4], 2u);
  EXPECT_EQ(counts.Packets[datagram4], 2u);
  EXPECT_EQ(counts.Packets[out_transport6], 1u);
  EXPECT_EQ(counts.Packets[out_ip6], 1u);
  EXPECT_EQ(counts.Packets[datagram6], 1u);
  EXPECT_EQ(counts.Wrong, 0u);
}

TEST_P(Drivers, TallyIsShownEachLayersPartOfThePacket) {
  RULE("W-NBL-1");
  RULE("W-NBL-5");
  load("tally");
  bench.local_sends("udp 10.0.0.1:5000 > 10.0.0.2:53 payload hello");
  EXPECT_NE(bench.next_at(Side::remote), "");
  bench.remote_sends("udp 10.0.0.2:53 > 10.0.0.1:5000 payload answer");
  EXPECT_NE(bench.next_at(Side::local), "");
  const TALLY_COUNTS counts = ask<TALLY_COUNTS>("Tally", IOCTL_TALLY_COUNTS);
  EXPECT_EQ(counts.Bytes[out_ip4], 33u) << "from the IP header";
  EXPECT_EQ(counts.Bytes[out_transport4], 13u) << "from the transport header";
  EXPECT_EQ(counts.Bytes[in_ip4], 14u) << "past the IP header";
  EXPECT_EQ(counts.Bytes[in_transport4], 6u) << "past the transport header";
  EXPECT_EQ(counts.Bytes[datagram4], 13u + 6u) << "out: the transport header; in: past it";
  EXPECT_EQ(counts.Wrong, 0u);
}

TEST_P(Drivers, DoormanDecidesInAWorkItemAndSendsDatagramsAgain) {
  RULE("W-COMP-4");
  RULE("W-INJ-4");
  load("doorman");
  connect("4000");
  bench.local_sends("udp 10.0.0.1:5000 > 10.0.0.2:53 payload hello");
  EXPECT_TRUE(bench.arrives(Side::remote, "udp 10.0.0.1:5000 > 10.0.0.2:53 payload hello"));
  bench.local_sends("udp [fd00::1]:5000 > [fd00::2]:53 payload hello");
  EXPECT_TRUE(bench.arrives(Side::remote, "udp [fd00::1]:5000 > [fd00::2]:53 payload hello"));
  ASSERT_TRUE(bench.eventually([&] { return doorman().InjectionsCompleted == 2; }));
  EXPECT_EQ(doorman().Pended, 3u);
  EXPECT_EQ(doorman().Reauthorized, 3u);
  EXPECT_EQ(doorman().Injected, 2u);
}

TEST_P(Drivers, DoormanKeepsTheDoorThatItsClientClosed) {
  load("doorman");
  EXPECT_EQ(tell("Doorman", IOCTL_DOORMAN_CLOSE_PORT, std::uint32_t{23}), 0);
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:23 syn");
  EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:23 > 10.0.0.1:4000 rst ack"));
  connect("4001");
}

TEST_P(Drivers, DoormanLeavesWhileWorkIsQueued) {
  RULE("W-PEND-35");
  load("doorman");
  for (int port = 4000; port < 4020; ++port)
    bench.local_sends("tcp 10.0.0.1:" + std::to_string(port) + " > 10.0.0.2:80 syn");
  unload_last();
  // What came before the unload is decided one way or the other; what came after passes.
  ASSERT_TRUE(
      bench.eventually([&] { return bench.waiting_at(Side::local) + bench.waiting_at(Side::remote) == 20; }));
}

TEST_P(Drivers, PortwardenRefusesThePortsOfItsRegistryKeyAndOfItsClient) {
  RULE("W-CLS-7");
  load("portwarden", {{"RefusedPort", std::uint32_t{23}}, {"RefusedPort2", std::uint32_t{445}}});
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:23 syn");
  EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:23 > 10.0.0.1:4000 rst ack"));
  bench.local_sends("tcp [fd00::1]:4000 > [fd00::2]:445 syn");
  EXPECT_TRUE(bench.arrives(Side::local, "tcp [fd00::2]:445 > [fd00::1]:4000 rst ack"));
  connect("4001");
  EXPECT_EQ(tell("Portwarden", IOCTL_PORTWARDEN_REFUSE, std::uint16_t{80}), 0);
  bench.local_sends("tcp 10.0.0.1:4002 > 10.0.0.2:80 syn");
  EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:80 > 10.0.0.1:4002 rst ack"));
  const auto counts = ask<PORTWARDEN_COUNTS>("Portwarden", IOCTL_PORTWARDEN_COUNTS);
  EXPECT_EQ(counts.Admitted, 1u);
  EXPECT_EQ(counts.Refused, 3u);
}

TEST_P(Drivers, MetronomeCompletesFromADpcOnTheBeat) {
  RULE("W-COMP-1");
  load("metronome");
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
  EXPECT_TRUE(bench.arrives(Side::remote, "tcp 10.0.0.1:4000 > 10.0.0.2:80 syn"));
  bench.local_sends("tcp 10.0.0.1:4001 > 10.0.0.2:80 syn");
  EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:80 > 10.0.0.1:4001 rst ack"));
  EXPECT_EQ(bench.counts().held, 2u);
  EXPECT_EQ(bench.counts().reauthorized, 2u);
}

TEST_P(Drivers, MetronomeStopsInTheMiddleOfABeat) {
  RULE("W-PEND-35");
  load("metronome");
  bench.pass_ms(5);
  for (int port = 4000; port < 4010; ++port)
    bench.local_sends("tcp 10.0.0.1:" + std::to_string(port) + " > 10.0.0.2:80 syn");
  ASSERT_TRUE(bench.eventually([&] { return bench.counts().held == 10; }));
  unload_last();
  ASSERT_TRUE(
      bench.eventually([&] { return bench.waiting_at(Side::local) + bench.waiting_at(Side::remote) == 10; }));
}

TEST_P(Drivers, FlowmeterCountsPerFlowAndGetsEveryContextBack) {
  RULE("W-FLOW-4");
  RULE("W-CLS-14");
  load("flowmeter");
  connect("4000");
  for (int i = 0; i < 3; ++i) {
    bench.local_sends("udp 10.0.0.1:5000 > 10.0.0.2:53 payload hello");
    EXPECT_NE(bench.next_at(Side::remote), "");
  }
  bench.local_sends("udp [fd00::1]:5000 > [fd00::2]:53 payload hello");
  EXPECT_NE(bench.next_at(Side::remote), "");
  FLOWMETER_TOTALS totals = ask<FLOWMETER_TOTALS>("Flowmeter", IOCTL_FLOWMETER_TOTALS);
  EXPECT_EQ(totals.FlowsBegun, 3u);
  EXPECT_EQ(totals.FlowsEnded, 0u);
  EXPECT_EQ(totals.Failures, 0u);
  EXPECT_EQ(totals.Strangers, 0u);
  EXPECT_EQ(totals.Packets, 1u + 3u + 1u) << "the ACK that follows the establishment, and every datagram";
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 rst");
  EXPECT_NE(bench.next_at(Side::remote), "");
  bench.endpoint_dies("udp 10.0.0.1:5000 > 10.0.0.2:53 payload hello");
  ASSERT_TRUE(bench.eventually(
      [&] { return ask<FLOWMETER_TOTALS>("Flowmeter", IOCTL_FLOWMETER_TOTALS).FlowsEnded >= 1; }));
}

TEST_P(Drivers, FlowmeterTakesItsContextsBackWhenItLeaves) {
  RULE("W-FLOW-5");
  RULE("W-CAL-7");
  load("flowmeter");
  for (int port = 5000; port < 5030; ++port) {
    bench.local_sends("udp 10.0.0.1:" + std::to_string(port) + " > 10.0.0.2:53 payload hello");
    EXPECT_NE(bench.next_at(Side::remote), "");
  }
  EXPECT_EQ(ask<FLOWMETER_TOTALS>("Flowmeter", IOCTL_FLOWMETER_TOTALS).FlowsBegun, 30u);
  unload_last();
  EXPECT_EQ(errors(), 0u) << findings_text();
  bench.local_sends("udp 10.0.0.1:5000 > 10.0.0.2:53 payload later");
  EXPECT_TRUE(bench.arrives(Side::remote, "udp 10.0.0.1:5000 > 10.0.0.2:53 payload later"));
}

TEST_P(Drivers, TheDriverThatMayDecideHoldsAndTheOtherOneWaits) {
  RULE("W-PEND-31");
  load("doorman");
  load("hold");  // in a heavier sublayer: it is asked first, and pends hard
  HoldClient client(bench);
  client.park(2);
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
  const auto question = client.next_question();
  ASSERT_TRUE(question);
  EXPECT_EQ(doorman().Pended, 0u) << "without the right to write nobody pends";
  EXPECT_EQ(client.answer(question->Id, HOLD_VERDICT_PERMIT), 0);
  EXPECT_TRUE(bench.arrives(Side::remote, "tcp 10.0.0.1:4000 > 10.0.0.2:80 syn"));
  EXPECT_EQ(doorman().Reauthorized, 1u) << "both see the reauthorization";
  EXPECT_EQ(bench.counts().held, 1u);
  client.close();
}

TEST_P(Drivers, WhatOneDriverHoldsAndPermitsAnotherMayStillRefuse) {
  RULE("W-COMP-20");
  load("portwarden", {{"RefusedPort", std::uint32_t{80}}});
  load("hold");
  HoldClient client(bench);
  client.park(1);
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
  const auto question = client.next_question();
  ASSERT_TRUE(question);
  EXPECT_EQ(client.answer(question->Id, HOLD_VERDICT_PERMIT), 0);
  EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:80 > 10.0.0.1:4000 rst ack"));
  EXPECT_EQ(bench.waiting_at(Side::remote), 0u);
  client.close();
}

TEST_P(Drivers, AllOfThemTogether) {
  for (const char* name : {"tally", "flowmeter", "portwarden", "doorman"}) load(name);
  connect("4000");
  bench.local_sends("udp 10.0.0.1:5000 > 10.0.0.2:53 payload hello");
  EXPECT_TRUE(bench.arrives(Side::remote, "udp 10.0.0.1:5000 > 10.0.0.2:53 payload hello"));
  EXPECT_EQ(ask<TALLY_COUNTS>("Tally", IOCTL_TALLY_COUNTS).Packets[out_transport4], 3u);
}

// --- rewrite: five ways to take a packet out and put it back ---

class Rewrite : public Drivers {
 protected:
  void load_at(std::uint32_t place) { load("rewrite", {{"Place", place}}); }
  std::uint8_t type_of_service() const { return bench.last_bytes()[1]; }
  std::uint8_t first_payload_byte() const { return bench.last_bytes()[28]; }
  // Checksums are right: the text form of the packet says so by being understood and equal.
  void passes_out(const std::string& packet) {
    bench.local_sends(packet);
    EXPECT_NE(bench.next_at(Side::remote), "") << findings_text();
  }
  void passes_in(const std::string& packet) {
    bench.remote_sends(packet);
    EXPECT_NE(bench.next_at(Side::local), "") << findings_text();
  }
  void injected_and_no_more(std::uint64_t count) {
    EXPECT_EQ(bench.counts().injected, count);
    EXPECT_EQ(bench.waiting_at(Side::local) + bench.waiting_at(Side::remote), 0u)
        << "the original is absorbed";
  }
};

INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, Rewrite, ::testing::Values(0, 1, 2, 3));

constexpr const char* kQuestion = "udp 10.0.0.1:5000 > 10.0.0.2:53 payload hello";
constexpr const char* kAnswer = "udp 10.0.0.2:53 > 10.0.0.1:5000 payload world";

TEST_P(Rewrite, SendsAgainFromTheTransportHeader) {
  RULE("W-INJ-10");
  load_at(REWRITE_SEND_TRANSPORT);
  passes_out(kQuestion);
  EXPECT_EQ(first_payload_byte(), REWRITE_MARK);
  injected_and_no_more(1);
  connect("4000");
  injected_and_no_more(3);
}

TEST_P(Rewrite, BuildsAHeaderInFrontOfWhatItSends) {
  RULE("W-INJ-16");
  load_at(REWRITE_SEND_BUILT);
  passes_out(kQuestion);
  EXPECT_EQ(first_payload_byte(), REWRITE_MARK);
  injected_and_no_more(1);
}

TEST_P(Rewrite, RebuildsTheHeaderOfWhatItReceives) {
  RULE("W-INJ-11");
  RULE("W-ALE-27");
  load_at(REWRITE_RECEIVE_TRANSPORT);
  passes_out(kQuestion);
  passes_in(kAnswer);
  EXPECT_EQ(first_payload_byte(), REWRITE_MARK);
  injected_and_no_more(1);
}

TEST_P(Rewrite, SendsACopyFromTheIpHeader) {
  RULE("W-INJ-12");
  load_at(REWRITE_SEND_NETWORK);
  passes_out(kQuestion);
  EXPECT_EQ(type_of_service(), REWRITE_MARK);
  injected_and_no_more(1);
  connect("4000");
}

TEST_P(Rewrite, ReceivesACloneFromTheIpHeader) {
  RULE("W-CLN-1");
  load_at(REWRITE_RECEIVE_NETWORK);
  passes_out(kQuestion);
  passes_in(kAnswer);
  EXPECT_EQ(type_of_service(), REWRITE_MARK);
  injected_and_no_more(1);
}

TEST_P(Rewrite, LeavesInTheMiddleOfTraffic) {
  RULE("W-INJ-5");
  load_at(REWRITE_SEND_TRANSPORT);
  for (int port = 5000; port < 5040; ++port)
    bench.local_sends("udp 10.0.0.1:" + std::to_string(port) + " > 10.0.0.2:53 payload hello");
  unload_last();
  EXPECT_TRUE(bench.eventually([&] { return bench.waiting_at(Side::remote) == 40; }))
      << bench.waiting_at(Side::remote);
}

}  // namespace
}  // namespace penstock::conformance
