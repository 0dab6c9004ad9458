// SPDX-License-Identifier: Apache-2.0
// A byte stream as a transport: TCP, or TLS over it. It is made empty, so that it can be associated before
// anything is connected, and carries a stream from when the plug-in has connected it; an upgrade to TLS
// carries another one. The stream's end, from either side, is loss.
//
// Threads: any; a stream takes one call at a time, so each goes under a short lock (no call waits).
// Memory: the stream, and what a read brings.
// Errors: TransportState.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "exec/mutex.h"
#include "link/byte_stream.h"
#include "tunnel/transport.h"

namespace penstock::tunnel {

class StreamTransport final : public Transport {
 public:
  static constexpr std::uint32_t kReadBytes = 65536;

  explicit StreamTransport(std::string name) : name_(std::move(name)), read_(kReadBytes) {}

  // Connected from now on. Before the start.
  void carry(std::shared_ptr<link::ByteStream> stream);
  // Bytes that were read before the start and not wanted; they come first.
  void put_back(std::span<const std::uint8_t> bytes);
  // The plug-in closed its socket (N-LIFE-20).
  void lose();

  TransportKind kind() const override { return TransportKind::stream; }
  TransportState state() const override { return state_.load(std::memory_order_acquire); }
  SendOutcome send(std::span<const Frame> frames) override;
  bool flush() override;
  std::uint32_t receive(std::vector<Unit>& units, std::uint32_t units_max) override;
  void pin(std::uint32_t mark) override { mark_.store(mark, std::memory_order_release); }
  // For whoever opens the socket that it is going to carry: a connect is an outer packet too. 0: none.
  std::uint32_t mark() const { return mark_.load(std::memory_order_acquire); }
  void close() override;
  int descriptor() const override;
  std::string describe() const override { return name_; }

 private:
  void look_at_state();

  const std::string name_;
  mutable exec::Mutex lock_;  // guards what follows but the state
  std::shared_ptr<link::ByteStream> stream_;
  std::vector<std::uint8_t> unread_;
  std::vector<std::uint8_t> read_;
  std::atomic<TransportState> state_{TransportState::unconnected};
  std::atomic<std::uint32_t> mark_{0};
};

}  // namespace penstock::tunnel
