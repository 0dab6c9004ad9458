// SPDX-License-Identifier: Apache-2.0
#include "nt/dispatcher.h"

#include <atomic>
#include <mutex>
#include <utility>

#include "base/assert.h"
#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/live_objects.h"
#include "nt/queue.h"
#include "nt/system_thread.h"
#include "nt/thread_state.h"

namespace penstock::nt {

namespace {

constexpr std::int32_t kTimeout = 0x102;
constexpr std::int32_t kAbandoned = 0x80;
constexpr std::uint32_t kObjectsMax = 64;
constexpr std::size_t kBuckets = 256;

struct Waiter;

// Without initialisers: a wait has room for 64 and uses one.
struct WaitBlock {
  DispatcherHeader* object;
  Waiter* waiter;
  WaitBlock* before;
  WaitBlock* after;
};

struct Waiter {
  const WaitRequest& request;
  MutantOwner& mutants;
  WaitBlock* blocks;
  const void* key;  // what its thread parks on
  std::int32_t result = 0;
  std::atomic<bool> done{false};
};

// Waits by object, in order of arrival. Different objects may share a bucket.
class WaitTable {
 public:
  void link(WaitBlock& block) {
    Bucket& bucket = bucket_of(block.object);
    block.before = bucket.last;
    block.after = nullptr;
    (bucket.last != nullptr ? bucket.last->after : bucket.first) = &block;
    bucket.last = &block;
  }
  void unlink(WaitBlock& block) {
    Bucket& bucket = bucket_of(block.object);
    (block.before != nullptr ? block.before->after : bucket.first) = block.after;
    (block.after != nullptr ? block.after->before : bucket.last) = block.before;
  }
  WaitBlock* first_for(const DispatcherHeader* object) const {
    return next_match(bucket_of(object).first, object);
  }
  static WaitBlock* next_match(WaitBlock* at, const DispatcherHeader* object) {
    while (at != nullptr && at->object != object) at = at->after;
    return at;
  }

 private:
  struct Bucket {
    WaitBlock* first = nullptr;
    WaitBlock* last = nullptr;
  };
  static std::size_t index_of(const void* object) {
    const auto bits = reinterpret_cast<std::uintptr_t>(object);
    return ((bits >> 4) ^ (bits >> 12)) % kBuckets;
  }
  Bucket& bucket_of(const void* object) { return buckets_[index_of(object)]; }
  const Bucket& bucket_of(const void* object) const { return buckets_[index_of(object)]; }

  std::array<Bucket, kBuckets> buckets_{};
};

WaitTable waits;

Mutant& mutant_of(DispatcherHeader& header) { return reinterpret_cast<Mutant&>(header); }

bool satisfiable(const DispatcherHeader& header, const MutantOwner& by) {
  if (header.kind == DispatcherKind::mutant && reinterpret_cast<const Mutant&>(header).owner == &by)
    return true;
  return header.signal_state > 0;
}

// Takes what a wait takes; true: it was an abandoned mutant.
bool take(DispatcherHeader& header, MutantOwner& by) {
  switch (header.kind) {
    case DispatcherKind::synchronization_event:
    case DispatcherKind::synchronization_timer:
      header.signal_state = 0;
      return false;
    case DispatcherKind::semaphore:
      --header.signal_state;
      return false;
    case DispatcherKind::mutant: {
      Mutant& mutant = mutant_of(header);
      --header.signal_state;
      if (mutant.owner == nullptr) {
        mutant.owner = &by;
        mutant.next = by.first;
        by.first = &mutant;
      }
      return std::exchange(mutant.abandoned, false);
    }
    default:
      return false;
  }
}

// Under the lock: grants the wait if it can be, and says with which result.
bool try_grant(Waiter& waiter) {
  const WaitRequest& request = waiter.request;
  for (std::uint32_t i = 0; i < request.count; ++i) {
    const bool can = satisfiable(*request.objects[i], waiter.mutants);
    if (can && !request.all) {
      const bool abandoned = take(*request.objects[i], waiter.mutants);
      waiter.result = static_cast<std::int32_t>(i) + (abandoned ? kAbandoned : 0);
      return true;
    }
    if (!can && request.all) return false;
  }
  if (!request.all) return false;
  waiter.result = 0;
  for (std::uint32_t i = 0; i < request.count; ++i) {
    if (take(*request.objects[i], waiter.mutants)) waiter.result = kAbandoned + static_cast<std::int32_t>(i);
  }
  return true;
}

void unlink_all(Waiter& waiter) {
  for (std::uint32_t i = 0; i < waiter.request.count; ++i) waits.unlink(waiter.blocks[i]);
}

// A mutant that is held keeps normal kernel APCs off, as a critical region does.
void count_regions_of_mutants(const WaitRequest& request, std::int32_t result) {
  if (result == kTimeout) return;
  for (std::uint32_t i = 0; i < request.count; ++i) {
    const bool taken = request.all || static_cast<std::uint32_t>(result & ~kAbandoned) == i;
    if (taken && request.objects[i]->kind == DispatcherKind::mutant) ++thread_state().critical_regions;
  }
}

class BlockedWait {
 public:
  BlockedWait(const WaitRequest& request, base::CallSite site) : request_(request) {
    for (std::uint32_t i = 0; i < request.count; ++i) live_begin(request.objects[i], kWhat, site);
    queue_thread_blocks();
  }
  ~BlockedWait() {
    queue_thread_resumes();
    for (std::uint32_t i = 0; i < request_.count; ++i) live_end(request_.objects[i], kWhat);
  }

 private:
  static constexpr const char* kWhat = "object that a thread waits for";
  const WaitRequest& request_;
};

std::int32_t block(Waiter& waiter, base::CallSite site) {
  const BlockedWait blocked(waiter.request, site);
  exec::Runtime& runtime = exec::runtime();
  const auto granted = [&] { return waiter.done.load(std::memory_order_acquire); };
  const auto waiting = [&] { return !granted() && !must_end(); };
  while (!granted()) {
    const exec::Wake wake = runtime.park(waiter.key, waiting, waiter.request.deadline_ns);
    if (wake != exec::Wake::deadline && !must_end()) continue;
    std::lock_guard hold(dispatcher_lock());
    if (granted()) break;
    unlink_all(waiter);
    return kTimeout;
  }
  return waiter.result;
}

void report_blocked_path(std::int64_t blocked_ns, base::CallSite site) {
  constexpr std::int64_t kAllowedNs = 1'000'000;
  if (!thread_state().is_path || blocked_ns <= kAllowedNs) return;
  report("F-WAIT-8", "K-EVENT-12", base::Severity::warning, guest_of(site),
         "a packet path waited " + std::to_string(blocked_ns / 1000) + " us, 1000 us is worth a warning", {},
         site);
}

thread_local base::CallSite promised_at;

}  // namespace

exec::Mutex& dispatcher_lock() {
  static auto* lock = new exec::Mutex;
  return *lock;
}

MutantOwner& my_mutants() {
  thread_local MutantOwner owner;
  return owner;
}

void abandon_my_mutants() {
  Wakes wakes;
  std::lock_guard hold(dispatcher_lock());
  MutantOwner& mine = my_mutants();
  while (Mutant* mutant = mine.first) {
    mine.first = mutant->next;
    mutant->owner = nullptr;
    mutant->abandoned = true;
    mutant->header.signal_state = 1;
    grant_waits(mutant->header, wakes);
  }
}

Wakes::~Wakes() {
  for (std::size_t i = 0; i < count_; ++i) exec::runtime().unpark_all(first_[i]);
  for (const void* key : more_) exec::runtime().unpark_all(key);
}

void Wakes::add(const void* key) {
  if (count_ < first_.size()) {
    first_[count_++] = key;
  } else {
    more_.push_back(key);
  }
}

void initialize_header(DispatcherHeader& header, DispatcherKind kind, std::int32_t state,
                       base::CallSite site) {
  bool waited_for;
  {
    std::lock_guard hold(dispatcher_lock());
    waited_for = waits.first_for(&header) != nullptr;
    header = {kind, DispatcherHeader::kMark, 0, state};
  }
  if (!waited_for) return;
  report("F-WAIT-4", "K-EVENT-9", base::Severity::error, guest_of(site),
         "dispatcher object initialised while a thread waits for it", {}, site);
}

void grant_waits(DispatcherHeader& header, Wakes& wakes) {
  WaitBlock* at = waits.first_for(&header);
  while (at != nullptr && (header.signal_state > 0)) {
    Waiter& waiter = *at->waiter;
    if (!try_grant(waiter)) {
      at = WaitTable::next_match(at->after, &header);
      continue;
    }
    unlink_all(waiter);
    wakes.add(waiter.key);
    waiter.done.store(true, std::memory_order_release);  // from here on its stack may be gone
    at = waits.first_for(&header);
  }
}

std::int32_t wait_for(const WaitRequest& request, base::CallSite site) {
  PENSTOCK_ASSERT(request.count >= 1 && request.count <= kObjectsMax);
  exec::Runtime& runtime = exec::runtime();
  runtime.point(exec::Point::call);
  std::array<WaitBlock, kObjectsMax> blocks;
  Waiter waiter{.request = request, .mutants = my_mutants(), .blocks = blocks.data(), .key = nullptr};
  waiter.key = wait_key(&waiter);
  {
    std::lock_guard hold(dispatcher_lock());
    const bool granted = try_grant(waiter);
    if (!granted && request.poll) return kTimeout;
    if (granted) {
      count_regions_of_mutants(request, waiter.result);
      return waiter.result;
    }
    for (std::uint32_t i = 0; i < request.count; ++i) {
      blocks[i].object = request.objects[i];
      blocks[i].waiter = &waiter;
      waits.link(blocks[i]);
    }
  }
  const std::int64_t began_ns = thread_state().is_path ? runtime.now_ns() : 0;
  const std::int32_t result = block(waiter, site);
  if (thread_state().is_path) report_blocked_path(runtime.now_ns() - began_ns, site);
  count_regions_of_mutants(request, result);
  return result;
}

void note_dispatcher_call(bool is_wait, bool promises_wait, base::CallSite site) {
  const base::CallSite before = std::exchange(promised_at, promises_wait ? site : base::CallSite{});
  if (!before || is_wait) return;
  report("F-WAIT-3", "K-EVENT-6", base::Severity::error, guest_of(site),
         "Wait=TRUE was not followed by a wait", before, site);
}

}  // namespace penstock::nt
