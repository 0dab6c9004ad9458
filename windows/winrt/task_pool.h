// SPDX-License-Identifier: Apache-2.0
// Threads for what plug-ins start and wait for later: continuations, operations of sockets, timers. A task may block, so a
// new thread is started whenever all are busy, up to a limit; after that tasks wait. A task that waits for what may never
// come says so, and the pool gives its wait up when it drains: no plug-in keeps the process from ending.
//
// Threads: submit from any.
// Memory: the pool ends with the process, or by drain().
// Errors: false when no thread can be had.
#pragma once

#include <cstdint>
#include <functional>

namespace penstock::projection {

bool submit_task(std::function<void()> task);
bool submit_task_after(std::int64_t delay_ns, std::function<void()> task);

class EndlessWait {
 public:
  virtual void give_up() = 0;

 protected:
  ~EndlessWait() = default;
};
// Around the wait. While the pool drains, it is given up at once.
void begin_endless_wait(EndlessWait& wait);
void end_endless_wait(EndlessWait& wait);

// Gives up the endless waits, runs what is waiting, joins the threads; a test under a runtime of its own calls it before that
// goes away.
void drain_tasks();

}  // namespace penstock::projection
