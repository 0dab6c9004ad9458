// SPDX-License-Identifier: Apache-2.0
// A thread that took an entry from a KQUEUE counts as running for that queue until it comes back for the
// next, or while it waits for something else; so the queue can let another one run instead.
//
// Threads: each its own queue.
// Memory: none.
// Errors: none.
#pragma once

namespace penstock::nt {

// Around a wait of this thread for something else than its queue.
void queue_thread_blocks();
void queue_thread_resumes();

}  // namespace penstock::nt
