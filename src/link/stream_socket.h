// SPDX-License-Identifier: Apache-2.0
// A TCP connection as a ByteStream, and the listener that makes its other end. Connecting does not wait
// either: the descriptor becomes writable, and advance() says how it went. Nagle's delay is off: frames are
// sent when they are sent.
//
// Threads: one at a time.
// Memory: a descriptor and the rest of one frame.
// Errors: opening and connecting say why not; a connection that broke is `failed`, with the kernel's reason.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "link/byte_stream.h"
#include "link/descriptor.h"
#include "link/endpoint.h"
#include "link/fault.h"

namespace penstock::link {

struct StreamOptions {
  int ip_version = 4;
  std::uint32_t mark = 0;  // SO_MARK: keeps the outer packets out of the tunnel (N-TRN-4)
  bool no_delay = true;
  std::uint32_t buffer_bytes = 0;  // of the kernel, each way; 0: its own choice, which grows
  int namespace_descriptor = -1;   // -1: that of the calling thread
};

enum class ConnectProgress : std::uint8_t { idle, connecting, connected, failed };

struct StreamCounts {
  std::uint64_t sent_frames = 0;
  std::uint64_t sent_bytes = 0;  // taken by the kernel
  std::uint64_t received_bytes = 0;
  std::uint64_t partial_writes = 0;  // a frame that the kernel took in pieces
};

class StreamSocket final : public ByteStream {
 public:
  static Result<std::unique_ptr<StreamSocket>> open(const StreamOptions& options);

  Result<void> bind(const Endpoint& local);
  // Begins; a fault when the kernel refuses at once.
  Result<void> connect(const Endpoint& peer);
  // After the descriptor became writable. `failed`: failure_code() and failure() say why.
  ConnectProgress advance();
  ConnectProgress progress() const { return progress_; }
  Endpoint local() const;
  Endpoint peer() const;

  std::uint32_t send(std::span<const Frame> frames) override;
  bool flush() override;
  std::uint32_t receive(std::span<std::uint8_t> into) override;
  void finish() override;
  bool wants_write() const override { return progress_ == ConnectProgress::connecting || has_kept(); }
  StreamState state() const override { return state_; }
  std::string failure() const override;
  int failure_code() const { return error_number_; }  // errno, 0 for none
  int descriptor() const override { return socket_.get(); }
  StreamCounts counts() const { return counts_; }

 private:
  friend class StreamListener;
  StreamSocket(Descriptor socket, ConnectProgress progress)
      : socket_(std::move(socket)), progress_(progress) {}
  bool has_kept() const { return kept_from_ < kept_.size(); }
  std::uint32_t write_some(std::span<const Frame> frames);
  std::uint32_t frames_covered(std::span<const Frame> frames, std::size_t written);
  void shut_down_writing();
  void fail(int error_number);

  Descriptor socket_;
  ConnectProgress progress_;
  StreamState state_ = StreamState::open;
  int error_number_ = 0;
  bool finishing_ = false;
  std::vector<std::uint8_t> kept_;  // the rest of a frame
  std::size_t kept_from_ = 0;
  StreamCounts counts_;
};

class StreamListener {
 public:
  static Result<StreamListener> open(const Endpoint& local, const StreamOptions& options);

  // nullptr when nobody is waiting. The descriptor is readable when somebody is.
  std::unique_ptr<StreamSocket> accept();
  Endpoint local() const;
  int descriptor() const { return socket_.get(); }

 private:
  StreamListener(Descriptor socket, bool no_delay) : socket_(std::move(socket)), no_delay_(no_delay) {}
  Descriptor socket_;
  bool no_delay_;
};

}  // namespace penstock::link
