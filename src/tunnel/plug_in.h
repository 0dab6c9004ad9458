// SPDX-License-Identifier: Apache-2.0
// The seam to a plug-in: what the platform calls. An adapter at the rim implements it for foreign code and
// lets nothing else out of it: exceptions have become an Answer by the time one of these returns.
//
// Threads: the platform's. encapsulate() is never re-entered, nor is decapsulate(); the two overlap, also with
//   connect() and keep_alive_payload() (N-THR-1). No lock of ours is held, and every call may block: it stalls
//   its own direction only. Any Channel member may be called from within.
// Memory: lists and buffers are shown until the call returns; a buffer taken from a list is the plug-in's.
// Errors: Answer; what a failed callback was shown and made is given back unsent (N-ENC-7, N-DEC-7).
#pragma once

#include <cstdint>
#include <span>

#include "tunnel/slot_list.h"
#include "tunnel/transport.h"

namespace penstock::tunnel {

class Channel;

// Negative: failed, with a code that the rim gave and gets back.
struct Answer {
  std::int32_t code = 0;
  bool failed() const { return code < 0; }
};

// One packet or received unit where it lies. The plug-in changes it in place and says here what it became, inside
// what it was shown; a length of 0: nothing.
struct BurstUnit {
  std::uint8_t* data = nullptr;
  std::uint32_t length_bytes = 0;
  std::uint32_t headroom_bytes = 0;  // before the first byte
  std::uint32_t growth_bytes = 0;    // how much longer it may become, before and behind together
  std::uint32_t affinity = 0;        // the transport it arrived on, or is to leave on

  // Foreign code wrote it: addresses are compared as numbers.
  bool lies_in(std::span<const std::uint8_t> shown) const {
    const auto begin = reinterpret_cast<std::uintptr_t>(shown.data());
    const std::uintptr_t end = begin + shown.size();
    const auto at = reinterpret_cast<std::uintptr_t>(data);
    return at >= begin && at <= end && length_bytes <= end - at;
  }
};

// Ours, not the contract's: a plug-in that takes a burst at once, without a lease and a call for each packet.
// Found by asking; without it encapsulate() shows a list and decapsulate() is called once for each unit.
class BurstCallbacks {
 public:
  // Frames, in the order of the packets, behind what is put into `encapsulated`.
  virtual Answer encapsulate_burst(Channel& channel, std::span<BurstUnit> packets,
                                   SlotList& encapsulated) = 0;
  // In the order received, 1 to the configured batch; of one transport. Packets, before what is put into
  // `decapsulated`: they are copied into receive slots, and those that find none are dropped.
  virtual Answer decapsulate_burst(Channel& channel, std::span<BurstUnit> units, SlotList& decapsulated,
                                   SlotList& control) = 0;

 protected:
  ~BurstCallbacks() = default;
};

class ReconnectTransport {
 public:
  virtual Answer reconnect_transport(Channel& channel, ForeignObject* context) = 0;

 protected:
  ~ReconnectTransport() = default;
};

class PlugIn {
 public:
  virtual ~PlugIn() = default;

  virtual Answer connect(Channel& channel) = 0;
  virtual Answer disconnect(Channel& channel) = 0;
  // `payload` is empty on entry; what is put there is sent (N-KA-2).
  virtual Answer keep_alive_payload(Channel& channel, SlotRef& payload) = 0;
  virtual Answer encapsulate(Channel& channel, SlotList& packets, SlotList& encapsulated) = 0;
  virtual Answer decapsulate(Channel& channel, SlotHandle& unit, SlotList& decapsulated,
                             SlotList& control) = 0;

  // nullptr: not offered. Asked once, when the connection is made.
  virtual BurstCallbacks* burst_callbacks() { return nullptr; }
  virtual ReconnectTransport* reconnect_transport() { return nullptr; }
};

}  // namespace penstock::tunnel
