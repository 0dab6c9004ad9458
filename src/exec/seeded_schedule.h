// SPDX-License-Identifier: Apache-2.0
// Who runs next, and what time it is: the decisions of the seeded runtime, without a single OS thread. A
// strand is a thread as seen from here. Exactly one is running; the others are ready, parked or ended.
// Nothing here depends on an address or on the machine, so a run is a function of the calls and the seed.
//
// Threads: whoever runs; the runtime's hand-over orders the calls.
// Memory: a strand for each thread, kept until the end of the run.
// Errors: when nobody can go on and no deadline is left, the adopted strand is woken with the list of all
// that wait (take_deadlock).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exec/runtime.h"
#include "exec/seeded_random.h"
#include "exec/seeded_runtime.h"

namespace penstock::exec {

class SeededSchedule {
 public:
  // K-DET-6: nobody who can run is passed over more often than this.
  static constexpr std::uint64_t kPassedOverMax = 10'000;

  struct Strand {
    enum class State : std::uint8_t { running, ready, parked, settling, ended };
    ThreadId id = 0;
    std::string name;
    State state = State::ready;
    Wake wake = Wake::unparked;
    const void* key = nullptr;
    std::int64_t deadline_ns = kForever;
    std::uint64_t order = 0;             // of parking
    std::uint64_t ready_since_step = 0;  // for kPassedOverMax
  };

  explicit SeededSchedule(const SeededOptions& options);

  // A strand that is ready. The first is the adopted one and is running.
  Strand& add(std::string name);
  Strand& strand(ThreadId id);
  Strand& running() { return *running_; }
  Strand& adopted() { return *strands_.front(); }

  // These four return who runs now: the caller hands over to it, unless it is the caller itself.
  Strand& at_point(Point kind);
  Strand& park_running(const void* key, std::int64_t deadline_ns);
  Strand& settle_running(std::int64_t horizon_ns);
  Strand& end_running();

  // Never changes who runs: it may be called with a lock held.
  int unpark(const void* key, int count);

  std::int64_t now_ns() const { return now_ns_; }
  std::int64_t query_now_ns() { return now_ns_ += options_.query_step_ns; }
  std::uint64_t steps() const { return steps_; }

  // Why the adopted strand goes on although nobody woke it; once.
  std::optional<std::vector<Waiter>> take_deadlock() { return std::exchange(deadlock_, std::nullopt); }

 private:
  bool visits(Point kind) const;
  void begin_step();
  void make_ready(Strand& strand);
  void unlist_deadline(Strand& strand);
  void wake(Strand& strand, Wake why);
  void wake_due();
  bool advance_time();
  void finish_settling();
  void declare_deadlock();
  bool front_was_passed_over() const;
  Strand& next_after_running();
  Strand& run(std::size_t ready_index);

  const SeededOptions options_;
  SeededRandom choices_;
  std::vector<std::unique_ptr<Strand>> strands_;  // by id - 1
  std::vector<Strand*> ready_;                    // longest ready first
  std::vector<Strand*> parked_;                   // longest parked first
  std::map<std::pair<std::int64_t, std::uint64_t>, Strand*>
      deadlines_;  // of parked ones, by (deadline, order)
  Strand* running_ = nullptr;
  std::optional<std::int64_t> horizon_ns_;  // while the adopted strand settles
  std::uint64_t steps_past_horizon_ = 0;
  std::uint64_t idle_yields_ = 0;
  std::uint64_t last_order_ = 0;
  std::uint64_t steps_ = 0;
  std::int64_t now_ns_ = 0;
  std::optional<std::vector<Waiter>> deadlock_;
};

}  // namespace penstock::exec
