// SPDX-License-Identifier: Apache-2.0
#include "tunnel/datagram_transport.h"

#include <algorithm>

namespace penstock::tunnel {
namespace {

std::uint64_t dropped(const link::DatagramCounts& counts) {
  return counts.dropped_too_long + counts.dropped_unreachable + counts.dropped_refused;
}

}  // namespace

DatagramTransport::DatagramTransport(link::DatagramSocket socket)
    : socket_(std::move(socket)),
      pool_({.name = "datagrams",
             .packets_max = link::DatagramBurst::kMessagesMax,
             .clones_max = 1,
             .buffer_bytes = link::DatagramBurst::kMessageBytesMax + 1,
             .headroom_bytes = 0}),
      burst_(pool_) {}

TransportState DatagramTransport::state() const {
  const TransportState ended = ended_.load(std::memory_order_acquire);
  if (ended != TransportState::unconnected) return ended;
  return socket_.connected() ? TransportState::connected : TransportState::unconnected;
}

SendOutcome DatagramTransport::send(std::span<const Frame> frames) {
  if (state() != TransportState::connected) return {};
  const std::uint64_t before = dropped(socket_.counts());
  SendOutcome outcome;
  outcome.done = socket_.send(frames);
  outcome.refused = static_cast<std::uint32_t>(dropped(socket_.counts()) - before);
  return outcome;
}

std::uint32_t DatagramTransport::show_unread(std::vector<Unit>& units, std::uint32_t units_max) {
  unread_shown_.clear();
  while (!unread_.empty() && unread_shown_.size() < units_max) {
    unread_shown_.push_back(std::move(unread_.front()));
    unread_.pop_front();
  }
  for (std::vector<std::uint8_t>& unit : unread_shown_) units.emplace_back(unit);
  return static_cast<std::uint32_t>(unread_shown_.size());
}

std::uint32_t DatagramTransport::receive(std::vector<Unit>& units, std::uint32_t units_max) {
  const TransportState ended = ended_.load(std::memory_order_acquire);
  if (ended != TransportState::unconnected) return 0;
  if (!unread_.empty()) [[unlikely]]
    return show_unread(units, units_max);
  if (shown_ == burst_.datagrams().size()) {
    shown_ = 0;
    socket_.receive(burst_);
  }
  const std::span<link::Datagram> left = burst_.datagrams().subspan(shown_);
  const std::size_t count = std::min<std::size_t>(left.size(), units_max);
  for (const link::Datagram& datagram : left.first(count)) units.push_back(datagram.bytes);
  shown_ += count;
  return static_cast<std::uint32_t>(count);
}

std::string DatagramTransport::describe() const { return "udp " + link::to_string(socket_.peer()); }

}  // namespace penstock::tunnel
