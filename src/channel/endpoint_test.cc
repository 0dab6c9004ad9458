// SPDX-License-Identifier: Apache-2.0
#include "channel/endpoint_fixture.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

TEST_F(Channels, OpenInTheOrderThatTheContractGives) {
  RULE("V-LIFE-8");
  open();
  EXPECT_EQ(server_events.story(), "opened started post-started");
  EXPECT_EQ(client_events.story(), "opened started post-started");
}

TEST_F(Channels, CarryARequestAndItsAnswer) {
  RULE("V-TX-2");
  RULE("V-RX-4");
  open();
  Collected<Ending> endings;
  send(*client, "hello", {.answer_wanted = true}, endings);
  endings.wait_for(1);
  EXPECT_EQ(endings.all()[0].outcome, Outcome::done);
  EXPECT_EQ(endings.all()[0].answer, "hello");
  EXPECT_EQ(server_events.received.all(), std::vector<std::string>{"hello"});
}

TEST_F(Channels, AnswerALotMoreThanARingHolds) {
  RULE("V-TX-5");
  open();
  Collected<Ending> endings;
  for (int i = 0; i < 2000; ++i)
    send(*client, "packet " + std::to_string(i), {.answer_wanted = true}, endings);
  endings.wait_for(2000);
  const std::vector<Ending> all = endings.all();
  for (int i = 0; i < 2000; ++i)
    ASSERT_EQ(all[static_cast<std::size_t>(i)].answer, "packet " + std::to_string(i));
  EXPECT_GT(client->counts().queued, 0u);
}

}  // namespace
}  // namespace penstock::channel
