// SPDX-License-Identifier: Apache-2.0
// Dispatcher objects: what a thread can wait for. Each is a kind and a signal state in the first bytes of
// the guest's object; who waits is in a table here, keyed by the object's address, with its entries on the
// waiters' stacks (K-OBJ-1). A wait is granted by whoever signals: it takes what the wait takes (K-EVENT-2,
// K-EVENT-10) and wakes the waiter, who only reads the result.
//
// Threads: any; one lock for all dispatcher objects, as on Windows, held for a few instructions.
// Memory: waits allocate nothing but their entry among the live objects.
// Errors: an object that is none is F-WAIT-4.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/call_site.h"
#include "exec/mutex.h"

namespace penstock::nt {

enum class DispatcherKind : std::uint8_t {
  notification_event = 0,
  synchronization_event = 1,
  mutant = 2,
  process = 3,
  queue = 4,
  semaphore = 5,
  thread = 6,
  notification_timer = 8,
  synchronization_timer = 9,
};

struct DispatcherHeader {
  static constexpr std::uint8_t kMark = 0x5D;

  DispatcherKind kind;
  std::uint8_t mark;  // so that memory nobody initialised is told from an event
  std::uint16_t reserved;
  std::int32_t signal_state;  // > 0: signalled

  bool is_valid() const { return mark == kMark; }
};
static_assert(sizeof(DispatcherHeader) == 8);

// What owns mutants: one for each thread.
struct Mutant;
struct MutantOwner {
  Mutant* first = nullptr;
};
struct Mutant {
  DispatcherHeader header;  // signal_state 1: free; 1 - n: acquired n times
  MutantOwner* owner;
  Mutant* next;
  bool abandoned;
};
static_assert(sizeof(Mutant) <= 56);

MutantOwner& my_mutants();
// The thread ends: what it holds goes to the next waiter as abandoned.
void abandon_my_mutants();

exec::Mutex& dispatcher_lock();

// Waiters that were granted their wait under the lock, to be woken after it.
class Wakes {
 public:
  ~Wakes();
  void add(const void* key);

 private:
  std::array<const void*, 8> first_{};
  std::size_t count_ = 0;
  std::vector<const void*> more_;
};

void initialize_header(DispatcherHeader& header, DispatcherKind kind, std::int32_t state,
                       base::CallSite site);

// Under the lock, after the object became signalled: grants what can be granted, in order of arrival.
void grant_waits(DispatcherHeader& header, Wakes& wakes);

struct WaitRequest {
  DispatcherHeader* const* objects = nullptr;
  std::uint32_t count = 0;
  bool all = false;
  std::int64_t deadline_ns = 0;
  bool poll = false;  // a timeout of zero
};
// An NTSTATUS: index, 0x80 + index for an abandoned mutant, or 0x102.
std::int32_t wait_for(const WaitRequest& request, base::CallSite site);

// K-EVENT-6. Called by each dispatcher function: what the one before promised is checked.
void note_dispatcher_call(bool is_wait, bool promises_wait, base::CallSite site);

}  // namespace penstock::nt
