// SPDX-License-Identifier: Apache-2.0
// A TCP connection, plain or upgraded to TLS, between a plug-in and a channel. Before the start the plug-in reads and
// writes, waiting on threads of the task pool; from the start on only the channel does (N-LIFE-6).
//
// Threads: connect, upgrade, read and write of the plug-in's side wait; one reads and one writes. What was begun before
//   a cancel_io() ends with it, what begins later does not; an operation says by `begun` when that was. The transport's
//   side as tunnel/transport.h; begun(), cancel_io() and close() from any.
// Memory: shared by the socket object, its streams and the channel.
// Errors: throws what socket_error.h says on the plug-in's side.
#pragma once

#include <memory>
#include <vector>

#include "exec/mutex.h"
#include "link/host_lookup.h"
#include "link/stream_socket.h"
#include "link/tls_stream.h"
#include "tunnel/transport.h"
#include "winrt/descriptor_wait.h"

namespace penstock::projection {

class StreamTransport final : public tunnel::Transport {
 public:
  StreamTransport() = default;
  explicit StreamTransport(std::unique_ptr<link::StreamSocket> accepted);

  // The plug-in's side.
  using Begun = std::uint64_t;
  Begun begun() const { return cancels_.load(std::memory_order_acquire); }
  void cancel_io();
  void connect(const link::Endpoints& candidates, const link::Endpoint& local, Begun begun);
  // `trusting`: a certificate that nobody vouches for is taken, because the plug-in said so.
  void upgrade(const std::string& server_name, bool trusting, Begun begun);
  std::vector<std::uint8_t> read(std::uint32_t bytes_max, bool all, Begun begun);
  void write(std::span<const std::uint8_t> bytes, Begun begun);
  void finish();
  void cancel_waits();
  void close_by_plug_in();
  link::Endpoint local() const { return local_; }
  link::Endpoint peer() const { return peer_; }
  bool encrypted() const { return encrypted_; }
  void set_no_delay(bool value) { no_delay_ = value; }

  // The channel's side.
  tunnel::TransportKind kind() const override { return tunnel::TransportKind::stream; }
  tunnel::TransportState state() const override { return state_.load(); }
  tunnel::SendOutcome send(std::span<const link::Frame> frames) override;
  bool flush() override;
  std::uint32_t receive(std::vector<tunnel::Unit>& units, std::uint32_t units_max) override;
  void take_over() override;
  void pin(std::uint32_t mark) override { mark_ = mark; }
  void close() override;
  int descriptor() const override;
  std::string describe() const override;

 private:
  void connect_one(const link::Endpoint& peer, const link::Endpoint& local, Begun begun);
  // Throws when it was canceled.
  void await(DescriptorWait& wait, int descriptor, bool want_write, Begun begun);
  bool read_once(std::vector<std::uint8_t>& into, std::uint32_t bytes_max);
  void need_plug_in_owner() const;
  void note_state();

  mutable exec::Mutex lock_;
  std::unique_ptr<link::ByteStream> stream_;
  std::atomic<tunnel::TransportState> state_{tunnel::TransportState::unconnected};
  std::atomic<std::uint32_t> mark_{0};
  std::atomic<bool> taken_over_{false};
  std::atomic<bool> encrypted_{false};
  bool no_delay_ = true;
  link::Endpoint local_;
  link::Endpoint peer_;
  std::atomic<Begun> cancels_{0};
  DescriptorWait read_wait_;
  DescriptorWait write_wait_;
  std::vector<std::uint8_t> shown_;
};

}  // namespace penstock::projection
