// SPDX-License-Identifier: Apache-2.0
#include "filter/injected.h"

#include "exec/runtime.h"
#include "filter/station_state.h"

namespace penstock::filter {

Injection::Injection(FilterStation& station, std::shared_ptr<Injector> injector, Direction direction,
                     packet::PacketPtr injected, InjectionCompletion* completion)
    : station_(station),
      injector_(std::move(injector)),
      direction_(direction),
      packet_(std::move(injected)),
      completion_(completion) {}

void Injection::finish(InjectionStatus status) {
  packet_.reset();
  completion_->completed(status);
  const std::shared_ptr<Injector> injector = std::move(injector_);
  delete this;
  if (injector->outstanding.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    exec::runtime().unpark_all(&injector->outstanding);  // destroy_injector() waits (W-INJ-5)
  }
}

void Injection::resume() { station_.state_->process_injection(*this); }

}  // namespace penstock::filter
