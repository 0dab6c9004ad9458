// SPDX-License-Identifier: Apache-2.0
// Threads that guests create, and the thread object of every other thread that asks who it is. A thread
// object is signalled when its thread ends; waiting for it is how guests join (K-THREAD-2).
//
// Threads: any.
// Memory: an object lives as long as its thread or somebody's reference.
// Errors: a thread that ends in a bad state is F-THREAD-2; one that a guest leaves behind is F-UNLOAD-3.
#pragma once

#include <functional>
#include <string>

namespace penstock::nt {

// Runs host work in a thread that guests take for a system thread (DriverEntry, unload), and waits for it.
void run_in_system_thread(std::string name, const std::function<void()>& body);

// Joins the threads that have ended. All of them are ours to join; guests only wait for the objects.
void join_ended_threads();

}  // namespace penstock::nt
