// SPDX-License-Identifier: Apache-2.0
#include "exec/seeded_runtime.h"

#include <pthread.h>

#include <cstdio>
#include <cstdlib>
#include <thread>

#include "base/assert.h"
#include "exec/seeded_random.h"
#include "exec/seeded_schedule.h"
#include "exec/wake_word.h"

namespace penstock::exec {
namespace {

using Strand = SeededSchedule::Strand;

struct OwnedThread {
  std::thread os;
  pthread_t handle{};
  WakeWord word;  // set when it is its turn
  std::function<void()> body;
  bool joined = false;
};

[[noreturn]] void print_and_abort(const std::vector<Waiter>& waiters) {
  std::fprintf(stderr, "penstock: deadlock: nobody can run and no deadline is left\n");
  for (const Waiter& waiter : waiters) {
    std::fprintf(stderr, "  thread %u (%s) waits on %p\n", waiter.thread, waiter.name.c_str(), waiter.key);
  }
  std::abort();
}

}  // namespace

// Everything here is touched only by the thread whose turn it is; the words order it.
struct SeededRuntime::State {
  explicit State(const SeededOptions& options_given)
      : options(options_given), schedule(options_given), numbers(~options_given.seed) {}

  const SeededOptions options;
  SeededSchedule schedule;
  SeededRandom numbers;  // apart from the choices: what a guest draws does not move the schedule
  std::vector<std::unique_ptr<OwnedThread>> threads;  // by id - 1
  DeadlockHandler handler = print_and_abort;
  bool over = false;  // the deadlock handler was called

  OwnedThread& thread_of(const Strand& strand) { return *threads[strand.id - 1]; }
  OwnedThread& add(std::string name);
  Strand& caller();
  void hand_over(Strand& from, Strand& to);
  bool block(Strand& self, Strand& next);
  void run_spawned(OwnedThread& thread);
  bool close();
};

OwnedThread& SeededRuntime::State::add(std::string name) {
  schedule.add(std::move(name));
  return *threads.emplace_back(std::make_unique<OwnedThread>());
}

Strand& SeededRuntime::State::caller() {
  Strand& running = schedule.running();
  // A thread that this runtime does not own would run beside the one whose turn it is.
  PENSTOCK_ASSERT(pthread_equal(thread_of(running).handle, pthread_self()));
  return running;
}

void SeededRuntime::State::hand_over(Strand& from, Strand& to) {
  if (&from == &to) return;
  WakeWord& own = thread_of(from).word;  // looked up while it is still our turn
  thread_of(to).word.set();
  own.wait();
}

// Returns true when the wait ended because of a deadlock and the handler came back.
bool SeededRuntime::State::block(Strand& self, Strand& next) {
  hand_over(self, next);
  if (&self != &schedule.adopted()) return false;
  auto waiters = schedule.take_deadlock();
  if (!waiters) return false;
  if (!std::exchange(over, true)) handler(*waiters);
  return true;
}

void SeededRuntime::State::run_spawned(OwnedThread& thread) {
  // Made before anything of the body's, so destroyed last: what a thread does while its thread_locals go
  // away is still part of its turn.
  struct Turn {
    State* state = nullptr;
    ~Turn() {
      if (!state) return;
      Strand& next = state->schedule.end_running();
      state->thread_of(next).word.set();
    }
  };
  static thread_local Turn turn;
  thread.word.wait();
  turn.state = this;
  pthread_setname_np(pthread_self(), schedule.running().name.substr(0, 15).c_str());
  const std::function<void()> body = std::move(thread.body);
  body();
}

// False: threads are left that will never run again.
bool SeededRuntime::State::close() {
  bool all_ended = true;
  for (std::size_t i = 1; i < threads.size(); ++i) {
    OwnedThread& thread = *threads[i];
    if (thread.joined) continue;
    PENSTOCK_ASSERT(over);  // a thread was not joined
    if (schedule.strand(static_cast<ThreadId>(i + 1)).state == Strand::State::ended) {
      thread.os.join();
    } else {
      thread.os.detach();
      all_ended = false;
    }
  }
  return all_ended;
}

SeededRuntime::SeededRuntime(SeededOptions options) : state_(std::make_unique<State>(options)) {
  state_->add("adopted").handle = pthread_self();
}

SeededRuntime::~SeededRuntime() {
  PENSTOCK_ASSERT(&state_->caller() == &state_->schedule.adopted());
  if (state_->close()) return;
  // Threads still sleep on words in it. They are kept where leak checkers see them.
  static auto* const abandoned = new std::vector<std::unique_ptr<State>>;
  abandoned->push_back(std::move(state_));
}

std::int64_t SeededRuntime::now_ns() {
  state_->caller();
  return state_->schedule.query_now_ns();
}

std::int64_t SeededRuntime::wall_ns() { return state_->options.wall_start_ns + now_ns(); }

std::uint64_t SeededRuntime::random() {
  state_->caller();
  return state_->numbers.next();
}

std::uint64_t SeededRuntime::seed() const { return state_->options.seed; }

ThreadId SeededRuntime::spawn(std::string name, std::function<void()> body) {
  state_->caller();
  OwnedThread& thread = state_->add(std::move(name));
  const auto id = static_cast<ThreadId>(state_->threads.size());
  thread.body = std::move(body);
  thread.os = std::thread([state = state_.get(), &thread] { state->run_spawned(thread); });
  thread.handle = thread.os.native_handle();
  point(Point::signal);  // K-THREAD-6
  return id;
}

void SeededRuntime::join(ThreadId thread) {
  Strand& self = state_->caller();
  Strand& awaited = state_->schedule.strand(thread);
  OwnedThread& owned = state_->thread_of(awaited);
  PENSTOCK_ASSERT(&awaited != &self && &awaited != &state_->schedule.adopted() && !owned.joined);
  while (awaited.state != Strand::State::ended) {
    if (state_->block(self, state_->schedule.park_running(&awaited, kForever))) return;
  }
  owned.os.join();
  owned.joined = true;
}

ThreadId SeededRuntime::self() { return state_->caller().id; }

std::string SeededRuntime::name_of(ThreadId thread) { return state_->schedule.strand(thread).name; }

Wake SeededRuntime::park(const void* key, base::FunctionRef<bool()> still_blocked, std::int64_t deadline_ns) {
  Strand& self = state_->caller();
  if (!still_blocked()) return Wake::unparked;
  if (deadline_ns <= state_->schedule.now_ns()) {
    point(Point::yield);  // a loop that polls with a deadline that is past must not run alone
    return Wake::deadline;
  }
  const bool was_over = state_->over;
  if (state_->block(self, state_->schedule.park_running(key, deadline_ns)) && was_over) {
    // The handler said its word once, and the caller waits again all the same.
    print_and_abort({Waiter{.thread = self.id, .name = self.name, .key = key}});
  }
  return self.wake;
}

int SeededRuntime::unpark(const void* key, int count) {
  state_->caller();
  return state_->schedule.unpark(key, count);
}

void SeededRuntime::point(Point kind) {
  Strand& self = state_->caller();
  state_->hand_over(self, state_->schedule.at_point(kind));
}

void SeededRuntime::settle(std::int64_t horizon_ns) {
  Strand& self = state_->caller();
  state_->block(self, state_->schedule.settle_running(horizon_ns));
}

std::uint64_t SeededRuntime::steps() const { return state_->schedule.steps(); }

void SeededRuntime::set_deadlock_handler(DeadlockHandler handler) { state_->handler = std::move(handler); }

}  // namespace penstock::exec
