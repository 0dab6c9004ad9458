// SPDX-License-Identifier: Apache-2.0
// A UDP socket as a transport. Before the start the plug-in has the socket itself; what it read and did not
// want comes back through put_back() and is shown first. What the kernel joined is shown unit by unit where
// it lies, without a copy.
//
// Threads: as Transport; socket() and put_back() before the start only.
// Memory: the socket, and 64 KiB for each message of a burst.
// Errors: as link::DatagramSocket counts them; none of them is loss of the transport.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <optional>

#include "link/datagram_socket.h"
#include "packet/pool.h"
#include "tunnel/transport.h"

namespace penstock::tunnel {

class DatagramTransport final : public Transport {
 public:
  explicit DatagramTransport(link::DatagramSocket socket);

  link::DatagramSocket& socket() { return socket_; }
  void put_back(std::vector<std::uint8_t> unit) { unread_.push_back(std::move(unit)); }
  // The plug-in closed its socket: loss while the channel runs (N-LIFE-20).
  void lose() { ended_.store(TransportState::lost, std::memory_order_release); }

  TransportKind kind() const override { return TransportKind::datagram; }
  TransportState state() const override;
  SendOutcome send(std::span<const Frame> frames) override;
  std::uint32_t receive(std::vector<Unit>& units, std::uint32_t units_max) override;
  // Without the privilege there is no interface either that its packets could enter.
  void pin(std::uint32_t mark) override { static_cast<void>(socket_.set_mark(mark).ok()); }
  void close() override { ended_.store(TransportState::closed, std::memory_order_release); }
  int descriptor() const override { return socket_.descriptor(); }
  std::string describe() const override;

 private:
  std::uint32_t show_unread(std::vector<Unit>& units, std::uint32_t units_max);

  link::DatagramSocket socket_;
  packet::PacketPool pool_;
  link::DatagramBurst burst_;
  std::size_t shown_ = 0;  // of the burst
  std::deque<std::vector<std::uint8_t>> unread_;
  std::vector<std::vector<std::uint8_t>> unread_shown_;
  // `unconnected`: not ended.
  std::atomic<TransportState> ended_{TransportState::unconnected};
};

}  // namespace penstock::tunnel
