// SPDX-License-Identifier: Apache-2.0
// A station: one thing that packets pass on their way between the host's side and the world. It returns
// what became of a batch and never calls back up. The table of stations says their order; outbound packets
// meet them first to last, inbound ones last to first.
//
// Threads: the path's.
// Memory: takes all packets of a batch; what goes on comes out in Onward.
// Errors: what a station drops, it counts.
#pragma once

#include <cstdint>

#include "filter/station.h"
#include "packet/chain.h"

namespace penstock::path {

using filter::Direction;
using filter::Onward;

class Station {
 public:
  virtual ~Station() = default;
  virtual const char* name() const = 0;
  virtual void process(packet::PacketBatch& batch, Direction direction, Onward& onward) = 0;
  // What settled and injected things have made ready since the last batch.
  virtual void take_ready(Onward& onward) = 0;
  virtual void expire(std::int64_t now_ns) = 0;
};

class FilterAsStation final : public Station {
 public:
  explicit FilterAsStation(filter::FilterStation& station) : station_(station) {}
  const char* name() const override { return "filter"; }
  void process(packet::PacketBatch& batch, Direction direction, Onward& onward) override {
    station_.process(batch, direction, onward);
  }
  void take_ready(Onward& onward) override { station_.take_ready(onward); }
  void expire(std::int64_t now_ns) override { station_.expire(now_ns); }

 private:
  filter::FilterStation& station_;
};

}  // namespace penstock::path
