// SPDX-License-Identifier: Apache-2.0
// Threads that guests create, and the thread object of every other thread that asks who it is. A thread
// object is signalled when its thread ends; waiting for it is how guests join (K-THREAD-2).
//
// A thread that a guest leaves behind is F-UNLOAD-3 and is asked to end: its next wait, or the one it is in,
// does not return. One that never waits runs on, and its guest stays in memory. On Windows either is a bug
// check; here the run goes on, and threads end before the runtime under them does.
//
// Threads: any.
// Memory: an object lives as long as its thread or somebody's reference.
// Errors: a thread that ends in a bad state is F-THREAD-2.
#pragma once

#include <functional>
#include <string>

namespace penstock::nt {

// Runs host work in a thread that guests take for a system thread (DriverEntry, unload), and waits for it.
void run_in_system_thread(std::string name, const std::function<void()>& body);

// Joins the threads that have ended. All of them are ours to join; guests only wait for the objects.
void join_ended_threads();
// Asks all that are left to end, waits a while for them, and joins. For the end of the services.
void end_threads();

// For what waits on behalf of guests: the key to park on (`own` where the thread is no guest's), whether to
// give up, and, as the last thing before it returns to the guest, the end of the thread if it has been asked
// to.
const void* wait_key(const void* own);
bool must_end();
void end_if_asked();

}  // namespace penstock::nt
