// SPDX-License-Identifier: Apache-2.0
// What the two directions of a channel work with: the plug-in, the pools of this start, where frames and
// packets go, and the rules about callbacks that both keep. The channel makes one and sets it up at a start.
//
// Threads: what changes at a start is published; the rest is fixed or atomic.
// Memory: borrows everything from the channel.
// Errors: none.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "tunnel/callback_scope.h"
#include "tunnel/injector.h"
#include "tunnel/lease_watch.h"
#include "tunnel/plug_in.h"
#include "tunnel/transmitter.h"

namespace penstock::tunnel {

// The channel's parts that both directions use.
struct ChannelParts {
  Channel* channel = nullptr;
  const ChannelOptions* options = nullptr;
  const SlotHome* home = nullptr;
  LeaseClock* clock = nullptr;
  Callbacks* running = nullptr;
  const PublishedTransports* transports = nullptr;
  const PublishedPolicy* policy = nullptr;
  Transmitter* transmitter = nullptr;
  Injector* injector = nullptr;
  TransmitWatch* watch = nullptr;
  std::atomic<packet::Waker*>* outbound_waker = nullptr;
  std::atomic<packet::Waker*>* inbound_waker = nullptr;
};

struct DataCallbacks {
  explicit DataCallbacks(const ChannelParts& parts)
      : channel(*parts.channel),
        options(*parts.options),
        home(*parts.home),
        clock(*parts.clock),
        running(*parts.running),
        transports(*parts.transports),
        policy(*parts.policy),
        transmitter(*parts.transmitter),
        injector(*parts.injector),
        watch(*parts.watch),
        outbound_waker(*parts.outbound_waker),
        inbound_waker(*parts.inbound_waker) {}

  Channel& channel;
  const ChannelOptions& options;
  const SlotHome& home;
  LeaseClock& clock;
  Callbacks& running;
  const PublishedTransports& transports;
  const PublishedPolicy& policy;
  Transmitter& transmitter;
  Injector& injector;
  TransmitWatch& watch;
  std::atomic<packet::Waker*>& outbound_waker;
  std::atomic<packet::Waker*>& inbound_waker;

  // Set before callbacks are allowed.
  std::atomic<SlotPool*> send_pool{nullptr};
  std::atomic<SlotPool*> receive_pool{nullptr};
  std::atomic<SlotPool*> wire_pool{nullptr};
  PlugIn* plug_in = nullptr;
  BurstCallbacks* burst = nullptr;

  LeaseWatch send_leases;
  LeaseWatch receive_leases;
  std::atomic<std::uint32_t> errors_in_a_row{0};
  std::atomic<std::uint64_t> late{0};
  // A packet went by: for the attendant.
  std::atomic<std::int64_t> last_packet_ns{0};
  std::atomic<bool> active{false};

  // Whether what a callback made is still wanted.
  bool connected() const { return connected_.load(std::memory_order_acquire); }
  void set_connected(bool connected) { connected_.store(connected, std::memory_order_seq_cst); }

  // After each data callback.
  void returned(Answer answer, std::int64_t now_ns);
  void saw_packets(std::int64_t now_ns);

  // To the channel: somebody asked for the end from inside a callback, or too many failed.
  std::atomic<bool> stop_wanted{false};
  std::atomic<bool> abort_wanted{false};

 private:
  std::atomic<bool> connected_{false};
};

// A list for the next callback: the last one, or another when somebody kept that.
void make_ready(ListRef& list, const SlotHome& home, const FaceKind& face, SlotChain& shown);

}  // namespace penstock::tunnel
