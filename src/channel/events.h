// SPDX-License-Identifier: Apache-2.0
// The seam to a service provider (or a client driver): what an endpoint tells it. The state callbacks of one
// channel never overlap (V-LIFE-21), nor do those for packets (V-RX-1); the two kinds may run at the same
// time. A status is the provider's own number, 0 for success, and is passed on as it is.
//
// Threads: state callbacks on the thread that causes the change or on the channel's own; packets on the
//   channel's delivery thread; save and restore on the thread that saves or restores.
// Memory: what is shown lives until the callback returns, a received packet until it is completed.
// Errors: statuses.
#pragma once

#include <cstdint>

#include "channel/ring_layout.h"

namespace penstock::channel {

class ReceivedPacket;
class SentPacket;

struct Delivery {
  bool external_data = false;  // the packet names memory: Endpoint::external_data
  bool may_block = false;      // the provider asked for it, for the channel or for this packet
};

class ChannelEvents {
 public:
  virtual ~ChannelEvents() = default;

  // Whether everything that a channel needs of its provider is there (V-LIFE-5).
  virtual bool configured() const { return true; }

  virtual std::uint32_t opened() { return 0; }
  virtual void closed() {}
  virtual void suspended() {}
  virtual void started() {}
  virtual void post_started() {}
  virtual void connect_failed(std::uint32_t /*status*/) {}

  virtual void process(ReceivedPacket& packet, MutableBytes payload, Delivery how) = 0;
  virtual void processing_complete(std::uint32_t /*packets*/, bool /*may_block*/) {}

  // Whether the two below mean anything; where one does not, the endpoint does its part by itself (V-SAVE-17).
  virtual bool saves_packets() const { return false; }
  virtual bool restores_packets() const { return saves_packets(); }
  // V-SAVE-9..14: first with an empty buffer.
  virtual std::uint32_t save_packet(SentPacket& /*packet*/, MutableBytes /*buffer*/,
                                    std::uint32_t& /*bytes_needed*/) {
    return 0;
  }
  // V-REST-3: allocates a packet, sets it up and calls ServerEndpoint::restore_packet.
  virtual std::uint32_t restore_packet(Bytes /*library*/, Bytes /*own*/) { return 0; }
};

}  // namespace penstock::channel
