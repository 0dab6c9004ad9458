// SPDX-License-Identifier: Apache-2.0
// What crosses the socket between two processes of a bus: hello with the shared memory, the welcome that answers it,
// the two event descriptors of a channel, and the messages of the bus as they are. One datagram each; the socket
// keeps order.
//
// Threads: plain functions.
// Memory: a frame owns its descriptors; what a peer passes too many of is closed.
// Errors: a frame that makes no sense is `refused`; the connection is then given up.
#pragma once

#include <string>
#include <vector>

#include "channel/fault.h"
#include "channel/ring_layout.h"
#include "link/descriptor.h"

namespace penstock::channel {

inline constexpr std::uint32_t kSocketProtocol = 2;

enum class FrameKind : std::uint32_t {
  hello =
      1,  // number: the protocol; identity: the bus the client knows; a descriptor: the memory that it lends
  signals = 2,  // number: the channel; descriptors: rung by the client, rung by the server
  message = 3,  // of the bus
  welcome = 4,  // number: the protocol; identity: of the server's bus
};

// Which bus, and after how many saves of it. Zero: none yet.
struct BusIdentity {
  std::uint64_t bus = 0;
  std::uint64_t epoch = 0;
  friend bool operator==(const BusIdentity&, const BusIdentity&) = default;
};
std::vector<std::byte> encode(const BusIdentity& identity);
BusIdentity identity_in(Bytes bytes);  // of a frame that was received: its length is right

struct Frame {
  FrameKind kind = FrameKind::message;
  std::uint32_t number = 0;
  std::vector<std::byte> bytes;
  std::vector<int> descriptors;  // to send: borrowed
  std::vector<link::Descriptor> passed;
};

enum class Transfer : std::uint8_t { done, not_now, closed, refused };

Transfer send_frame(int socket, const Frame& frame);
Transfer receive_frame(int socket, Frame& frame);

// The file gets this mode. A socket that nobody answers at is taken over, anything else at `path` is left alone:
// in_use when somebody answers, refused otherwise.
Result<link::Descriptor> listen_on(const std::string& path, std::uint32_t mode = 0600);
Result<link::Descriptor> connect_to(const std::string& path);

}  // namespace penstock::channel
