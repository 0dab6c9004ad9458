// SPDX-License-Identifier: Apache-2.0
// A wire that loses, repeats, reorders and changes datagrams, over hours of a clock that nobody waits for. From
// one seed a run is always the same. What must hold: nothing arrives twice or changed, and when the wire is
// whole again both sides talk to each other within half a minute.
#include <map>
#include <random>

#include "two_devices.h"

namespace wireguard {
namespace {

class Simulation : public TwoDevices, public ::testing::WithParamInterface<int> {
 protected:
  bool happens(unsigned percent) { return random_() % 100 < percent; }

  // A packet that nobody else ever sends.
  Packet unique_packet(std::uint8_t from, std::uint8_t to) {
    Packet packet = packet_between(from, to, 28 + random_() % 1300);
    store_le64(packet.data() + 20, ++numbers_);
    return packet;
  }
  void speak(End& end, std::uint8_t from, std::uint8_t to) {
    const Packet packet = unique_packet(from, to);
    end.send(packet, now);
    under_way_[load_le64(packet.data() + 20)] = packet;
  }
  void misuse_wire(End& from, End& to) {
    std::shuffle(from.sent.begin(), from.sent.end(), random_);
    for (std::size_t left = from.sent.size(); left-- > 0;) {
      const Sent sent = std::move(from.sent.front());
      from.sent.pop_front();
      if (happens(20)) continue;
      if (happens(10)) old_.push_back(sent.bytes);
      if (happens(10)) {
        Datagram changed = sent.bytes;
        changed[random_() % changed.size()] ^= 1;
        to.receive(std::move(changed), from.here(), now);
      }
      to.receive(sent.bytes, from.here(), now);
      if (happens(10)) to.receive(sent.bytes, from.here(), now);
    }
    if (!old_.empty() && happens(30)) to.receive(old_[random_() % old_.size()], from.here(), now);
  }
  void check_received(End& end) {
    for (const Packet& packet : end.received) {
      const auto found = under_way_.find(load_le64(packet.data() + 20));
      ASSERT_NE(found, under_way_.end()) << "arrived twice, or was never sent";
      ASSERT_EQ(found->second, packet);
      under_way_.erase(found);
    }
    end.received.clear();
  }
  void step() {
    advance(static_cast<Nanoseconds>(random_() %
                                     static_cast<std::uint64_t>(happens(2) ? 200 * kSecond : kSecond)));
    one.tick(now);
    two.tick(now);
    if (happens(40)) speak(one, 1, 2);
    if (happens(40)) speak(two, 2, 1);
    misuse_wire(one, two);
    misuse_wire(two, one);
    check_received(one);
    check_received(two);
  }

  std::mt19937_64 random_{static_cast<std::uint64_t>(GetParam())};
  std::uint64_t numbers_ = 0;
  std::map<std::uint64_t, Packet> under_way_;
  std::vector<Datagram> old_;
};

TEST_P(Simulation, NothingArrivesTwiceOrChangedAndTheTunnelComesBack) {
  for (int i = 0; i < 1500; ++i) {
    step();
    ASSERT_FALSE(HasFatalFailure());
  }
  // The wire is whole again; what was under way is gone.
  one.sent.clear();
  two.sent.clear();
  std::size_t heard = 0;
  for (int i = 0; i < 60 && heard < 10; ++i) {
    speak(one, 1, 2);
    speak(two, 2, 1);
    live(kSecond / 2);
    heard += std::min(one.received.size(), two.received.size());
    check_received(one);
    check_received(two);
  }
  EXPECT_GE(heard, 10u);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Simulation, ::testing::Range(1, 21));

}  // namespace
}  // namespace wireguard
