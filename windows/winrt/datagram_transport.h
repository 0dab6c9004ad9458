// SPDX-License-Identifier: Apache-2.0
// A UDP socket between a plug-in and a channel. Before the start the plug-in uses it: a thread shows it what arrives. From
// the start on only the channel reads (N-LIFE-6); what is unread then is still in the kernel and comes to the channel first.
// Nobody waits for the thread that shows: what it calls may take over, close or drop the socket itself.
//
// Threads: open, bind and connect by one at a time; the transport's side as tunnel/transport.h; close() from any.
// Memory: shared by the socket object, its streams, the channel, and the reading thread until the reading is ended. The
//   socket object ends it when it goes, so that a reading never outlives who it is for.
// Errors: throws what socket_error.h says on the plug-in's side.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "exec/mutex.h"
#include "link/datagram_burst.h"
#include "link/datagram_socket.h"
#include "tunnel/transport.h"
#include "winrt/descriptor_wait.h"

namespace penstock::projection {

class DatagramTransport final : public tunnel::Transport,
                                public std::enable_shared_from_this<DatagramTransport> {
 public:
  using OnMessage = std::function<void(std::span<const std::uint8_t> bytes, const link::Endpoint& from)>;

  DatagramTransport();

  // The plug-in's side.
  void bind(const link::Endpoint& local);
  void connect(const link::Endpoint& peer);
  void send_to(std::span<const std::uint8_t> bytes, const link::Endpoint* destination);
  // Until it is ended or the channel takes over; the first one stays.
  void read_for(OnMessage on_message);
  // The socket object is gone; what the channel does goes on.
  void end_reading() { reading_wait_.give_up(); }
  void close_by_plug_in();
  link::Endpoint local() const;
  link::Endpoint peer() const;
  void set_dont_fragment(bool value) { dont_fragment_ = value; }
  // Before bind(): it joins those who share the port. After: it shares the port that it has alone.
  void share_port();

  // The channel's side.
  tunnel::TransportKind kind() const override { return tunnel::TransportKind::datagram; }
  tunnel::TransportState state() const override { return state_.load(); }
  tunnel::SendOutcome send(std::span<const link::Frame> frames) override;
  std::uint32_t receive(std::vector<tunnel::Unit>& units, std::uint32_t units_max) override;
  void take_over() override;
  void pin(std::uint32_t mark) override;
  void close() override;
  int descriptor() const override;
  std::string describe() const override;

 private:
  link::DatagramSocket& open(int ip_version);
  void start_reading();
  void read();
  bool receive_for_plug_in(link::DatagramBurst& burst);

  mutable exec::Mutex lock_;
  std::optional<link::DatagramSocket> socket_;
  std::atomic<tunnel::TransportState> state_{tunnel::TransportState::unconnected};
  std::uint32_t mark_ = 0;
  bool dont_fragment_ = false;
  bool shares_port_ = false;
  OnMessage on_message_;
  DescriptorWait reading_wait_;
  bool reading_ = false;  // once for all
  // The channel's.
  packet::PacketPool packets_;
  link::DatagramBurst burst_;
  std::size_t shown_ = 0;  // of the burst
};

}  // namespace penstock::projection
