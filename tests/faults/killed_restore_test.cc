// SPDX-License-Identifier: Apache-2.0
// A process that restores a channel and saves it again is killed at each of its system calls. Until the client is let
// in nothing has been said and nothing has moved: the next process finds the image, and the client never notices.
#include "channel/two_process_fixture.h"
#include "system_call_killer.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

class KilledRestore : public TwoProcesses {
 protected:
  int restore_and_save_again() {
    faults::begin_counting();
    return restored([this](BusHost& host, NumberServer& server, BusIdentity identity) {
      if (!save_all(image_path, identity, host.server(), server.endpoint)) return 8;
      faults::end_counting();
      ::_exit(0);  // without a word, as if it had been killed here
    });
  }
  int kill_at_each_call() {
    const auto first = bytes_of_file(image_path);
    if (first.empty()) return 20;
    for (long nth = 0;; ++nth) {
      const faults::End end = faults::run_until_call(nth, [this] { return restore_and_save_again(); });
      // Set aside by the one that was killed: whoever looks after it puts it back.
      if (!std::filesystem::exists(image_path)) std::filesystem::rename(image_path + ".used", image_path);
      if (bytes_of_file(image_path) != first) return 21;
      if (end.killed) continue;
      if (end.status != 0) return end.status;
      return nth > 50 ? 0 : 22;
    }
  }
  Words to_killer;
};

TEST_F(KilledRestore, LeavesTheImageAndTheClientAsTheyWereAtEachSystemCall) {
  RULE("V-SAVE-3");
  RULE("V-SAVE-23");
  RULE("V-REST-15");
  const pid_t first = child([this] { return first_server(); });
  const pid_t killer = child([this] { return to_killer.hear() == 'g' ? kill_at_each_call() : 1; });
  const pid_t second = child([this] { return second_server(); });
  ASSERT_EQ(up.hear(), 'u');
  Keeper events;
  packet::Ledger ledger;
  {
    auto port = BusPort::open(socket_path, {.reconnect_pause_ns = 500'000});
    ASSERT_TRUE(port.ok());
    ClientEndpoint client((*port)->client(), events, ledger, "keeper");
    ASSERT_TRUE(client.set_target(kEchoType, std::nullopt).ok());
    ASSERT_TRUE(client.set_ring_pages(1, 1).ok());
    ASSERT_TRUE((*port)->client().connect(bus_version(5, 3)).ok());
    ASSERT_TRUE(client.set_quota(50).ok());
    ASSERT_TRUE(client.enable().ok());
    events.held.wait_for(50);
    to_first.say('s');
    ASSERT_EQ(up.hear(), 's');
    ASSERT_EQ(::kill(first, SIGKILL), 0);
    EXPECT_TRUE(WIFSIGNALED(wait_for(first)));
    to_killer.say('g');
    EXPECT_EQ(wait_for(killer), 0);
    to_second.say('g');
    events.answer_from(0, ledger);
    ASSERT_EQ(up.hear(), 'd');
    ASSERT_EQ(events.seen.size(), kNumbers) << "each once";
    for (std::uint64_t i = 0; i < kNumbers; ++i) ASSERT_EQ(events.seen.at(i), std::to_string(i + 1));
    EXPECT_EQ(events.story(), "opened started post-started") << "the channel never closed";
  }
  to_second.say('e');
  EXPECT_EQ(wait_for(second), 0);
}

}  // namespace
}  // namespace penstock::channel
