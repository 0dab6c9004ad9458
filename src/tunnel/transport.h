// SPDX-License-Identifier: Apache-2.0
// An outer transport: the socket, or what stands for one in a test, between a channel and its server. A
// datagram transport sends and receives units; a stream transport concatenates what it is given and shows
// what a read produced (N-TRN-1). It never waits. A frame is taken whole: what a stream's peer did not take
// of it is the transport's to keep, and full() says so until it is gone.
//
// Threads: send() and flush() by one thread at a time, receive() by one, which may be another; state(),
//   full() and close() from any.
// Memory: frames are the caller's until send() returns; received units the transport's until the next
//   receive().
// Errors: a frame that cannot be sent is dropped by the transport and said in the outcome. Loss of the
//   connection is a state; errors of a datagram's way are not (N-LIFE-21).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "link/frame.h"

namespace penstock::tunnel {

using link::Frame;
using Unit = std::span<std::uint8_t>;

enum class TransportKind : std::uint8_t { datagram, stream };
enum class TransportState : std::uint8_t {
  unconnected,
  connected,
  lost,    // reset, ended by the peer, closed by the plug-in
  closed,  // by the channel
};
const char* to_string(TransportState state);

struct SendOutcome {
  std::uint32_t done = 0;     // frames from the first that need not be offered again
  std::uint32_t refused = 0;  // of these, dropped for a reason (N-ENC-5)
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual TransportKind kind() const = 0;
  virtual TransportState state() const = 0;
  // Fewer than all are done: it is full.
  virtual SendOutcome send(std::span<const Frame> frames) = 0;
  // Writes what was kept; true when nothing is.
  virtual bool flush() { return true; }
  // Adds up to `units_max` units of what is there; 0 when there is nothing now. What the plug-in left unread
  // before the start comes first (N-LIFE-6).
  virtual std::uint32_t receive(std::vector<Unit>& units, std::uint32_t units_max) = 0;
  // From now on only the channel reads; called once, at the start.
  virtual void take_over() {}
  // Outer packets carry this mark from before it is connected, so that they never enter the interface
  // (N-TRN-4). Told when it is associated.
  virtual void pin(std::uint32_t) {}
  // Graceful where there is such a thing: the peer sees the end.
  virtual void close() = 0;
  // Readable when there is something to receive, -1 where there is none.
  virtual int descriptor() const { return -1; }
  // For whoever shows it: "udp 10.0.0.1:51820".
  virtual std::string describe() const = 0;
};

}  // namespace penstock::tunnel
