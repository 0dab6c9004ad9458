// SPDX-License-Identifier: Apache-2.0
// Fragments follow the beginning of their datagram: only that has ports, so only that is classified above
// the IP layers. The others wait for it, bounded in number and time, and then share its fate. Nothing is
// put together: what came as fragments goes on as fragments. Private to the room.
//
// Threads: one path's thread.
// Memory: a group is allocated for a fragmented datagram.
// Errors: beyond the bounds the oldest group goes; its packets come back to be counted as dropped.
#pragma once

#include <list>
#include <unordered_map>

#include "packet/chain.h"
#include "wire/flow_key.h"

namespace penstock::filter {

enum class FragmentFate : std::uint8_t { unknown, pass, drop };

class FragmentTracker {
 public:
  static constexpr std::uint32_t kWaitingMax = 64;

  FragmentTracker(std::uint32_t groups_max, std::int64_t wait_ns)
      : groups_max_(groups_max), wait_ns_(wait_ns) {}

  // What became of the datagram's beginning.
  FragmentFate fate_of(const wire::FlowKey& datagram) const;
  // Keeps a fragment until the fate is known; false (packet untouched) when its group is full.
  bool wait(const wire::FlowKey& datagram, packet::PacketPtr& fragment, std::int64_t now_ns);
  // The beginning passed or ended; returns those that waited.
  packet::PacketChain decide(const wire::FlowKey& datagram, FragmentFate fate, std::int64_t now_ns);
  // Groups that are too old or too many; returns what still waited in them.
  packet::PacketChain expire(std::int64_t now_ns);
  packet::PacketChain clear();
  std::uint64_t waiting() const;

 private:
  struct Group {
    wire::FlowKey key;
    FragmentFate fate = FragmentFate::unknown;
    std::int64_t since_ns = 0;
    packet::PacketChain waiting;
  };
  Group& group_of(const wire::FlowKey& datagram, std::int64_t now_ns);

  const std::uint32_t groups_max_;
  const std::int64_t wait_ns_;
  std::list<Group> by_age_;  // oldest first
  std::unordered_map<wire::FlowKey, std::list<Group>::iterator> groups_;
};

}  // namespace penstock::filter
