// SPDX-License-Identifier: Apache-2.0
// Threads for what plug-ins start and wait for later: continuations, operations of sockets, timers. A task may block, so a
// new thread is started whenever all are busy, up to a limit; after that tasks wait.
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
// Runs what is waiting, joins the threads; a test under a runtime of its own calls it before that goes away.
void drain_tasks();

}  // namespace penstock::projection
