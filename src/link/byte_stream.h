// SPDX-License-Identifier: Apache-2.0
// Bytes in order, both ways, without waiting: a TCP connection, the same under TLS, or one in memory. What is
// sent is a row of frames, concatenated; a frame is taken whole or not at all. What the other side does not
// take at once of a frame that was begun is kept here and goes first, so a slow peer is back-pressure and
// never a gap (N-TRN-1, N-TRN-3).
//
// Threads: one at a time.
// Memory: at most the rest of one frame is kept, and what an upgrade needs.
// Errors: StreamState; `failed` and `ended` are final.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "link/frame.h"

namespace penstock::link {

enum class StreamState : std::uint8_t {
  open,
  ended,   // the peer has said that no more comes; sending may still work
  failed,  // reset, timed out, or not what was agreed on: failure() says which
};

class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // How many frames were taken, from the first.
  virtual std::uint32_t send(std::span<const Frame> frames) = 0;
  // Writes what was kept; true when nothing is left. To be called when the descriptor is writable.
  virtual bool flush() = 0;
  // Bytes read, 0 when there are none now: then the descriptor tells when to come again, and state() whether.
  // Until it has returned 0 once, more may be here than the descriptor shows.
  virtual std::uint32_t receive(std::span<std::uint8_t> into) = 0;
  // No more is sent (after what was kept); the peer sees the end. Receiving goes on.
  virtual void finish() = 0;

  // Whether something waits for the descriptor to be writable.
  virtual bool wants_write() const = 0;
  virtual StreamState state() const = 0;
  virtual std::string failure() const = 0;
  virtual int descriptor() const { return -1; }
};

}  // namespace penstock::link
