// SPDX-License-Identifier: Apache-2.0
#include "exec/free_runtime.h"

#include <pthread.h>
#include <sched.h>
#include <sys/random.h>
#include <time.h>

#include <atomic>
#include <cerrno>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>

#include "base/assert.h"
#include "exec/parking_table.h"

namespace penstock::exec {
namespace {

// Ids belong to the process and not to a runtime: a thread keeps its id when runtimes come and go.
std::atomic<ThreadId> last_id{0};
thread_local ThreadId own_id = 0;

ThreadId next_id() { return last_id.fetch_add(1, std::memory_order_relaxed) + 1; }

std::int64_t read_clock(clockid_t clock) {
  timespec now;
  clock_gettime(clock, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

// The kernel shows the first 15 bytes of a name.
void name_this_thread(const std::string& name) {
  pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
}

}  // namespace

struct FreeRuntime::State {
  struct Spawned {
    std::string name;
    std::thread thread;
  };
  ParkingTable parking;
  std::mutex lock;
  std::map<ThreadId, Spawned> spawned;
};

FreeRuntime::FreeRuntime() : state_(std::make_unique<State>()) {}

FreeRuntime::~FreeRuntime() {
  // A thread that nobody joined would go on inside a runtime that is gone.
  PENSTOCK_ASSERT(state_->spawned.empty());
}

std::int64_t FreeRuntime::now_ns() { return read_clock(CLOCK_MONOTONIC); }

std::int64_t FreeRuntime::wall_ns() { return read_clock(CLOCK_REALTIME); }

std::uint64_t FreeRuntime::random() {
  std::uint64_t drawn;
  while (getrandom(&drawn, sizeof drawn, 0) != sizeof drawn) PENSTOCK_ASSERT(errno == EINTR);
  return drawn;
}

ThreadId FreeRuntime::spawn(std::string name, std::function<void()> body) {
  const ThreadId id = next_id();
  std::lock_guard hold(state_->lock);  // the record is there before anybody can ask for it
  State::Spawned& record = state_->spawned[id];
  record.name = name;
  try {
    record.thread = std::thread([id, name = std::move(name), body = std::move(body)] {
      own_id = id;
      name_this_thread(name);
      body();
    });
  } catch (const std::system_error&) {
    PENSTOCK_ASSERT(!"the machine starts one more thread");
  } catch (const std::bad_alloc&) {
    state_->spawned.erase(id);
    throw;
  }
  return id;
}

void FreeRuntime::join(ThreadId thread) {
  std::thread ending;
  {
    std::lock_guard hold(state_->lock);
    auto found = state_->spawned.find(thread);
    PENSTOCK_ASSERT(found != state_->spawned.end() && found->second.thread.joinable());
    ending = std::move(found->second.thread);
  }
  ending.join();
  std::lock_guard hold(state_->lock);
  state_->spawned.erase(thread);
}

ThreadId FreeRuntime::self() {
  if (own_id == 0) own_id = next_id();
  return own_id;
}

std::string FreeRuntime::name_of(ThreadId thread) {
  std::lock_guard hold(state_->lock);
  auto found = state_->spawned.find(thread);
  return found != state_->spawned.end() ? found->second.name : "thread " + std::to_string(thread);
}

Wake FreeRuntime::park(const void* key, base::FunctionRef<bool()> still_blocked, std::int64_t deadline_ns) {
  return state_->parking.park(key, still_blocked, deadline_ns);
}

int FreeRuntime::unpark(const void* key, int count) { return state_->parking.unpark(key, count); }

void FreeRuntime::point(Point kind) {
  if (kind == Point::yield) sched_yield();
}

}  // namespace penstock::exec
