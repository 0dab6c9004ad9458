// SPDX-License-Identifier: Apache-2.0
// A capture was made in one place; a path stands between two. The splitter gives each packet of a capture to
// one of two links, the host's side or the world's, in the capture's order: a side gets nothing while the
// next packet is the other's. Local is what comes from one of the given prefixes, or, without any, the source
// of each flow's first packet (W-LNX-1). What the path sends to an end has arrived and is let go.
//
// Threads: one.
// Memory: remembers one entry for each flow of the capture; packets are the capture's.
// Errors: as the capture's link. A packet that is malformed or has neither end among the prefixes is given to
//   the host's side or the world's, respectively, so that the path counts it.
#pragma once

#include <array>
#include <memory>
#include <unordered_map>
#include <vector>

#include "filter/metadata.h"
#include "link/link.h"
#include "wire/address.h"
#include "wire/flow_key.h"

namespace penstock::app {

class Splitter {
 public:
  Splitter(link::Link& capture, std::vector<wire::Prefix> local);
  ~Splitter();

  link::Link& end(filter::Direction of_what_it_gives);
  std::uint64_t packets() const { return packets_; }

 private:
  class End;

  packet::PacketPtr take(filter::Direction wanted);
  bool look_ahead();
  filter::Direction side_of(const packet::Packet& packet);
  filter::Direction side_of_flow(const wire::FlowKey& key);
  bool is_local(const wire::Address& address) const;

  link::Link& capture_;
  const std::vector<wire::Prefix> local_;
  packet::PacketChain waiting_;  // read from the capture
  filter::Direction next_side_{};
  bool side_known_ = false;
  std::uint64_t packets_ = 0;
  std::unordered_map<wire::FlowKey, filter::Direction> flows_;  // as its first packet had it
  std::array<std::unique_ptr<End>, 2> ends_;
};

}  // namespace penstock::app
