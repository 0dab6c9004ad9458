// SPDX-License-Identifier: Apache-2.0
// The runtime that owns every thread: exactly one runs at a time, and which one goes on at a scheduling
// point is drawn from the seed. Time stands still while anybody can run and then jumps to the next
// deadline. Its maker (the test, the replay) is adopted as the first thread.
//
// Threads: the adopted one and those it spawned; others may not call it.
// Memory: OS threads, parked on a word each.
// Errors: nobody can run and no deadline is left: the deadlock handler is told who waits for what, and the
// run ends there (the default handler prints and aborts).
#pragma once

#include <memory>
#include <vector>

#include "exec/runtime.h"

namespace penstock::exec {

enum class Strategy : std::uint8_t {
  fifo,    // nobody is preempted: useful for reading a trace
  random,  // at each visited point any runnable thread may go on
};

struct SeededOptions {
  std::uint64_t seed = 1;
  Strategy strategy = Strategy::random;
  int level = 1;  // which points are visited: 1 calls, locks, signals; 2 also atomics, allocations; 3 all
  std::int64_t wall_start_ns = 1'700'000'000'000'000'000;
  // A query of the time moves it by this much, so that a loop that polls the clock ends (K-DET-8).
  std::int64_t query_step_ns = 100;
};

struct Waiter {
  ThreadId thread;
  std::string name;
  const void* key;
};

class SeededRuntime final : public Runtime {
 public:
  using DeadlockHandler = std::function<void(const std::vector<Waiter>&)>;

  explicit SeededRuntime(SeededOptions options);
  ~SeededRuntime() override;

  std::int64_t now_ns() override;
  std::int64_t wall_ns() override;
  std::uint64_t random() override;
  std::uint64_t seed() const override;
  bool deterministic() const override { return true; }
  ThreadId spawn(std::string name, std::function<void()> body) override;
  void join(ThreadId thread) override;
  ThreadId self() override;
  std::string name_of(ThreadId thread) override;
  Wake park(const void* key, base::FunctionRef<bool()> still_blocked, std::int64_t deadline_ns) override;
  int unpark(const void* key, int count) override;
  void point(Point kind) override;

  // Lets the others run until none of them can go on before `horizon_ns`; then virtual time is the
  // horizon's or, with kForever, that of the last deadline that had a taker. For the adopted thread.
  void settle(std::int64_t horizon_ns);
  std::uint64_t steps() const;
  // Called once, on the adopted thread and inside its wait, which it may throw out of. When it returns, that
  // wait ends unfulfilled and the run is over: the threads that are stuck stay so.
  void set_deadlock_handler(DeadlockHandler handler);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace penstock::exec
