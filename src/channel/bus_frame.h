// SPDX-License-Identifier: Apache-2.0
// What crosses the socket between two processes of a bus: hello with the shared memory, the two event
// descriptors of a channel, and the messages of the bus as they are. One datagram each; the socket keeps order.
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

inline constexpr std::uint32_t kSocketProtocol = 1;

enum class FrameKind : std::uint32_t {
  hello = 1,    // number: the protocol; a descriptor: the memory that the client lends
  signals = 2,  // number: the channel; descriptors: rung by the client, rung by the server
  message = 3,  // of the bus
};

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

Result<link::Descriptor> listen_on(const std::string& path);
Result<link::Descriptor> connect_to(const std::string& path);

}  // namespace penstock::channel
