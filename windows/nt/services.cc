// SPDX-License-Identifier: Apache-2.0
#include "nt/services.h"

#include "base/assert.h"
#include "exec/runtime.h"
#include "exec/timer_queue.h"
#include "exec/work_queue.h"
#include "nt/dpc_processor.h"
#include "nt/system_thread.h"

namespace penstock::nt {

struct Services::State {
  explicit State(const ServicesOptions& options)
      : timers(exec::runtime(), "timers"),
        delayed(exec::runtime(), "delayed work", options.workers_per_queue),
        critical(exec::runtime(), "critical work", options.workers_per_queue) {}

  exec::TimerQueue timers;
  exec::WorkQueue delayed;
  exec::WorkQueue critical;
};

namespace {
Services* current = nullptr;
}  // namespace

Services::Services(const ServicesOptions& options) {
  PENSTOCK_ASSERT(current == nullptr);
  start_dpc_processors(options.dpc_processors);
  state_ = std::make_unique<State>(options);
  current = this;
}

Services::~Services() {
  state_.reset();  // timers first: they queue DPCs
  stop_dpc_processors();
  end_threads();
  current = nullptr;
}

void Services::drain() {
  timers().drain();
  flush_dpcs();
  delayed_work().drain();
  critical_work().drain();
}

exec::TimerQueue& Services::timers() {
  PENSTOCK_ASSERT(current != nullptr);
  return current->state_->timers;
}

exec::WorkQueue& Services::delayed_work() {
  PENSTOCK_ASSERT(current != nullptr);
  return current->state_->delayed;
}

exec::WorkQueue& Services::critical_work() {
  PENSTOCK_ASSERT(current != nullptr);
  return current->state_->critical;
}

}  // namespace penstock::nt
