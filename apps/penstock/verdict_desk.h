// SPDX-License-Identifier: Apache-2.0
// The client of one driver of hold's kind (guests/hold/verdict.h). It parks requests at the device, takes the
// questions they come back with to the decider, and answers when the decision is due, or when somebody
// answers by hand.
//
// Threads: one of its own. The device's completions may come at raised IRQL inside a classify: they only
//   queue. answer() and open() from any thread.
// Memory: an entry for each open question.
// Errors: a device that is not there: open() gives nothing. Answers that came too late are counted.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "exec/mutex.h"
#include "exec/runtime.h"
#include "nt/device_client.h"
#include "verdict.h"

namespace penstock::app {

enum class Answered : std::uint8_t { done, not_held, driver_refused };

class VerdictDesk {
 public:
  static constexpr int kParkedRequests = 16;

  // Nothing when no driver of this kind is loaded.
  static std::unique_ptr<VerdictDesk> open(Decider decider);
  ~VerdictDesk();  // cancels what is parked; what is held stays held
  VerdictDesk(const VerdictDesk&) = delete;
  VerdictDesk& operator=(const VerdictDesk&) = delete;

  // Tells the driver now.
  Answered answer(std::uint64_t question_id, Verdict verdict);
  std::vector<Question> open_questions() const;
  // From here on, everything new and everything open goes to this decider.
  void decide_with(Decider decider);

 private:
  struct Open {
    Question question;
    std::optional<Decision> decision;
    std::int64_t due_ns = exec::kForever;
  };

  VerdictDesk(nt::DeviceClient device, Decider decider);
  void run();
  void park_request();
  void completed(const nt::Answer& answer);
  void take_in(const Question& question);
  std::vector<std::pair<std::uint64_t, Verdict>> take_due(std::int64_t now_ns);
  std::int64_t next_due_ns() const;
  Answered tell_driver(std::uint64_t question_id, Verdict verdict);
  void wake();

  nt::DeviceClient device_;
  Decider decider_;
  mutable exec::Mutex lock_;
  std::deque<Question> arrived_;
  int returned_requests_ = 0;  // to be parked again
  std::map<std::uint64_t, Open> open_;
  bool redecide_ = false;
  bool stopping_ = false;
  std::atomic<bool> woken_{true};
  exec::ThreadId thread_ = 0;
};

}  // namespace penstock::app
