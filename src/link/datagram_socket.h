// SPDX-License-Identifier: Apache-2.0
// A UDP socket that works on bursts. What is sent is a row of frames for one destination: neighbours of one
// size (the last may be shorter) leave as one message that the kernel cuts (UDP_SEGMENT), and several messages
// in one call. What is received comes joined (UDP_GRO) and is shown apart. What a kernel refuses is left
// out from then on, and only as far as it was refused: segmentation altogether where the device cannot
// do it, or above a size, where segments of that size do not fit the path; several messages in a call.
//
// Threads: one sends and one receives, which may be two; open, connect and close by their owner. counts(),
//   take_refusal() from any.
// Memory: a descriptor. Nothing is allocated for a frame.
// Errors: opening says why not. On the way a frame that cannot be sent is dropped and counted by reason; a
//   socket that is full takes fewer frames than it was given (N-TRN-3).
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "link/counter.h"
#include "link/datagram_burst.h"
#include "link/descriptor.h"
#include "link/endpoint.h"
#include "link/fault.h"
#include "link/frame.h"

struct mmsghdr;

namespace penstock::link {

// The calls into the kernel, so that a test can refuse them. errno as the kernel's.
class DatagramCalls {
 public:
  virtual ~DatagramCalls() = default;
  virtual int send_many(int descriptor, mmsghdr* messages, unsigned count);
  virtual int receive_many(int descriptor, mmsghdr* messages, unsigned count);
  // For kernels and filters that know only these.
  virtual int send_one(int descriptor, mmsghdr& message);
  virtual int receive_one(int descriptor, mmsghdr& message);
};
DatagramCalls& kernel_datagram_calls();

struct DatagramOptions {
  int ip_version = 4;
  bool dual_stack = false;               // an IPv6 socket that also reaches IPv4
  std::uint32_t mark = 0;                // SO_MARK: keeps the outer packets out of the tunnel (N-TRN-4)
  bool dont_fragment = false;            // frames above the path's MTU are refused and not cut
  std::uint32_t buffer_bytes = 4 << 20;  // of the kernel, each way; as much of it as it gives
  bool segment = true;                   // send with UDP_SEGMENT
  bool coalesce = true;                  // receive with UDP_GRO
  int namespace_descriptor = -1;         // -1: that of the calling thread
  DatagramCalls* calls = nullptr;        // nullptr: the kernel's
};

struct DatagramCounts {
  std::uint64_t sent_frames = 0;
  std::uint64_t sent_bytes = 0;
  std::uint64_t sent_messages = 0;  // as given to the kernel; a message is one frame or several
  std::uint64_t received_datagrams = 0;
  std::uint64_t received_bytes = 0;
  std::uint64_t received_messages = 0;
  std::uint64_t dropped_too_long = 0;     // EMSGSIZE: above 65,507 bytes, or the path's MTU
  std::uint64_t dropped_unreachable = 0;  // no route, no connected peer
  std::uint64_t dropped_refused = 0;      // the kernel said no for another reason
  std::uint64_t dropped_full = 0;         // given up by drop_unsent()
  std::uint64_t dropped_truncated = 0;    // received, longer than the buffer
  std::uint64_t dropped_no_room = 0;      // received, and the burst was full
  std::uint64_t peer_refusals = 0;        // ECONNREFUSED: nobody listens there
};

class DatagramSocket {
 public:
  static Result<DatagramSocket> open(const DatagramOptions& options);
  DatagramSocket(DatagramSocket&&) noexcept;
  DatagramSocket& operator=(DatagramSocket&&) noexcept;
  ~DatagramSocket();

  Result<void> bind(const Endpoint& local);
  // Only this peer is heard from now on; again for another one.
  Result<void> connect(const Endpoint& peer);
  bool connected() const;
  Endpoint local() const;
  Endpoint peer() const;

  // Sends the frames in order; returns how many are done with: sent, or dropped for a reason. Fewer than all:
  // the socket is full, and the rest may be offered again. `destination` nullptr: the connected peer.
  std::uint32_t send(std::span<const Frame> frames, const Endpoint* destination = nullptr);
  // The caller offers these no more.
  void drop_unsent(std::uint32_t frames);
  // Fills the burst with what is there, without waiting; returns how many datagrams.
  std::uint32_t receive(DatagramBurst& burst);

  // Other sockets of this user may be bound to its port, where they share it too. What comes there goes to the one
  // that is connected to its sender, and else to one that is not connected. A port of its own is had by binding first.
  Result<void> share_port();
  // Marks its packets from now on; for a mark that is known only after the socket was opened.
  Result<void> set_mark(std::uint32_t mark);
  int descriptor() const;
  DatagramCounts counts() const;
  // Whether the connected peer's host said, since the last asking, that nobody listens there.
  bool take_refusal();
  // What is still done after what the kernel refused: the longest frame sent in segments; 0 is none.
  std::uint32_t segment_bytes_max() const;

 private:
  struct State;
  explicit DatagramSocket(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace penstock::link
