// SPDX-License-Identifier: Apache-2.0
// The seam under everything that waits, sleeps, asks for the time or starts a thread: ours and, through
// windows/nt, the guests'. Two runtimes stand behind it. FreeRuntime is the machine: OS threads, real
// clocks. SeededRuntime (seeded_runtime.h) owns all threads itself: exactly one runs at a time, the baton
// moves only at scheduling points, time is virtual, and a run is a function of its inputs and one seed.
//
// A rule that makes both possible: no lock of ours is held across park(), point(), spawn() or a call into
// a guest. Then a std::mutex in a core is never contended under the seeded runtime.
//
// Threads: any thread that the runtime spawned or adopted; now_ns() and random() from any.
// Memory: keys are addresses and are never dereferenced.
// Errors: none; a deadlock under the seeded runtime goes to its deadlock handler.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>

#include "base/function_ref.h"

namespace penstock::exec {

using ThreadId = std::uint32_t;  // 0 is no thread

inline constexpr std::int64_t kForever = std::numeric_limits<std::int64_t>::max();

// Where the baton may move. The level of a point decides whether a run visits it (K-DET-3).
enum class Point : std::uint8_t {
  call,         // entry to or exit from a function that touches shared state
  lock,         // a lock is taken or released
  signal,       // an event, semaphore or queue changed
  yield,        // the caller has nothing better to do: somebody else should run
  interlocked,  // an atomic operation (level 2)
  allocation,   // (level 2)
  print,        // (level 3)
};

enum class Wake : std::uint8_t { unparked, deadline };

class Runtime {
 public:
  virtual ~Runtime() = default;

  // Monotonic nanoseconds from an arbitrary start; virtual under the seeded runtime.
  virtual std::int64_t now_ns() = 0;
  // Nanoseconds since 1970-01-01 UTC.
  virtual std::int64_t wall_ns() = 0;
  virtual std::uint64_t random() = 0;
  // The seed of the run, 0 where the machine decides.
  virtual std::uint64_t seed() const = 0;
  virtual bool deterministic() const = 0;

  // Starts a thread. It may run before spawn() returns (K-THREAD-6).
  virtual ThreadId spawn(std::string name, std::function<void()> body) = 0;
  // Waits for the end of a spawned thread; once for each.
  virtual void join(ThreadId thread) = 0;
  virtual ThreadId self() = 0;
  virtual std::string name_of(ThreadId thread) = 0;

  // Blocks the calling thread on `key` until unpark(key) or the deadline (monotonic ns, kForever for none).
  // `still_blocked` is asked once under the key's lock, after which no unpark can be missed; when it says
  // false, park returns `unparked` at once. It must not block nor call the runtime. Wake-ups may be spurious.
  virtual Wake park(const void* key, base::FunctionRef<bool()> still_blocked, std::int64_t deadline_ns) = 0;
  // Wakes up to `count` threads parked on the key, in the order they came; returns how many.
  virtual int unpark(const void* key, int count) = 0;

  // A scheduling point: free, it does nothing (yield: gives up the processor).
  virtual void point(Point kind) = 0;

  void sleep_until(std::int64_t deadline_ns);
  int unpark_all(const void* key) { return unpark(key, std::numeric_limits<int>::max()); }
};

// The runtime of this process: the innermost RuntimeScope, else one FreeRuntime.
Runtime& runtime();

// Installs a runtime for as long as it lives. Threads started under it end before it does.
class RuntimeScope {
 public:
  explicit RuntimeScope(Runtime& installed);
  ~RuntimeScope();
  RuntimeScope(const RuntimeScope&) = delete;
  RuntimeScope& operator=(const RuntimeScope&) = delete;

 private:
  Runtime* before_;
};

}  // namespace penstock::exec
