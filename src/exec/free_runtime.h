// SPDX-License-Identifier: Apache-2.0
// The machine as it is: one OS thread for each thread, the monotonic and the wall clock, randomness from
// the kernel. Parking is a table of buckets keyed by address; a parked thread sleeps on a word of its own.
//
// Threads: any, also ones that it did not spawn.
// Memory: a bucket table of fixed size; a record for each spawned thread until it is joined.
// Errors: a thread that cannot be started is a bug of the environment and asserts.
#pragma once

#include <memory>

#include "exec/runtime.h"

namespace penstock::exec {

class FreeRuntime final : public Runtime {
 public:
  FreeRuntime();
  ~FreeRuntime() override;

  std::int64_t now_ns() override;
  std::int64_t wall_ns() override;
  std::uint64_t random() override;
  std::uint64_t seed() const override { return 0; }
  bool deterministic() const override { return false; }
  ThreadId spawn(std::string name, std::function<void()> body) override;
  void join(ThreadId thread) override;
  ThreadId self() override;
  std::string name_of(ThreadId thread) override;
  Wake park(const void* key, base::FunctionRef<bool()> still_blocked, std::int64_t deadline_ns) override;
  int unpark(const void* key, int count) override;
  void point(Point kind) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace penstock::exec
