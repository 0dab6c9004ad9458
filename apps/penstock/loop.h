// SPDX-License-Identifier: Apache-2.0
// What the first thread does while paths run: it waits for signals that ask for the end, for children, for
// the control socket, all through one poller.
//
// Threads: the first; made before any other thread, so that all of them have the signals blocked.
// Memory: two descriptors.
// Errors: none.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "exec/poller.h"

namespace penstock::app {

class Loop final : private exec::Watched {
 public:
  Loop();  // from here on SIGINT and SIGTERM ask for the end
  ~Loop() override;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  exec::Poller& poller() { return poller_; }
  bool asked_to_end() const { return asked_to_end_; }
  void ask_to_end();  // any thread
  // Called after every wait.
  void set_after_turn(std::function<void()> after) { after_turn_ = std::move(after); }

  // Until done() says so or the time is over; false when it was not done. Asked to end, it returns at once.
  bool run_until(const std::function<bool()>& done, std::int64_t wait_ns_max);
  void run_until_asked_to_end();

 private:
  void readable() override;

  exec::Poller poller_;
  int signals_ = -1;
  std::atomic<bool> asked_to_end_{false};
  std::function<void()> after_turn_;
};

}  // namespace penstock::app
