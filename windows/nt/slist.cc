// SPDX-License-Identifier: Apache-2.0
// Lock-free stacks. The header's 16 bytes change as one: first entry, depth, and a sequence number that
// tells a header which was popped and pushed meanwhile from one that was not.
#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

using Wide = unsigned __int128;

SLIST_HEADER load(PSLIST_HEADER head) {
  SLIST_HEADER seen;
  seen.Alignment = __atomic_load_n(&head->Alignment, __ATOMIC_ACQUIRE);
  seen.Region = __atomic_load_n(&head->Region, __ATOMIC_ACQUIRE);
  return seen;  // perhaps torn: the exchange then fails
}

// On failure `seen` is what is there now.
bool exchange(PSLIST_HEADER head, SLIST_HEADER& seen, const SLIST_HEADER& wanted) {
  const Wide before = Wide{seen.Region} << 64 | seen.Alignment;
  const Wide after = Wide{wanted.Region} << 64 | wanted.Alignment;
  const Wide found = __sync_val_compare_and_swap(reinterpret_cast<Wide*>(head), before, after);
  seen.Alignment = static_cast<ULONGLONG>(found);
  seen.Region = static_cast<ULONGLONG>(found >> 64);
  return found == before;
}

PSLIST_ENTRY first_of(const SLIST_HEADER& header) {
  return reinterpret_cast<PSLIST_ENTRY>(static_cast<ULONG_PTR>(header.HeaderX64.NextEntry) << 4);
}

void set_first(SLIST_HEADER& header, PSLIST_ENTRY entry) {
  header.HeaderX64.NextEntry = reinterpret_cast<ULONG_PTR>(entry) >> 4;
  ++header.HeaderX64.Sequence;
}

// The entry below the first one may be read after the first was popped and freed: its memory may be gone,
// and then the value is not used. A sanitizer cannot know.
__attribute__((no_sanitize("address", "thread"))) PSLIST_ENTRY next_of(PSLIST_ENTRY entry) {
  return *static_cast<PSLIST_ENTRY volatile*>(&entry->Next);
}

bool is_aligned(const void* address, CallSite site) {
  if (reinterpret_cast<ULONG_PTR>(address) % MEMORY_ALLOCATION_ALIGNMENT == 0) return true;
  report("F-ALIGN-1", "", penstock::base::Severity::error, guest_of(site),
         "SLIST header or entry not aligned to 16", {}, site);
  return false;
}

void scheduling_point() { penstock::exec::runtime().point(penstock::exec::Point::interlocked); }

}  // namespace

extern "C" {

#undef ExInterlockedPushEntrySList
#undef ExInterlockedPopEntrySList
#undef ExInterlockedFlushSList

PSLIST_ENTRY InterlockedPushEntrySList(PSLIST_HEADER head, PSLIST_ENTRY entry) {
  scheduling_point();
  if (!is_aligned(head, PENSTOCK_CALLER) || !is_aligned(entry, PENSTOCK_CALLER)) return nullptr;
  SLIST_HEADER seen = load(head);
  SLIST_HEADER wanted;
  do {
    entry->Next = first_of(seen);
    wanted = seen;
    ++wanted.HeaderX64.Depth;
    set_first(wanted, entry);
  } while (!exchange(head, seen, wanted));
  return entry->Next;
}

PSLIST_ENTRY InterlockedPopEntrySList(PSLIST_HEADER head) {
  scheduling_point();
  if (!is_aligned(head, PENSTOCK_CALLER)) return nullptr;
  SLIST_HEADER seen = load(head);
  SLIST_HEADER wanted;
  PSLIST_ENTRY first;
  do {
    first = first_of(seen);
    if (first == nullptr) return nullptr;
    wanted = seen;
    --wanted.HeaderX64.Depth;
    set_first(wanted, next_of(first));
  } while (!exchange(head, seen, wanted));
  return first;
}

PSLIST_ENTRY InterlockedFlushSList(PSLIST_HEADER head) {
  scheduling_point();
  SLIST_HEADER seen = load(head);
  SLIST_HEADER wanted;
  do {
    wanted = seen;
    wanted.HeaderX64.Depth = 0;
    set_first(wanted, nullptr);
  } while (!exchange(head, seen, wanted));
  return first_of(seen);
}

USHORT ExQueryDepthSList(PSLIST_HEADER head) { return static_cast<USHORT>(load(head).HeaderX64.Depth); }

PSLIST_ENTRY ExInterlockedPushEntrySList(PSLIST_HEADER head, PSLIST_ENTRY entry, PKSPIN_LOCK) {
  return InterlockedPushEntrySList(head, entry);
}
PSLIST_ENTRY ExInterlockedPopEntrySList(PSLIST_HEADER head, PKSPIN_LOCK) {
  return InterlockedPopEntrySList(head);
}
PSLIST_ENTRY ExInterlockedFlushSList(PSLIST_HEADER head) { return InterlockedFlushSList(head); }

}  // extern "C"
