// SPDX-License-Identifier: Apache-2.0
#include "filter/fragment_tracker.h"

namespace penstock::filter {

FragmentFate FragmentTracker::fate_of(const wire::FlowKey& datagram) const {
  auto found = groups_.find(datagram);
  return found == groups_.end() ? FragmentFate::unknown : found->second->fate;
}

FragmentTracker::Group& FragmentTracker::group_of(const wire::FlowKey& datagram, std::int64_t now_ns) {
  auto found = groups_.find(datagram);
  if (found != groups_.end()) return *found->second;
  by_age_.push_back({.key = datagram, .since_ns = now_ns});
  groups_.emplace(datagram, std::prev(by_age_.end()));
  return by_age_.back();
}

bool FragmentTracker::wait(const wire::FlowKey& datagram, packet::PacketPtr& fragment, std::int64_t now_ns) {
  Group& group = group_of(datagram, now_ns);
  if (group.waiting.count() >= kWaitingMax) return false;
  group.waiting.push_back(std::move(fragment));
  return true;
}

packet::PacketChain FragmentTracker::decide(const wire::FlowKey& datagram, FragmentFate fate,
                                            std::int64_t now_ns) {
  Group& group = group_of(datagram, now_ns);
  group.fate = fate;
  return std::move(group.waiting);
}

packet::PacketChain FragmentTracker::expire(std::int64_t now_ns) {
  packet::PacketChain ended;
  while (!by_age_.empty() &&
         (by_age_.front().since_ns + wait_ns_ <= now_ns || by_age_.size() > groups_max_)) {
    while (packet::PacketPtr fragment = by_age_.front().waiting.pop_front())
      ended.push_back(std::move(fragment));
    groups_.erase(by_age_.front().key);
    by_age_.pop_front();
  }
  return ended;
}

std::uint64_t FragmentTracker::waiting() const {
  std::uint64_t count = 0;
  for (const Group& group : by_age_) count += group.waiting.count();
  return count;
}

packet::PacketChain FragmentTracker::clear() {
  packet::PacketChain ended;
  for (Group& group : by_age_) {
    while (packet::PacketPtr fragment = group.waiting.pop_front()) ended.push_back(std::move(fragment));
  }
  by_age_.clear();
  groups_.clear();
  return ended;
}

}  // namespace penstock::filter
