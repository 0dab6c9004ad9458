// SPDX-License-Identifier: Apache-2.0
// A station: one thing that packets pass on their way between the host's side and the world. It returns
// what became of a batch and never calls back up. The table of stations says their order; outbound packets
// meet them first to last, inbound ones last to first.
//
// Threads: the path's; call_out() also a spare one's.
// Memory: takes all packets of a batch; what goes on comes out in Onward.
// Errors: what a station drops, it counts.
#pragma once

#include <cstdint>

#include "exec/runtime.h"
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

  // Whether more of this direction may come: the path reads from no link for a station that has its hands
  // full, so what waits, waits there.
  virtual bool takes(Direction) const { return true; }
  // Calls of foreign code that may block. Not the path's state is touched here but the station's own doors: the
  // baton is down, and another thread may have it, or be in here too. Returns whether there is more to do.
  virtual bool call_out() { return false; }
  // On the thread that is about to sleep: what wakes it may have changed. Returns until when it may sleep.
  virtual std::int64_t before_wait() { return exec::kForever; }
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
