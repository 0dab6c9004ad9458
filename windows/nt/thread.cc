// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <csetjmp>
#include <list>
#include <mutex>
#include <utility>
#include <vector>

#include "exec/runtime.h"
#include "nt/dispatcher.h"
#include "nt/guest.h"
#include "nt/guest_activity.h"
#include "nt/irql.h"
#include "nt/object.h"
#include "nt/seh_runtime.h"
#include "nt/system_thread.h"
#include "nt/thread_state.h"

#include <ntifs.h>

namespace penstock::nt {

namespace {

struct ThreadObject {
  DispatcherHeader header;  // first: guests wait for it
  exec::ThreadId id = 0;
  Guest* guest = nullptr;
  PKSTART_ROUTINE routine = nullptr;
  PVOID context = nullptr;
  NTSTATUS exit_status = STATUS_SUCCESS;
  LONG priority = 0;
  std::jmp_buf end;  // where PsTerminateSystemThread goes
  std::atomic<bool> asked_to_end{false};
  base::CallSite created_at;
};

// What was spawned and is not joined yet.
struct Spawned {
  exec::ThreadId thread;
  ThreadObject* object;  // nullptr: ended
  Guest* guest;
};

struct Threads {
  exec::Mutex lock;
  std::list<Spawned> spawned;
  std::atomic<std::uint64_t> endings{0};  // who waits for threads parks on it
};

Threads& threads() {
  static auto* all = new Threads;
  return *all;
}

void destroy_thread(void* object) { delete static_cast<ThreadObject*>(object); }

ThreadObject* my_object() { return static_cast<ThreadObject*>(thread_state().system_thread); }

// K-THREAD-5. What is wrong is put right, so that the wait for the thread ends.
void check_end(const ThreadObject& thread) {
  ThreadState& state = thread_state();
  const bool clean = state.irql == kPassive && state.held_count == 0 && state.critical_regions == 0 &&
                     state.guarded_regions == 0 && my_mutants().first == nullptr;
  if (clean) return;
  report("F-THREAD-2", "K-THREAD-5", base::Severity::error, thread.guest,
         "thread ends above PASSIVE_LEVEL, in a region or with a lock held",
         state.held_count > 0 ? state.held[0].taken_at : state.irql_raised_at, thread.created_at);
}

void leave_guest_state() {
  ThreadState& state = thread_state();
  set_irql(kPassive, {});
  state.held_count = 0;
  state.critical_regions = state.guarded_regions = 0;
}

// The jump back skips frames of the guest and of PsTerminateSystemThread only: none of them has anything
// to destroy, and nothing in this frame changes after setjmp.
void run_guest_routine(ThreadObject& thread) {
  if (thread.asked_to_end.load()) return;
  if (setjmp(thread.end) == 0) thread.routine(thread.context);
}

void announce_end(ThreadObject& thread) {
  {
    std::lock_guard hold(threads().lock);
    for (Spawned& one : threads().spawned) {
      if (one.object == &thread) one.object = nullptr;
    }
  }
  threads().endings.fetch_add(1);
  exec::runtime().unpark_all(&threads().endings);
  abandon_my_mutants();
  {
    Wakes wakes;
    std::lock_guard hold(dispatcher_lock());
    thread.header.signal_state = 1;
    grant_waits(thread.header, wakes);
  }
  thread_state().system_thread = nullptr;
  object_release_by_host(&thread);
}

void thread_body(ThreadObject& thread) {
  thread.id = exec::runtime().self();
  thread_state().system_thread = &thread;
  {
    const GuestCall call(thread.guest, kPassive, "system thread");
    exec::runtime().point(exec::Point::call);
    run_guest_routine(thread);
    reset_seh_frames();
    check_end(thread);
    leave_guest_state();
  }
  announce_end(thread);
}

// The thread object of a thread that was not created here: a path, a worker. It lasts as long as the thread.
ThreadObject& adopted_object() {
  struct Adopted {
    ThreadObject object;
    Adopted() {
      object.header = {DispatcherKind::thread, DispatcherHeader::kMark, 0, 0};
      object.id = exec::runtime().self();
      object_created(&object, {.type = &thread_type, .destroy = [](void*) {}});
    }
    ~Adopted() { object_dereference(&object, {}); }
  };
  thread_local Adopted adopted;
  return adopted.object;
}

ThreadObject& current_thread() {
  ThreadObject* mine = my_object();
  return mine != nullptr ? *mine : adopted_object();
}

void spawn(ThreadObject& thread, std::string name) {
  Spawned* record;
  {
    std::lock_guard hold(threads().lock);
    record = &threads().spawned.emplace_back(Spawned{0, &thread, thread.guest});
    if (thread.guest != nullptr && thread.guest->phase() >= GuestPhase::closing)
      thread.asked_to_end.store(true);  // nobody looks for it any more
  }
  const exec::ThreadId id = exec::runtime().spawn(std::move(name), [&thread] { thread_body(thread); });
  std::lock_guard hold(threads().lock);
  record->thread = id;
}

struct ThreadAccount final : Account {
  ThreadAccount() { register_account(*this); }
  const char* name() const override { return "threads"; }
  Closing closing() const override { return Closing::running; }
  void close(Guest& guest) override;
  void show(const Guest& guest, std::vector<base::Row>& rows) const override;
};

// Of this guest, or of all. Under the lock a thread's object does not go away.
bool is_running(const Spawned& one, const Guest* guest) {
  return one.object != nullptr && (guest == nullptr || one.guest == guest);
}

std::vector<base::CallSite> ask_to_end(const Guest* guest) {
  std::vector<base::CallSite> created_at;
  std::lock_guard hold(threads().lock);
  for (const Spawned& one : threads().spawned) {
    if (!is_running(one, guest)) continue;
    created_at.push_back(one.object->created_at);
    one.object->asked_to_end.store(true);
    exec::runtime().unpark_all(one.object);
  }
  return created_at;
}

bool any_running(const Guest* guest) {
  std::lock_guard hold(threads().lock);
  return std::ranges::any_of(threads().spawned, [&](const Spawned& one) { return is_running(one, guest); });
}

// Virtual time stands still while somebody spins, so it cannot bound this wait. Threads that were asked to
// end need turns and no time.
bool give_turns_for_ends(const Guest* guest) {
  constexpr int kTurnsMax = 20'000;
  for (int turn = 0; turn < kTurnsMax && any_running(guest); ++turn)
    exec::runtime().point(exec::Point::yield);
  return !any_running(guest);
}

// False: one does not end.
bool wait_for_ends(const Guest* guest) {
  if (exec::runtime().deterministic()) return give_turns_for_ends(guest);
  const std::int64_t deadline_ns = exec::runtime().now_ns() + kLeavingNsMax;
  for (;;) {
    const std::uint64_t seen = threads().endings.load();
    if (!any_running(guest)) return true;
    const auto same = [&] { return threads().endings.load() == seen; };
    if (exec::runtime().park(&threads().endings, same, deadline_ns) == exec::Wake::deadline)
      return !any_running(guest);
  }
}

void ThreadAccount::close(Guest& guest) {
  for (const base::CallSite created_at : ask_to_end(&guest)) {
    report("F-UNLOAD-3", "K-THREAD-3", base::Severity::error, &guest,
           "a thread is still in the driver's code", created_at, {});
  }
  if (!wait_for_ends(&guest)) guest.stay();
  join_ended_threads();
}

void ThreadAccount::show(const Guest& guest, std::vector<base::Row>& rows) const {
  std::lock_guard hold(threads().lock);
  for (const Spawned& one : threads().spawned) {
    if (one.guest != &guest || one.object == nullptr) continue;
    rows.push_back({{"thread", static_cast<std::int64_t>(one.thread)},
                    {"created at", base::name_of(one.object->created_at)}});
  }
}

ThreadAccount account;

}  // namespace

void join_ended_threads() {
  std::vector<exec::ThreadId> ended;
  {
    std::lock_guard hold(threads().lock);
    threads().spawned.remove_if([&](const Spawned& one) {
      const bool over = one.object == nullptr && one.thread != 0;
      if (over) ended.push_back(one.thread);
      return over;
    });
  }
  for (const exec::ThreadId thread : ended) exec::runtime().join(thread);
}

void end_threads() {
  if (!ask_to_end(nullptr).empty()) (void)wait_for_ends(nullptr);
  join_ended_threads();
}

const void* wait_key(const void* own) {
  const void* mine = thread_state().system_thread;
  return mine != nullptr ? mine : own;
}

// Not from inside a callback that a function of ours makes: its frames have things to destroy.
bool must_end() {
  const ThreadObject* mine = my_object();
  return mine != nullptr && thread_state().guest_calls == 1 && mine->asked_to_end.load();
}

void end_if_asked() {
  if (must_end()) std::longjmp(my_object()->end, 1);
}

void run_in_system_thread(std::string name, const std::function<void()>& body) {
  const exec::ThreadId thread = exec::runtime().spawn(std::move(name), [&body] {
    body();
    abandon_my_mutants();
  });
  exec::runtime().join(thread);
}

}  // namespace penstock::nt

using namespace penstock::nt;

extern "C" {

NTSTATUS PsCreateSystemThread(PHANDLE handle, ULONG, POBJECT_ATTRIBUTES, HANDLE, PCLIENT_ID client,
                              PKSTART_ROUTINE routine, PVOID context) {
  PENSTOCK_IRQL_MAX(kPassive);
  join_ended_threads();
  Guest* guest = guest_of(PENSTOCK_CALLER);
  auto* thread = new ThreadObject;
  thread->header = {DispatcherKind::thread, DispatcherHeader::kMark, 0, 0};
  thread->guest = guest;
  thread->routine = routine;
  thread->context = context;
  thread->created_at = PENSTOCK_CALLER;
  object_created(thread, {.type = &thread_type,
                          .destroy = destroy_thread,
                          .guest = guest,
                          .created_at = PENSTOCK_CALLER,
                          .references = 1,
                          .of_host = 1});
  const HANDLE opened = handle_open(thread, guest, PENSTOCK_CALLER);
  // The thread may run before the guest's variable is stored: both orders happen (K-THREAD-6).
  spawn(*thread, penstock::base::name_of({reinterpret_cast<const void*>(routine)}));
  if (client != nullptr) {
    client->UniqueProcess = PsGetCurrentProcessId();
    client->UniqueThread = nullptr;
  }
  *handle = opened;
  return STATUS_SUCCESS;
}

NTSTATUS PsTerminateSystemThread(NTSTATUS status) {
  PENSTOCK_IRQL_MAX(kPassive);
  ThreadObject* mine = my_object();
  if (mine == nullptr) {
    report("F-THREAD-1", "K-THREAD-4", penstock::base::Severity::error, guest_of(PENSTOCK_CALLER),
           "PsTerminateSystemThread in a thread that PsCreateSystemThread did not create", {},
           PENSTOCK_CALLER);
    return STATUS_INVALID_PARAMETER;
  }
  mine->exit_status = status;
  std::longjmp(mine->end, 1);
}

#undef KeGetCurrentThread
#undef PsGetCurrentThread

PKTHREAD KeGetCurrentThread(void) { return reinterpret_cast<PKTHREAD>(&current_thread()); }
PETHREAD PsGetCurrentThread(void) { return reinterpret_cast<PETHREAD>(&current_thread()); }

// Multiples of four, as guests see them.
HANDLE PsGetThreadId(PETHREAD thread) {
  return ULongToHandle(reinterpret_cast<ThreadObject*>(thread)->id * 4);
}
HANDLE PsGetCurrentThreadId(void) { return ULongToHandle(penstock::exec::runtime().self() * 4); }

BOOLEAN PsIsSystemThread(PETHREAD thread) { return thread != nullptr; }

NTSTATUS PsGetThreadExitStatus(PETHREAD thread) {
  return reinterpret_cast<ThreadObject*>(thread)->header.signal_state > 0
             ? reinterpret_cast<ThreadObject*>(thread)->exit_status
             : STATUS_PENDING;
}

// Priorities are remembered and change nothing.
LONG KeSetBasePriorityThread(PKTHREAD thread, LONG increment) {
  PENSTOCK_IRQL_MAX(kPassive);
  return std::exchange(reinterpret_cast<ThreadObject*>(thread)->priority, increment);
}
KPRIORITY KeSetPriorityThread(PKTHREAD thread, KPRIORITY priority) {
  PENSTOCK_IRQL_MAX(kPassive);
  return std::exchange(reinterpret_cast<ThreadObject*>(thread)->priority, priority);
}
KPRIORITY KeQueryPriorityThread(PKTHREAD thread) { return reinterpret_cast<ThreadObject*>(thread)->priority; }

KAFFINITY KeSetSystemAffinityThreadEx(KAFFINITY) { return 0; }
VOID KeRevertToUserAffinityThreadEx(KAFFINITY) {}

}  // extern "C"
