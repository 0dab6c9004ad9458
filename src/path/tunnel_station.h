// SPDX-License-Identifier: Apache-2.0
// A VPN channel as a station: outbound packets that its routes cover are offered to it, others pass; what it
// injects goes towards the host through the stations before it. A connection can thus be held by a callout and
// then go through the tunnel. When the channel's backlog is full the station keeps what it has and takes no
// more, so packets wait where they were read (N-BUF-13). The outer sockets are waited for with the path's own
// descriptors.
//
// Threads: the path's; call_out() runs the plug-in's callbacks, with the baton down.
// Memory: at most a batch waits here besides the channel's backlog. Nothing is allocated for a packet. What is injected
//   comes in `interface` packets, for stations that put a face on packets or keep them, and as super-packets where the
//   link before takes them; without that it lies in the plug-in's slots until it is gone.
// Errors: a packet that was waiting when the connection ended is dropped and counted.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "exec/poller.h"
#include "exec/published.h"
#include "packet/reentry_queue.h"
#include "path/covered_routes.h"
#include "path/station.h"
#include "tunnel/channel.h"

namespace penstock::path {

struct TunnelStationCounts {
  std::uint64_t offered = 0;   // covered, and taken by the channel
  std::uint64_t passed = 0;    // outbound, not covered
  std::uint64_t injected = 0;  // towards the host; a super-packet is one
  std::uint64_t dropped = 0;   // covered, and the connection ended
};

class TunnelStation final : public Station {
 public:
  // Before the channel is connected: its wakers are set to the path's. `poller` nullptr: somebody else tells
  // when transports are readable, by `waker`.
  TunnelStation(std::shared_ptr<tunnel::Channel> channel, const exec::Published<CoveredRoutes>& covered,
                packet::Waker& waker, exec::Poller* poller = nullptr,
                const tunnel::InterfacePackets* interface = nullptr);
  // The channel is stopped by then, or nobody is in its callbacks.
  ~TunnelStation() override;

  const char* name() const override { return "tunnel"; }
  void process(packet::PacketBatch& batch, Direction direction, Onward& onward) override;
  void take_ready(Onward& onward) override;
  void expire(std::int64_t) override {}
  bool takes(Direction direction) const override;
  bool call_out() override;
  std::int64_t before_wait() override;

  TunnelStationCounts counts() const;

 private:
  // A transport's descriptor in the poller: that it is ready is all we need to know, the turn does the rest.
  struct Watch final : exec::Watched {
    void readable() override { fired = true; }
    std::shared_ptr<tunnel::Transport> transport;
    int descriptor = -1;
    bool wants_write = false;
    bool fired = false;
  };

  bool is_covered(const packet::Packet& packet);
  void offer_waiting();
  void drop_waiting();
  void note_waiting();
  bool was_woken_for_nothing();
  void watch_transports();
  void watch(Watch& watch, bool wants_write);
  void unwatch_all();

  const std::shared_ptr<tunnel::Channel> channel_;
  exec::Published<CoveredRoutes>::Reader covered_;
  exec::Poller* const poller_;
  packet::PacketBatch offered_;  // what the channel had no room for comes first
  packet::PacketChain waiting_;
  std::atomic<bool> waits_{false};  // something is in the two above
  std::vector<std::unique_ptr<Watch>> watches_;
  std::uint64_t units_seen_ = 0;
  std::atomic<std::uint64_t> taken_{0};
  std::atomic<std::uint64_t> passed_{0};
  std::atomic<std::uint64_t> injected_{0};
  std::atomic<std::uint64_t> dropped_{0};
};

}  // namespace penstock::path
