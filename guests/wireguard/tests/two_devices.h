// SPDX-License-Identifier: Apache-2.0
// Two devices that know each other, a clock that only a test moves, and a wire that a test holds in its hand.
#pragma once

#include <gtest/gtest.h>

#include <deque>

#include "device.h"

namespace wireguard {

using Datagram = std::vector<std::uint8_t>;
using Packet = std::vector<std::uint8_t>;

inline Endpoint endpoint_at(std::uint8_t last, std::uint16_t port = 51820) {
  return {{Family::ipv4, {192, 0, 2, last}}, port};
}
inline Address inner_at(std::uint8_t last) { return {Family::ipv4, {10, 0, 0, last}}; }

// An IPv4 packet of so many bytes in all, at least 20.
inline Packet packet_between(std::uint8_t from, std::uint8_t to, std::size_t bytes) {
  Packet packet(bytes);
  for (std::size_t i = 20; i < bytes; ++i) packet[i] = static_cast<std::uint8_t>(i * 7);
  packet[0] = 0x45;
  packet[2] = static_cast<std::uint8_t>(bytes >> 8u);
  packet[3] = static_cast<std::uint8_t>(bytes);
  std::memcpy(packet.data() + 12, inner_at(from).bytes.data(), 4);
  std::memcpy(packet.data() + 16, inner_at(to).bytes.data(), 4);
  return packet;
}

struct Sent {
  Endpoint to;
  Datagram bytes;
};

class End {
 public:
  End(std::uint8_t number, const Device::Settings& settings) : number_(number), device(settings) {}

  // What the device sends for this packet: control frames, then the frame itself.
  void send(const Packet& packet, Moment now) {
    std::vector<std::uint8_t> buffer(data::kHeaderBytes + packet.size() + 64);
    std::memcpy(buffer.data() + data::kHeaderBytes, packet.data(), packet.size());
    OutboundPacket item{buffer.data() + data::kHeaderBytes, static_cast<std::uint32_t>(packet.size()), 64};
    device.outbound({&item, 1}, now, frames_);
    take_frames();
    if (item.frame_bytes != 0)
      sent.push_back({device.view(item.peer).endpoint, {buffer.begin(), buffer.begin() + item.frame_bytes}});
  }
  void receive(Datagram datagram, const Endpoint& source, Moment now) {
    InboundDatagram item{datagram.data(), static_cast<std::uint32_t>(datagram.size()), source};
    device.inbound({&item, 1}, now, frames_);
    take_frames();
    if (item.packet_bytes != 0) received.emplace_back(item.packet, item.packet + item.packet_bytes);
  }
  void tick(Moment now) {
    device.tick(now, frames_);
    take_frames();
  }
  void greet(Moment now) {
    device.greet(0, now, frames_);
    take_frames();
  }
  std::uint64_t all_drops() const {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(Drop::count_of_reasons); ++i)
      sum += device.dropped(static_cast<Drop>(i));
    return sum;
  }

 private:
  void take_frames() {
    for (const ControlFrames::Frame& frame : frames_.frames()) {
      const Bytes bytes = frames_.bytes_of(frame);
      sent.push_back({frame.to, {bytes.begin(), bytes.end()}});
    }
    frames_.clear();
  }
  std::uint8_t number_;
  ControlFrames frames_;

 public:
  Device device;
  std::deque<Sent> sent;
  std::vector<Packet> received;
  Endpoint here() const { return endpoint_at(number_); }
};

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
