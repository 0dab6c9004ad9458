// SPDX-License-Identifier: Apache-2.0
// Two devices that know each other, a clock that only a test moves, and a wire that a test holds in its hand.
#pragma once

#include <gtest/gtest.h>

#include "device_end.h"

namespace wireguard {

class TwoDevices : public ::testing::Test {
 protected:
  static Device::Settings settings(const SecretKey& own, const SecretKey& other, std::uint8_t other_number) {
    Device::Settings result;
    result.private_key = own;
    Device::PeerSettings peer;
    peer.public_key = public_key_of(other);
    std::memset(peer.preshared_key.writable().data(), 0x5a, kKeyBytes);
    peer.endpoint = endpoint_at(other_number);
    peer.allowed_ips = {{inner_at(other_number), 32}};
    result.peers.push_back(peer);
    return result;
  }

  void advance(Nanoseconds by) {
    now.steady += by;
    now.wall += by;
  }
  // Carries everything until nobody has anything to say.
  void carry() {
    while (!one.sent.empty() || !two.sent.empty()) {
      carry_from(one, two);
      carry_from(two, one);
    }
  }
  void carry_from(End& from, End& to) {
    while (!from.sent.empty()) {
      const Sent sent = std::move(from.sent.front());
      from.sent.pop_front();
      to.receive(sent.bytes, from.here(), now);
    }
  }
  // Time passes in steps, both are told, everything arrives.
  void live(Nanoseconds span, Nanoseconds step = kSecond / 2) {
    for (Nanoseconds passed = 0; passed < span; passed += step) {
      advance(step);
      one.tick(now);
      two.tick(now);
      carry();
    }
  }
  void connect() {
    one.send(packet_between(1, 2, 100), now);
    carry();
    ASSERT_EQ(two.received.size(), 1u);
    two.received.clear();
  }
  // A data message of so many bytes of packet, taken off the wire.
  Datagram message_of(std::size_t bytes) {
    one.send(packet_between(1, 2, bytes), now);
    EXPECT_EQ(one.sent.size(), 1u);
    Datagram message = std::move(one.sent.back().bytes);
    one.sent.clear();
    return message;
  }

  SecretKey key_one = make_private_key();
  SecretKey key_two = make_private_key();
  Moment now{1000 * kSecond, 1'700'000'000 * kSecond};
  End one{1, settings(key_one, key_two, 2)};
  End two{2, settings(key_two, key_one, 1)};
};

}  // namespace wireguard
