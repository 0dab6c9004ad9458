// SPDX-License-Identifier: Apache-2.0
// Waits for descriptors, for a wake from another thread, or for a deadline. Real only: the seeded runtime
// has no descriptors.
//
// Threads: one thread waits and registers; wake() from any.
// Memory: an epoll, an event and a timer descriptor; a watched object is its owner's and outlives its registration.
// Errors: a descriptor that cannot be watched is reported as a fault with errno.
#pragma once

#include <atomic>
#include <cstdint>
#include <unordered_map>

#include "base/result.h"

namespace penstock::exec {

class Watched {
 public:
  virtual ~Watched() = default;
  virtual void readable() {}
  virtual void writable() {}
  virtual void hung_up() { readable(); }
};

struct PollerFault {
  int error_number;
};

class Poller {
 public:
  Poller();
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  base::Result<void, PollerFault> watch(int descriptor, Watched& watched, bool want_write = false);
  void set_want_write(int descriptor, Watched& watched, bool want_write);
  void unwatch(int descriptor);

  // Calls back what is ready; returns how many. deadline: monotonic ns, 0 polls, kForever waits.
  int wait(std::int64_t deadline_ns);
  // Makes the wait return. Cheap while the waiter is awake: the descriptor is written only when it sleeps.
  void wake();

 private:
  static constexpr std::int64_t kNotSet = -1;
  struct Registration {
    Watched* watched;
    std::uint32_t number;
  };

  enum class Look : std::uint8_t { no_sleep, until_event };
  int look(Look how, bool& early);
  void set_timer(std::int64_t deadline_ns);
  void take_timer();
  void take_wake();
  Watched* find(std::uint64_t token);
  void call_back(std::uint64_t token, std::uint32_t events);

  int epoll_ = -1;
  int event_ = -1;
  int timer_ = -1;
  std::int64_t timer_ns_ = kNotSet;  // when it fires
  std::atomic<std::uint32_t> state_{0};
  std::unordered_map<int, Registration> registrations_;  // by descriptor
  // Descriptors are used again, these are not: an event of a registration that is gone finds nobody.
  std::uint32_t last_number_ = 0;
};

}  // namespace penstock::exec
