// SPDX-License-Identifier: Apache-2.0
#include "nt/wdf_callback_lock.h"

#include "exec/runtime.h"
#include "nt/thread_state.h"
#include "ntddk.h"

namespace penstock::nt {
namespace {

std::atomic<int> passive_work_out{0};

struct PassiveWork {
  WORK_QUEUE_ITEM item;
  std::function<void()> body;
};

VOID run_passive_work(PVOID context) {
  auto* work = static_cast<PassiveWork*>(context);
  work->body();
  delete work;
  if (passive_work_out.fetch_sub(1) == 1) exec::runtime().unpark_all(&passive_work_out);
}

}  // namespace

bool CallbackLock::held_here() const { return owner_.load() == &thread_state(); }

void CallbackLock::acquire() {
  if (!passive_) {
    level_ = KeAcquireSpinLockRaiseToDpc(&spin_word_);
  } else {
    KeEnterCriticalRegion();
    while (taken_.exchange(true))
      exec::runtime().park(
          &taken_, [this] { return taken_.load(); }, exec::kForever);
  }
  owner_.store(&thread_state());
}

void CallbackLock::release() {
  owner_.store(nullptr);
  if (!passive_) return KeReleaseSpinLock(&spin_word_, level_);
  taken_.store(false);
  exec::runtime().unpark(&taken_, 1);
  KeLeaveCriticalRegion();
}

void CallbackLock::run(std::function<void()> body) {
  if (held_here()) {
    std::lock_guard hold(deferred_lock_);
    deferred_.push_back(std::move(body));
    return;
  }
  std::vector<std::function<void()>> bodies;
  bodies.push_back(std::move(body));
  while (!bodies.empty()) {
    acquire();
    for (const auto& each : bodies) each();
    bodies.clear();
    {
      std::lock_guard hold(deferred_lock_);
      bodies.swap(deferred_);
    }
    release();
  }
}

void run_serialized(CallbackLock* lock, std::function<void()> body) {
  if (lock == nullptr)
    body();
  else
    lock->run(std::move(body));
}

void run_at_passive(std::function<void()> body) {
  if (thread_state().irql == kPassive) return body();
  auto* work = new PassiveWork{{}, std::move(body)};
  passive_work_out.fetch_add(1);
  ExInitializeWorkItem(&work->item, run_passive_work, work);
  ExQueueWorkItem(&work->item, DelayedWorkQueue);
}

void drain_passive_work() {
  while (passive_work_out.load() != 0)
    exec::runtime().park(
        &passive_work_out, [] { return passive_work_out.load() != 0; }, exec::kForever);
}

}  // namespace penstock::nt
