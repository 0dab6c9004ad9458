// SPDX-License-Identifier: Apache-2.0
// A lock for the control plane: a few instructions around a table, never around a wait. It is never held
// across park(), point(), spawn() or a call into a guest (exec/runtime.h), so under the seeded runtime it
// is never contended; who has to wait for a condition parks.
//
// Threads: any; not for the data path.
// Memory: in place.
// Errors: none; locking twice on one thread is a bug of the caller.
#pragma once

#include <mutex>

namespace penstock::exec {

class Mutex {
 public:
  void lock() { mutex_.lock(); }
  void unlock() { mutex_.unlock(); }

 private:
  std::mutex mutex_;
};

}  // namespace penstock::exec
