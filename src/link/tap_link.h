// SPDX-License-Identifier: Apache-2.0
// A link that shows every packet that passes it, in both directions, to one observer, and changes nothing.
//
// Threads: as the link inside; the observer is called on that thread.
// Memory: borrows the link and the observer.
// Errors: as the link inside. What that drops when sending was shown before: it was sent here.
#pragma once

#include "link/link.h"

namespace penstock::link {

enum class Direction : std::uint8_t { received, sent };

class LinkObserver {
 public:
  virtual ~LinkObserver() = default;
  virtual void saw(const Link& link, Direction direction, const packet::Packet& packet) = 0;
};

class TapLink final : public Link {
 public:
  TapLink(Link& inside, LinkObserver& observer) : inside_(inside), observer_(observer) {}

  const std::string& name() const override { return inside_.name(); }
  std::uint32_t mtu_bytes() const override { return inside_.mtu_bytes(); }
  bool takes_super_packets() const override { return inside_.takes_super_packets(); }
  bool takes_datagram_super_packets() const override { return inside_.takes_datagram_super_packets(); }
  std::uint32_t receive(packet::PacketBatch& batch) override;
  void send(packet::PacketBatch& batch) override;
  int descriptor() const override { return inside_.descriptor(); }
  LinkState state() const override { return inside_.state(); }
  std::int64_t next_arrival_ns() const override { return inside_.next_arrival_ns(); }
  LinkCounts counts() const override { return inside_.counts(); }

 private:
  Link& inside_;
  LinkObserver& observer_;
};

}  // namespace penstock::link
