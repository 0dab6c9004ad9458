// SPDX-License-Identifier: Apache-2.0
// One packet that a callout injected, on its way through the path that owns it: what is owed for it until
// it is finished. Private to the room.
//
// Threads: made by the injector's thread, resumed and finished on the path's.
// Memory: allocated by inject(), gone in finish(), which runs exactly once (W-INJ-4).
// Errors: InjectionStatus.
#pragma once

#include <memory>

#include "filter/engine_state.h"
#include "filter/injection.h"
#include "packet/reentry_queue.h"

namespace penstock::filter {

class Injection final : public packet::Reentry {
 public:
  Injection(FilterStation& station, std::shared_ptr<Injector> injector, Direction direction,
            packet::PacketPtr injected, InjectionCompletion* completion);

  Direction direction() const { return direction_; }
  packet::PacketPtr take_packet() { return std::move(packet_); }
  // Waits with an authorization and comes again later.
  void keep_packet(packet::PacketPtr kept) { packet_ = std::move(kept); }

  void finish(InjectionStatus status);  // destroys itself
  void resume() override;
  void abandon() override { finish(InjectionStatus::path_closed); }

 private:
  ~Injection() override = default;

  FilterStation& station_;
  std::shared_ptr<Injector> injector_;
  const Direction direction_;
  packet::PacketPtr packet_;
  InjectionCompletion* completion_;
};

}  // namespace penstock::filter
