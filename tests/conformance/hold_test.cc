// SPDX-License-Identifier: Apache-2.0
// hold, as its README describes it, through the host, the rim, the engine and a path.
#include <gtest/gtest.h>

#include "exec/runtime.h"
#include "hold_client.h"
#include "nt/guest.h"
#include "testing/rule.h"

namespace penstock::conformance {
namespace {

constexpr std::int32_t kSuccess = 0;
constexpr std::int32_t kNotFound = static_cast<std::int32_t>(0xC0000225);
constexpr std::int32_t kInvalidParameter = static_cast<std::int32_t>(0xC000000D);
constexpr std::int32_t kBufferTooSmall = static_cast<std::int32_t>(0xC0000023);

// Seed 0 is the machine as it is.
class Hold : public ::testing::TestWithParam<int> {
 protected:
  Hold() : bench(static_cast<std::uint64_t>(GetParam())) {}

  // Values stay in the registry from one load to the next, so all of them are said.
  void load(host::RegistryParameters parameters = {}) {
    parameters.emplace("DefaultVerdict", std::uint32_t{HOLD_VERDICT_ASK});
    parameters.emplace("TimeoutMs", std::uint32_t{0});
    driver = bench.load("hold", parameters);
    ASSERT_NE(driver, nullptr);
    client.emplace(bench);
  }
  void TearDown() override {
    client.reset();
    if (driver != nullptr) {
      EXPECT_TRUE(bench.unload(*driver));
    }
    EXPECT_EQ(errors(), 0u) << findings_text();
    EXPECT_EQ(nt::ledger().count(), 0u);
  }
  HOLD_QUESTION ask() {
    client->park(1);
    auto question = client->next_question();
    EXPECT_TRUE(question) << "no question arrived\n" << findings_text();
    return question.value_or(HOLD_QUESTION{});
  }

  DriverBench bench;
  host::LoadedDriver* driver = nullptr;
  std::optional<HoldClient> client;
};

INSTANTIATE_TEST_SUITE_P(FreeAndSeeded, Hold, ::testing::Values(0, 1, 2, 3, 4, 5));

TEST_P(Hold, AConnectWaitsForItsVerdictAndThenGoesOut) {
  RULE("W-PEND-3");
  RULE("W-COMP-25");
  load();
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
  const HOLD_QUESTION question = ask();
  EXPECT_EQ(question.Protocol, 6);
  EXPECT_EQ(question.LocalPort, 4000);
  EXPECT_EQ(question.RemotePort, 80);
  EXPECT_EQ(question.Inbound, 0);
  EXPECT_EQ(question.IpVersion, 4);
  EXPECT_EQ(question.RemoteAddress[0], 10);
  EXPECT_EQ(question.RemoteAddress[3], 2);
  EXPECT_EQ(bench.waiting_at(Side::remote), 0u);
  EXPECT_EQ(client->answer(question.Id, HOLD_VERDICT_PERMIT), kSuccess);
  EXPECT_TRUE(bench.arrives(Side::remote, "tcp 10.0.0.1:4000 > 10.0.0.2:80 syn"));
  bench.remote_sends("tcp 10.0.0.2:80 > 10.0.0.1:4000 syn ack");
  EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:80 > 10.0.0.1:4000 syn ack"));
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 ack");
  EXPECT_TRUE(bench.arrives(Side::remote, "tcp 10.0.0.1:4000 > 10.0.0.2:80 ack"));
  EXPECT_EQ(bench.counts().held, 1u);
  EXPECT_EQ(bench.counts().permitted, 1u);
  EXPECT_EQ(bench.counts().reauthorized, 1u);
}

TEST_P(Hold, AConnectOverIpv6Too) {
  load();
  bench.local_sends("tcp [fd00::1]:4000 > [fd00::2]:443 syn");
  const HOLD_QUESTION question = ask();
  EXPECT_EQ(question.IpVersion, 6);
  EXPECT_EQ(question.RemoteAddress[15], 2);
  EXPECT_EQ(client->answer(question.Id, HOLD_VERDICT_PERMIT), kSuccess);
  EXPECT_TRUE(bench.arrives(Side::remote, "tcp [fd00::1]:4000 > [fd00::2]:443 syn"));
}

TEST_P(Hold, ABlockedConnectIsResetAndNothingGoesOut) {
  RULE("W-COMP-24");
  load();
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
  EXPECT_EQ(client->answer(ask().Id, HOLD_VERDICT_BLOCK), kSuccess);
  EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:80 > 10.0.0.1:4000 rst ack"));
  EXPECT_EQ(bench.waiting_at(Side::remote), 0u);
  EXPECT_EQ(bench.counts().blocked, 1u);
}

TEST_P(Hold, ADatagramIsSentAgainByTheDriverAndOnlyOnce) {
  RULE("W-COMP-28");
  RULE("W-REF-2");
  load();
  for (const char* packet :
       {"udp 10.0.0.1:5000 > 10.0.0.2:53 payload first", "udp [fd00::1]:5000 > [fd00::2]:53 payload first"}) {
    bench.local_sends(packet);
    const HOLD_QUESTION question = ask();
    EXPECT_EQ(bench.waiting_at(Side::remote), 0u);
    EXPECT_EQ(client->answer(question.Id, HOLD_VERDICT_PERMIT), kSuccess);
    EXPECT_TRUE(bench.arrives(Side::remote, packet));
  }
  bench.local_sends("udp 10.0.0.1:5000 > 10.0.0.2:53 payload second");
  EXPECT_TRUE(bench.arrives(Side::remote, "udp 10.0.0.1:5000 > 10.0.0.2:53 payload second"));
  EXPECT_EQ(client->questions(), 2u);
  EXPECT_EQ(bench.counts().injected, 2u);
}

TEST_P(Hold, ABlockedDatagramIsAskedAboutAgainWhenItComesAgain) {
  RULE("W-COMP-31");
  load();
  bench.local_sends("udp 10.0.0.1:5000 > 10.0.0.2:53 payload first");
  const HOLD_QUESTION first = ask();
  EXPECT_EQ(client->answer(first.Id, HOLD_VERDICT_BLOCK), kSuccess);
  ASSERT_TRUE(bench.eventually([&] { return bench.counts().blocked == 1; }));
  bench.local_sends("udp 10.0.0.1:5000 > 10.0.0.2:53 payload again");
  const HOLD_QUESTION again = ask();
  EXPECT_NE(again.Id, first.Id);
  EXPECT_EQ(client->answer(again.Id, HOLD_VERDICT_PERMIT), kSuccess);
  EXPECT_TRUE(bench.arrives(Side::remote, "udp 10.0.0.1:5000 > 10.0.0.2:53 payload again"));
}

TEST_P(Hold, AnAcceptComesAgainFromTheBottomAndIsLetThrough) {
  RULE("W-COMP-41");
  RULE("W-COMP-43");
  load();
  for (const char* packet :
       {"tcp 10.0.0.2:4000 > 10.0.0.1:80 syn", "tcp [fd00::2]:4000 > [fd00::1]:80 syn",
        "udp 10.0.0.2:4000 > 10.0.0.1:53 payload ask", "udp [fd00::2]:9 > [fd00::1]:53 payload ask"}) {
    bench.remote_sends(packet);
    const HOLD_QUESTION question = ask();
    EXPECT_EQ(question.Inbound, 1);
    EXPECT_EQ(bench.waiting_at(Side::local), 0u);
    EXPECT_EQ(client->answer(question.Id, HOLD_VERDICT_PERMIT), kSuccess);
    EXPECT_TRUE(bench.arrives(Side::local, packet));
  }
  EXPECT_EQ(client->questions(), 4u);
  EXPECT_EQ(bench.counts().injected, 4u);
}

TEST_P(Hold, ADeniedAcceptIsSilentAndItsRetransmissionIsAskedAbout) {
  RULE("W-COMP-46");
  RULE("W-PEND-36");
  load();
  bench.remote_sends("tcp 10.0.0.2:4000 > 10.0.0.1:80 syn");
  const HOLD_QUESTION first = ask();
  EXPECT_EQ(client->answer(first.Id, HOLD_VERDICT_BLOCK), kSuccess);
  ASSERT_TRUE(bench.eventually([&] { return bench.counts().blocked == 1; }));
  bench.remote_sends("tcp 10.0.0.2:4000 > 10.0.0.1:80 syn");
  const HOLD_QUESTION again = ask();
  EXPECT_NE(again.Id, first.Id);
  EXPECT_EQ(bench.waiting_at(Side::local), 0u);
  EXPECT_EQ(bench.waiting_at(Side::remote), 0u) << "no RST, no ICMP";
  EXPECT_EQ(client->answer(again.Id, HOLD_VERDICT_BLOCK), kSuccess);
}

TEST_P(Hold, UnloadingWithOperationsHeldRefusesAllOfThem) {
  RULE("W-PEND-35");
  load();
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
  bench.local_sends("tcp 10.0.0.1:4001 > 10.0.0.2:80 syn");
  bench.local_sends("tcp [fd00::1]:4000 > [fd00::2]:443 syn");
  bench.local_sends("udp 10.0.0.1:5000 > 10.0.0.2:53 payload lost");
  bench.remote_sends("tcp 10.0.0.2:4000 > 10.0.0.1:80 syn");
  bench.remote_sends("udp 10.0.0.2:4000 > 10.0.0.1:53 payload lost");
  ASSERT_TRUE(bench.eventually([&] { return bench.counts().held == 6; }));
  client.reset();
  EXPECT_TRUE(bench.unload(*driver));
  driver = nullptr;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(bench.next_at(Side::local).substr(0, 3), "tcp");
  EXPECT_EQ(bench.waiting_at(Side::local), 0u);
  EXPECT_EQ(bench.waiting_at(Side::remote), 0u);
  EXPECT_EQ(errors(), 0u) << findings_text();
}

TEST_P(Hold, UnloadingWithRequestsParkedAndAHandleOpenGivesThemBack) {
  load();
  client->park(3);
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
  ASSERT_TRUE(client->next_question());
  EXPECT_TRUE(bench.unload(*driver));
  driver = nullptr;
  EXPECT_TRUE(bench.eventually([&] { return client->cancelled() == 2; }));
  EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:80 > 10.0.0.1:4000 rst ack"));
}

TEST_P(Hold, AQuestionWhoseClientGoesAwayIsAskedAgain) {
  load();
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
  const HOLD_QUESTION first = ask();
  client.emplace(bench);  // the new one opens before the old one closes
  const HOLD_QUESTION again = ask();
  EXPECT_EQ(again.Id, first.Id);
  EXPECT_EQ(client->answer(again.Id, HOLD_VERDICT_PERMIT), kSuccess);
  EXPECT_TRUE(bench.arrives(Side::remote, "tcp 10.0.0.1:4000 > 10.0.0.2:80 syn"));
}

TEST_P(Hold, WhatNobodyAnswersIsBlockedAfterItsTime) {
  // A question may be over before anybody was told of it, where threads take their time.
  load({{"TimeoutMs", std::uint32_t{GetParam() == 0 ? 500u : 30u}}});
  client->park(1);
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
  const auto question = client->next_question();
  ASSERT_TRUE(question) << findings_text();
  EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:80 > 10.0.0.1:4000 rst ack"));
  EXPECT_EQ(client->answer(question->Id, HOLD_VERDICT_PERMIT), kNotFound);
}

TEST_P(Hold, DecidesByItselfWhenItIsToldTo) {
  load({{"DefaultVerdict", std::uint32_t{HOLD_VERDICT_PERMIT}}});
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
  EXPECT_TRUE(bench.arrives(Side::remote, "tcp 10.0.0.1:4000 > 10.0.0.2:80 syn"));
  client.reset();
  EXPECT_TRUE(bench.unload(*driver));
  load({{"DefaultVerdict", std::uint32_t{HOLD_VERDICT_BLOCK}}});
  bench.local_sends("tcp 10.0.0.1:4001 > 10.0.0.2:80 syn");
  EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:80 > 10.0.0.1:4001 rst ack"));
  EXPECT_EQ(bench.counts().held, 0u);
}

TEST_P(Hold, AVerdictForAnEndpointThatDiedDoesNothing) {
  RULE("W-COMP-6");
  load();
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
  const HOLD_QUESTION question = ask();
  bench.endpoint_dies("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
  ASSERT_TRUE(bench.eventually([&] { return bench.counts().abandoned == 1; }));
  EXPECT_EQ(client->answer(question.Id, HOLD_VERDICT_PERMIT), kSuccess);
  ASSERT_TRUE(bench.eventually([] { return findings("F-PEND-5") == 1; })) << findings_text();
  EXPECT_EQ(bench.counts().reauthorized, 0u);
  EXPECT_EQ(bench.waiting_at(Side::remote), 0u);
}

TEST_P(Hold, ListsWhatItHoldsAndRefusesWhatItDoesNotUnderstand) {
  load();
  bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
  bench.local_sends("udp 10.0.0.1:5000 > 10.0.0.2:53 payload x");
  ASSERT_TRUE(bench.eventually([&] { return client->list().Total == 2; }));
  EXPECT_EQ(client->list().Count, 1u) << "as much as fits";
  EXPECT_EQ(client->list().Held[0].LocalPort, 4000);
  EXPECT_EQ(client->answer(client->list().Held[0].Id, HOLD_VERDICT_ASK), kInvalidParameter);
  EXPECT_EQ(client->answer(77, HOLD_VERDICT_PERMIT), kNotFound);
  EXPECT_EQ(client->device().control_and_wait(IOCTL_HOLD_NEXT, {}, 4).status, kBufferTooSmall);
  EXPECT_EQ(client->device().control_and_wait(IOCTL_HOLD_LIST, {}, 4).status, kBufferTooSmall);
}

TEST_P(Hold, ManyConnectionsEachGetTheirOwnVerdict) {
  RULE("W-PEND-18");
  constexpr int kConnections = 1000;
  constexpr int kFirstPort = 10000;
  if (GetParam() > 2) GTEST_SKIP() << "two seeds are enough for a thousand";
  load();
  client->park(32);
  int permitted = 0;
  for (int done = 0; done < kConnections; done += 100) {
    for (int i = done; i < done + 100; ++i)
      bench.local_sends("tcp 10.0.0.1:" + std::to_string(kFirstPort + i) + " > 10.0.0.2:80 syn");
    for (int i = 0; i < 100; ++i) {
      const auto question = client->next_question();
      ASSERT_TRUE(question) << done + i;
      client->park(1);
      const bool permit = question->LocalPort % 2 == 0;
      permitted += permit;
      ASSERT_EQ(client->answer(question->Id, permit ? HOLD_VERDICT_PERMIT : HOLD_VERDICT_BLOCK), kSuccess);
    }
  }
  ASSERT_TRUE(
      bench.eventually([&] { return bench.counts().permitted + bench.counts().blocked == kConnections; }));
  EXPECT_EQ(bench.counts().permitted, static_cast<std::uint64_t>(permitted));
  EXPECT_EQ(permitted, kConnections / 2);
  ASSERT_TRUE(bench.eventually([&] { return bench.waiting_at(Side::remote) == kConnections / 2; }));
  ASSERT_TRUE(bench.eventually([&] { return bench.waiting_at(Side::local) == kConnections / 2; }));
  EXPECT_EQ(client->list().Total, 0u);
}

TEST_P(Hold, ComesAndGoesTwiceInOneRun) {
  RULE("K-UNLOAD-5");
  for (int round = 0; round < 2; ++round) {
    load();
    bench.local_sends("tcp 10.0.0.1:" + std::to_string(4000 + round) + " > 10.0.0.2:80 syn");
    const HOLD_QUESTION question = ask();
    EXPECT_EQ(question.Id, 1u) << "static data is fresh";
    EXPECT_EQ(client->answer(question.Id, HOLD_VERDICT_PERMIT), kSuccess);
    EXPECT_NE(bench.next_at(Side::remote), "");
    client.reset();
    EXPECT_TRUE(bench.unload(*driver));
    driver = nullptr;
  }
}

// A client so quick that some verdicts are there before the classify that asked has ended: the completion is
// then postponed, and the reauthorization still finds the verdict.
TEST(HoldUnderASeed, AVerdictThatIsTooQuickIsNotForgotten) {
  RULE("W-PEND-30");
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    DriverBench bench(seed);
    ASSERT_NE(bench.load("hold", {{"DefaultVerdict", std::uint32_t{0}}, {"TimeoutMs", std::uint32_t{0}}}),
              nullptr);
    // Below hold's, its callout prolongs the walk in which hold has pended.
    ASSERT_NE(bench.load("portwarden", {{"RefusedPort", std::uint32_t{1}},
                                        {"RefusedPort2", std::uint32_t{1}},
                                        {"Scrutiny", std::uint32_t{200}}}),
              nullptr);
    HoldClient client(bench);
    client.park(2);
    const exec::ThreadId quick = exec::runtime().spawn("quick client", [&] {
      for (std::uint32_t verdict : {HOLD_VERDICT_BLOCK, HOLD_VERDICT_PERMIT}) {
        while (!client.has_question()) exec::runtime().point(exec::Point::yield);
        (void)client.answer(client.next_question()->Id, verdict);
      }
    });
    bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
    EXPECT_TRUE(bench.arrives(Side::local, "tcp 10.0.0.2:80 > 10.0.0.1:4000 rst ack"));
    EXPECT_EQ(bench.waiting_at(Side::remote), 0u);
    bench.local_sends("udp 10.0.0.1:5000 > 10.0.0.2:53 payload hello");
    EXPECT_TRUE(bench.arrives(Side::remote, "udp 10.0.0.1:5000 > 10.0.0.2:53 payload hello"));
    exec::runtime().join(quick);
    EXPECT_EQ(errors(), 0u) << findings_text();
  }
}

}  // namespace
}  // namespace penstock::conformance
