// SPDX-License-Identifier: Apache-2.0
// A device with a place on the wire, and packets for it: what tests and fuzz targets share.
#pragma once

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

}  // namespace wireguard
