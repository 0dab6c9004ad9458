// SPDX-License-Identifier: Apache-2.0
// Sends, answers, pauses, full rings and changes of host in any order: a model that knows only what was sent says how
// each packet must end.
#include <rapidcheck.h>

#include "channel/saved_channel_fixture.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

class AnyOrder : public SavedChannelTest {
 public:
  void TestBody() override {}
  void begin() {
    hold_at_client();
    remember_numbers();
    open();
  }
  void end() { TearDown(); }
  void play(const std::vector<int>& steps) {
    for (const int step : steps) {
      switch (step) {
        case 0:
        case 1:
          send_next(8);
          break;
        case 2:
          send_next(900);
          break;  // a few of these fill the ring
        case 3:
          answer_one();
          break;
        case 4:
          RC_ASSERT(host().pause().ok());
          break;
        case 5:
          RC_ASSERT(host().start().ok());
          break;
        default:
          take_over();
          break;
      }
    }
    RC_ASSERT(host().start().ok());
    while (answered_ < sent_) answer_one();
    endings.wait_for(sent_);
    RC_ASSERT(endings.size() == sent_);
    RC_ASSERT(seen.size() == sent_);
    for (std::size_t i = 0; i < sent_; ++i) {
      const std::string number = std::to_string(i + 1);
      RC_ASSERT(endings.at(i).answer == number + ":to " + number);
      RC_ASSERT(seen.at(i).substr(0, seen.at(i).find(' ')) == number);
    }
    RC_ASSERT(ledger.count() == 0u);
  }

 private:
  ServerEndpoint& host() { return *server; }
  void send_next(std::size_t bytes) { send_number(++sent_, bytes); }
  // The client answers in order; it holds what it gets.
  void answer_one() {
    if (answered_ == sent_ || answered_ == held.size()) {
      if (answered_ == sent_ || !host().active()) return;
      held.wait_for(answered_ + 1);
    }
    const std::string text = "to " + seen.at(answered_);
    RC_ASSERT(
        Endpoint::complete(ledger, held.at(answered_), bytes_of(text.substr(0, text.find(' ', 3))), {}).ok());
    ++answered_;
  }
  // Saved, killed, restored in a new object; the old one is forgotten.
  void take_over() {
    RC_ASSERT(host().pause().ok());
    const std::size_t before = endings.size();
    const Blob saved = save_with(host(), 1000);
    std::vector<Ending> ended;
    for (std::size_t i = 0; i < before; ++i) ended.push_back(endings.at(i));
    kill();
    RC_ASSERT(restore(saved).outcome == RestoreStep::Outcome::complete);
    endings.clear();
    for (Ending& one : ended) endings.add(std::move(one));
    server = std::move(heir);
    heir_moved();
  }
  void heir_moved() {
    server_events.on_restore = [this](Bytes library, Bytes own) {
      std::uint64_t number = 0;
      std::memcpy(&number, own.data(), sizeof number);
      SentPacket* packet = heir->allocate_packet();
      set_number(*packet, number);
      return heir->restore_packet(*packet, library).ok() ? 0u : 1u;
    };
  }
  std::size_t sent_ = 0;
  std::size_t answered_ = 0;
};

TEST(SavedChannelModel, EndsEachPacketOnceInOrderWhateverHappensBetween) {
  RULE("V-REST-15");
  const bool good = rc::check("each packet ends once, in order", [] {
    const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 7));
    AnyOrder channel;
    channel.begin();
    channel.play(steps);
    channel.end();
  });
  EXPECT_TRUE(good);
}

}  // namespace
}  // namespace penstock::channel
