// SPDX-License-Identifier: Apache-2.0
// Two WireGuard devices and a wire that the input holds in its hand: it sends packets, lets time pass, delivers
// what is under way, repeats it, changes it, or puts bytes of its own there. Beyond not crashing: what arrives
// was sent, no more often than it was sent, and a datagram that was changed delivers nothing.
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <map>
#include <vector>

#include "base/assert.h"
#include "device_end.h"
#include "inner_packet.h"

namespace wireguard {
namespace {

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : rest_(data, size) {}
  bool empty() const { return rest_.empty(); }
  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const std::uint8_t value = rest_[0];
    rest_ = rest_.subspan(1);
    return value;
  }
  std::size_t number() {
    const std::size_t high = byte();
    return (high << 8u) | byte();
  }
  Bytes bytes(std::size_t count) {
    const Bytes some = rest_.first(std::min(count, rest_.size()));
    rest_ = rest_.subspan(some.size());
    return some;
  }

 private:
  Bytes rest_;
};

// The same bytes in every run: what an input reaches must depend on nothing else.
Entropy counting() {
  return [state = std::uint64_t{1}](MutableBytes to) mutable {
    for (std::uint8_t& byte : to) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      byte = static_cast<std::uint8_t>(state >> 56u);
    }
  };
}

SecretKey key_of(std::uint8_t number) {
  SecretKey key;
  std::memset(key.writable().data(), number, kKeyBytes);
  key.writable()[0] &= 248;
  key.writable()[31] = static_cast<std::uint8_t>((key.writable()[31] & 127) | 64);
  return key;
}

Device::Settings settings(std::uint8_t own, std::uint8_t other) {
  Device::Settings result;
  result.private_key = key_of(own);
  result.entropy = counting();
  result.handshakes_per_second_max = 3;
  Device::PeerSettings peer;
  peer.public_key = public_key_of(key_of(other));
  peer.endpoint = endpoint_at(other);
  peer.allowed_ips = {{inner_at(other), 32}};
  peer.persistent_keepalive = own == 1 ? 25 * kSecond : 0;
  result.peers.push_back(peer);
  return result;
}

class World {
 public:
  void step(Input& input) {
    const std::uint8_t what = input.byte();
    End& here = what & 0x80 ? two_ : one_;
    End& there = what & 0x80 ? one_ : two_;
    switch (what % 8) {
      case 0:
        return send(here, input);
      case 1:
        advance(static_cast<Nanoseconds>(input.number()) * kSecond / 100);
        return;
      case 2:
        advance(static_cast<Nanoseconds>(input.byte()) * kSecond);
        return;
      case 3:
        return deliver(here, there, false);
      case 4:
        return deliver(here, there, true);
      case 5:
        return change(here, there, input);
      case 6:
        return invent(here, input);
      default:
        if (!here.sent.empty()) here.sent.pop_front();
    }
  }

 private:
  void send(End& from, Input& input) {
    const bool is_one = &from == &one_;
    Packet packet = packet_between(is_one ? 1 : 2, is_one ? 2 : 1, 20 + input.number() % 1500);
    const Bytes scribble = input.bytes(input.byte() % 8);
    if (!scribble.empty()) std::memcpy(packet.data(), scribble.data(), scribble.size());
    const std::size_t whole = inner_packet_bytes(packet);
    from.send(packet, now_);
    if (whole != 0) ++sent_[Packet(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(whole))];
  }
  void advance(Nanoseconds by) {
    now_.steady += by;
    now_.wall += by;
    one_.tick(now_);
    two_.tick(now_);
  }
  void deliver(End& from, End& to, bool keep) {
    if (from.sent.empty()) return;
    const Sent sent = from.sent.front();
    if (!keep) from.sent.pop_front();
    to.receive(sent.bytes, from.here(), now_);
    check_received(to);
  }
  void change(End& from, End& to, Input& input) {
    if (from.sent.empty()) return;
    Datagram changed = from.sent.front().bytes;
    if (input.byte() % 2 == 0) changed.resize(input.number() % 2048);
    if (!changed.empty())
      changed[input.number() % changed.size()] ^= static_cast<std::uint8_t>(input.byte() | 1);
    to.receive(std::move(changed), endpoint_at(input.byte()), now_);
    check_nothing(to);
  }
  void invent(End& to, Input& input) {
    const Bytes bytes = input.bytes(input.number() % 1600);
    to.receive({bytes.begin(), bytes.end()}, endpoint_at(9), now_);
    check_nothing(to);
  }
  static void check_nothing(const End& end) { PENSTOCK_ASSERT(end.received.empty()); }
  void check_received(End& end) {
    for (const Packet& packet : end.received) {
      const auto found = sent_.find(packet);
      PENSTOCK_ASSERT(found != sent_.end() && found->second > 0);
      --found->second;
    }
    end.received.clear();
  }

  Moment now_{1000 * kSecond, 1'700'000'000 * kSecond};
  End one_{1, settings(1, 2)};
  End two_{2, settings(2, 1)};
  std::map<Packet, int> sent_;
};

}  // namespace
}  // namespace wireguard

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace wireguard;
  Input input(data, size);
  World world;
  for (int steps = 0; steps < 40 && !input.empty(); ++steps) world.step(input);
  return 0;
}
