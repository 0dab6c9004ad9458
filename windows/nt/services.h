// SPDX-License-Identifier: Apache-2.0
// The threads behind the kernel's services: one for timers, one per processor for DPCs, some for work
// items. The host makes this after it installed the runtime and takes it away before.
//
// Threads: made and destroyed by one; what it starts ends with it.
// Memory: what is still queued at the end is run (DPCs, work) or dropped (timers).
// Errors: a guest's call that needs a service when there is none is a bug of the host and asserts.
#pragma once

#include <memory>

namespace penstock::exec {
class TimerQueue;
class WorkQueue;
}  // namespace penstock::exec

namespace penstock::nt {

struct ServicesOptions {
  int dpc_processors = 2;
  int workers_per_queue = 4;  // K-WORK-5: with one, a guest that waits for its own work item deadlocks
};

class Services {
 public:
  Services() : Services(ServicesOptions{}) {}
  explicit Services(const ServicesOptions& options);
  ~Services();
  Services(const Services&) = delete;
  Services& operator=(const Services&) = delete;

  // Returns when all DPCs, timer expiries and work items that had begun or were queued are done.
  static void drain();

  static exec::TimerQueue& timers();
  static exec::WorkQueue& delayed_work();
  static exec::WorkQueue& critical_work();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace penstock::nt
