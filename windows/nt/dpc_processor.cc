// SPDX-License-Identifier: Apache-2.0
#include "nt/dpc_processor.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/assert.h"
#include "exec/mutex.h"
#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/guest_activity.h"
#include "nt/live_objects.h"
#include "nt/processor.h"
#include "nt/thread_state.h"

namespace penstock::nt {

namespace {

constexpr const char* kLive = "queued DPC";

struct DpcProcessor {
  exec::ThreadId thread = 0;
  Dpc* first = nullptr;
  Dpc* last = nullptr;
  std::atomic<std::uint64_t> changes{0};  // read without the lock by the thread that is about to park
};

struct Processors {
  exec::Mutex lock;
  std::vector<std::unique_ptr<DpcProcessor>> all;
  bool stopping = false;
  std::uint32_t next_target = 0;
};

Processors& processors() {
  static auto* one = new Processors;
  return *one;
}

thread_local bool is_dpc_thread = false;

void append(DpcProcessor& processor, Dpc& dpc) {
  dpc.next = nullptr;
  (processor.last != nullptr ? processor.last->next : processor.first) = &dpc;
  processor.last = &dpc;
}

void prepend(DpcProcessor& processor, Dpc& dpc) {
  dpc.next = processor.first;
  processor.first = &dpc;
  if (processor.last == nullptr) processor.last = &dpc;
}

void remove(DpcProcessor& processor, Dpc& dpc) {
  Dpc* before = nullptr;
  for (Dpc* at = processor.first; at != &dpc; at = at->next) before = at;
  (before != nullptr ? before->next : processor.first) = dpc.next;
  if (processor.last == &dpc) processor.last = before;
}

// A copy of what is called: the KDPC may be gone when its routine begins.
struct Call {
  Dpc dpc{};
  void* address = nullptr;
  Guest* guest = nullptr;
  std::optional<GuestActivity> activity{};
};

const void* code_of(const Dpc& dpc) { return reinterpret_cast<const void*>(dpc.routine); }

bool take(DpcProcessor& processor, Call& call) {
  std::lock_guard hold(processors().lock);
  Dpc* first = processor.first;
  if (first == nullptr) return false;
  remove(processor, *first);
  first->state = Dpc::State::idle;
  call.dpc = *first;
  call.address = first;
  call.guest = guest_at(code_of(*first));
  call.activity.emplace(call.guest, "DPC", base::CallSite{code_of(*first)});
  return true;
}

void run(Call& call) {
  live_end(call.address, kLive);
  if (!call.activity->begin()) return;
  const GuestCall entered(call.guest, call.dpc.threaded ? kPassive : kDispatch, "DPC");
  exec::runtime().point(exec::Point::call);
  call.dpc.routine(call.address, call.dpc.context, call.dpc.first_argument, call.dpc.second_argument);
}

void thread_body(DpcProcessor& processor) {
  const PermanentProcessor owned;
  is_dpc_thread = true;
  for (;;) {
    const std::uint64_t seen = processor.changes.load(std::memory_order_acquire);
    Call call;
    if (take(processor, call)) {
      run(call);
      continue;
    }
    {
      std::lock_guard hold(processors().lock);
      if (processors().stopping && processor.first == nullptr) return;
    }
    exec::runtime().park(
        &processor, [&] { return processor.changes.load(std::memory_order_acquire) == seen; },
        exec::kForever);
  }
}

// Takes out what the guest has queued: the queue runs through its KDPCs.
std::vector<Dpc*> take_queued_of(const Guest& guest) {
  std::vector<Dpc*> taken;
  std::lock_guard hold(processors().lock);
  for (const auto& processor : processors().all) {
    for (Dpc* at = processor->first; at != nullptr; at = at->next)
      if (guest_at(code_of(*at)) == &guest) taken.push_back(at);
  }
  for (Dpc* dpc : taken) {
    remove(*processors().all[dpc->processor], *dpc);
    dpc->state = Dpc::State::idle;
  }
  return taken;
}

struct DpcAccount final : Account {
  DpcAccount() { register_account(*this); }
  const char* name() const override { return "DPCs"; }
  Closing closing() const override { return Closing::queued; }
  void close(Guest& guest) override {
    for (const Dpc* dpc : take_queued_of(guest)) {
      const auto live = find_live_within(dpc, 1);
      live_end(dpc, kLive);
      report("F-UNLOAD-3", "K-UNLOAD-3", base::Severity::error, &guest, "a DPC is still queued",
             live ? live->since : base::CallSite{code_of(*dpc)}, {});
    }
  }
  void show(const Guest&, std::vector<base::Row>&) const override {}  // gone before anybody could look
};

DpcAccount account;

void wake(DpcProcessor& processor) {
  processor.changes.fetch_add(1, std::memory_order_release);
  exec::runtime().unpark_all(&processor);
}

struct Marker {
  Dpc dpc{};
  std::atomic<bool> reached{false};
};

void reach(void*, void* context, void*, void*) {
  auto& marker = *static_cast<Marker*>(context);
  // The flusher may be gone as soon as it sees the mark; the address is only a key then.
  const void* key = &marker.reached;
  marker.reached.store(true, std::memory_order_release);
  exec::runtime().unpark_all(key);
}

}  // namespace

void start_dpc_processors(int count) {
  PENSTOCK_ASSERT(count >= 1 && static_cast<std::uint32_t>(count) < processor_count());
  Processors& all = processors();
  all.stopping = false;
  for (int i = 0; i < count; ++i) all.all.push_back(std::make_unique<DpcProcessor>());
  for (int i = 0; i < count; ++i) {
    DpcProcessor& one = *all.all[static_cast<std::size_t>(i)];
    one.thread = exec::runtime().spawn("DPC " + std::to_string(i), [&one] { thread_body(one); });
  }
}

void stop_dpc_processors() {
  Processors& all = processors();
  {
    std::lock_guard hold(all.lock);
    all.stopping = true;
  }
  for (const auto& one : all.all) wake(*one);
  for (const auto& one : all.all) exec::runtime().join(one->thread);
  all.all.clear();
}

bool queue_dpc(Dpc& dpc, void* first, void* second, base::CallSite site) {
  Processors& all = processors();
  DpcProcessor* processor;
  {
    std::lock_guard hold(all.lock);
    PENSTOCK_ASSERT(!all.all.empty());
    if (dpc.state == Dpc::State::queued) return false;
    const std::uint32_t target = dpc.target == Dpc::kAnyProcessor ? all.next_target++ : dpc.target;
    dpc.processor = static_cast<std::uint8_t>(target % all.all.size());
    dpc.first_argument = first;
    dpc.second_argument = second;
    dpc.state = Dpc::State::queued;
    processor = all.all[dpc.processor].get();
    dpc.importance == Dpc::kHighImportance ? prepend(*processor, dpc) : append(*processor, dpc);
    live_begin(&dpc, kLive, site);
  }
  wake(*processor);
  return true;
}

bool unqueue_dpc(Dpc& dpc) {
  Processors& all = processors();
  std::lock_guard hold(all.lock);
  if (dpc.state != Dpc::State::queued) return false;
  remove(*all.all[dpc.processor], dpc);
  dpc.state = Dpc::State::idle;
  live_end(&dpc, kLive);
  return true;
}

void flush_dpcs() {
  PENSTOCK_ASSERT(!is_dpc_thread);
  const std::size_t count = processors().all.size();
  for (std::size_t i = 0; i < count; ++i) {
    Marker marker;
    marker.dpc.routine = reach;
    marker.dpc.context = &marker;
    marker.dpc.target = static_cast<std::uint8_t>(i);
    queue_dpc(marker.dpc, nullptr, nullptr, {});
    const auto waiting = [&] { return !marker.reached.load(std::memory_order_acquire); };
    while (waiting()) exec::runtime().park(&marker.reached, waiting, exec::kForever);
  }
}

bool on_dpc_processor() { return is_dpc_thread; }

}  // namespace penstock::nt
