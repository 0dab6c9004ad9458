// SPDX-License-Identifier: Apache-2.0
// The seams of a bus: what carries its messages, and what each side is told of its channels. The two state
// machines (bus_server.h, bus_client.h) stand between, and know neither sockets nor threads.
//
// Threads: said at each.
// Memory: references outlive what they were given to.
// Errors: a message that cannot be carried is lost with its connection, which the carrier then reports.
#pragma once

#include <memory>

#include "channel/bus_message.h"
#include "channel/signal.h"

namespace penstock::channel {

using OfferId = std::uint32_t;  // of the server; 0 is none

// Toward the other side.
class BusPipe {
 public:
  virtual ~BusPipe() = default;
  // In order; keeps what the other side has not taken yet (V-MSG-10). Any thread, no lock of the bus held.
  virtual void post(Bytes message) = 0;
  // Wakes the other side of a channel; never nullptr.
  virtual std::shared_ptr<Signal> signal_to(std::uint32_t relid) = 0;
};

struct OfferSpec {
  Guid interface_type;
  Guid instance;
  std::uint16_t sub_channel = 0;
  std::uint16_t flags = 0;
  std::uint16_t mmio_megabytes = 0;
  std::uint16_t mmio_megabytes_optional = 0;
  UserData user_data{};
};

struct OpenRequest {
  std::uint32_t relid = 0;
  std::uint32_t open_id = 0;
  std::uint32_t ring_region = 0;
  std::uint32_t target_processor = kNoProcessor;
  std::uint32_t downstream_page = 0;
  UserData user_data{};
};

// A channel that was offered. Called on the bus's thread: what takes long is done elsewhere.
class OfferedChannel {
 public:
  virtual ~OfferedChannel() = default;
  virtual void open_asked(const OpenRequest& request) = 0;  // answered by BusServer::answer_open
  virtual void closed_by_peer() = 0;                        // answered by BusServer::closed
  virtual void signalled() = 0;
};

// A channel that may be opened.
class OpenableChannel {
 public:
  virtual ~OpenableChannel() = default;
  virtual void offered(const OfferChannel& offer) = 0;
  virtual void rescinded() = 0;  // also when the bus goes away
  virtual void signalled() = 0;
};

}  // namespace penstock::channel
