// SPDX-License-Identifier: Apache-2.0
// Lookaside lists pass every allocation on to the pool: the machine's allocator caches well, and a list of
// ours would hide use after free from the sanitizers (K-LOOK-2 allows either).
#include <atomic>
#include <new>

#include "nt/guest.h"
#include "nt/pool.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

// What a guest's functions are, whatever their pointer types say.
using AllocateFunction = PVOID (*)(POOL_TYPE, SIZE_T, ULONG);
using FreeFunction = void (*)(PVOID);

constexpr std::uint32_t kAlive = 0x4C4F4F4B;
constexpr std::uint32_t kDeleted = 0xDEADDEAD;
constexpr ULONG kRaiseOnFail = 1, kFailNoRaise = 2;
constexpr ULONG kRaises = 16;

// What all kinds of lists hold.
struct List {
  std::uint32_t mark;
  ULONG tag;
  SIZE_T entry_bytes;
  std::atomic<std::int64_t> outstanding;
  const void* allocate;
  const void* free;
  ULONG type;
  bool paged;
  bool raises;
  CallSite made_at;
};
static_assert(sizeof(List) <= sizeof(LOOKASIDE_LIST_EX) && sizeof(List) <= sizeof(NPAGED_LOOKASIDE_LIST));

template <class Guests>
List& list_of(Guests* list) {
  return *reinterpret_cast<List*>(list);
}

void error(const char* code, const char* text, CallSite first, CallSite site) {
  report(code, "K-LOOK-1", penstock::base::Severity::error, guest_of(site), text, first, site);
}

void count_allocated(List& list, const void* entry) {
  if (entry != nullptr) list.outstanding.fetch_add(1, std::memory_order_relaxed);
}

PVOID allocate_default(List& list, CallSite site) {
  PVOID entry = allocate_pool({.size_bytes = list.entry_bytes,
                               .tag = list.tag,
                               .paged = list.paged,
                               .fill = Fill::pattern,
                               .what = "lookaside list"},
                              site);
  if (entry == nullptr && list.raises) ExRaiseStatus(STATUS_INSUFFICIENT_RESOURCES);
  return entry;
}

PVOID allocate_plain(List& list, CallSite site) {
  const auto custom = reinterpret_cast<AllocateFunction>(const_cast<void*>(list.allocate));
  PVOID entry = custom != nullptr
                    ? custom(list.paged ? PagedPool : NonPagedPoolNx, list.entry_bytes, list.tag)
                    : allocate_default(list, site);
  count_allocated(list, entry);
  return entry;
}

bool may_free_to(List& list, CallSite site) {
  if (list.mark == kAlive) {
    list.outstanding.fetch_sub(1, std::memory_order_relaxed);
    return true;
  }
  error("F-LOOK-2", "entry freed to a lookaside list that was deleted or never made", list.made_at, site);
  return false;
}

void free_plain(List& list, PVOID entry, CallSite site) {
  if (!may_free_to(list, site)) return;
  const auto custom = reinterpret_cast<FreeFunction>(const_cast<void*>(list.free));
  custom != nullptr ? custom(entry) : free_pool(entry, list.tag, site);
}

void destroy(List& list, CallSite site) {
  if (list.outstanding.load() > 0) {
    error("F-LOOK-1", "lookaside list deleted with entries outstanding", list.made_at, site);
  }
  list.mark = kDeleted;
}

struct Shape {
  const void* allocate;
  const void* free;
  SIZE_T entry_bytes;
  ULONG tag;
  bool paged;
  bool raises;
};

void make(void* memory, const Shape& shape, CallSite site) {
  new (memory) List{.mark = kAlive,
                    .tag = shape.tag,
                    .entry_bytes = shape.entry_bytes,
                    .outstanding = 0,
                    .allocate = shape.allocate,
                    .free = shape.free,
                    .type = 0,
                    .paged = shape.paged,
                    .raises = shape.raises,
                    .made_at = site};
}

template <class Function>
const void* code(Function* function) {
  return reinterpret_cast<const void*>(function);
}

}  // namespace

extern "C" {

VOID ExInitializeNPagedLookasideList(PNPAGED_LOOKASIDE_LIST list, PALLOCATE_FUNCTION allocate,
                                     PFREE_FUNCTION free, ULONG flags, SIZE_T size, ULONG tag, USHORT) {
  PENSTOCK_IRQL_MAX(kDispatch);
  make(list, {code(allocate), code(free), size, tag, false, (flags & kRaises) != 0}, PENSTOCK_CALLER);
}
PVOID ExAllocateFromNPagedLookasideList(PNPAGED_LOOKASIDE_LIST list) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return allocate_plain(list_of(list), PENSTOCK_CALLER);
}
VOID ExFreeToNPagedLookasideList(PNPAGED_LOOKASIDE_LIST list, PVOID entry) {
  PENSTOCK_IRQL_MAX(kDispatch);
  free_plain(list_of(list), entry, PENSTOCK_CALLER);
}
VOID ExDeleteNPagedLookasideList(PNPAGED_LOOKASIDE_LIST list) {
  PENSTOCK_IRQL_MAX(kDispatch);
  destroy(list_of(list), PENSTOCK_CALLER);
}

VOID ExInitializePagedLookasideList(PPAGED_LOOKASIDE_LIST list, PALLOCATE_FUNCTION allocate,
                                    PFREE_FUNCTION free, ULONG flags, SIZE_T size, ULONG tag, USHORT) {
  PENSTOCK_IRQL_MAX(kApc);
  make(list, {code(allocate), code(free), size, tag, true, (flags & kRaises) != 0}, PENSTOCK_CALLER);
}
PVOID ExAllocateFromPagedLookasideList(PPAGED_LOOKASIDE_LIST list) {
  PENSTOCK_IRQL_MAX(kApc);
  return allocate_plain(list_of(list), PENSTOCK_CALLER);
}
VOID ExFreeToPagedLookasideList(PPAGED_LOOKASIDE_LIST list, PVOID entry) {
  PENSTOCK_IRQL_MAX(kApc);
  free_plain(list_of(list), entry, PENSTOCK_CALLER);
}
VOID ExDeletePagedLookasideList(PPAGED_LOOKASIDE_LIST list) {
  PENSTOCK_IRQL_MAX(kApc);
  destroy(list_of(list), PENSTOCK_CALLER);
}

NTSTATUS ExInitializeLookasideListEx(PLOOKASIDE_LIST_EX list, PALLOCATE_FUNCTION_EX allocate,
                                     PFREE_FUNCTION_EX free, POOL_TYPE type, ULONG flags, SIZE_T size,
                                     ULONG tag, USHORT) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const ULONG base_type = static_cast<ULONG>(type) & ~0x200u;
  if (base_type > PagedPoolCacheAligned) return STATUS_INVALID_PARAMETER_4;
  if (flags > kFailNoRaise) return STATUS_INVALID_PARAMETER_5;
  make(list, {code(allocate), code(free), size, tag, (type & 1) != 0, flags == kRaiseOnFail},
       PENSTOCK_CALLER);
  list_of(list).type = static_cast<ULONG>(type);
  return STATUS_SUCCESS;
}

PVOID ExAllocateFromLookasideListEx(PLOOKASIDE_LIST_EX list) {
  PENSTOCK_IRQL_MAX(kDispatch);
  List& body = list_of(list);
  const auto custom = reinterpret_cast<PALLOCATE_FUNCTION_EX>(const_cast<void*>(body.allocate));
  PVOID entry = custom != nullptr
                    ? custom(static_cast<POOL_TYPE>(body.type), body.entry_bytes, body.tag, list)
                    : allocate_default(body, PENSTOCK_CALLER);
  count_allocated(body, entry);
  return entry;
}

VOID ExFreeToLookasideListEx(PLOOKASIDE_LIST_EX list, PVOID entry) {
  PENSTOCK_IRQL_MAX(kDispatch);
  List& body = list_of(list);
  if (!may_free_to(body, PENSTOCK_CALLER)) return;
  const auto custom = reinterpret_cast<PFREE_FUNCTION_EX>(const_cast<void*>(body.free));
  custom != nullptr ? custom(entry, list) : free_pool(entry, body.tag, PENSTOCK_CALLER);
}

VOID ExDeleteLookasideListEx(PLOOKASIDE_LIST_EX list) {
  PENSTOCK_IRQL_MAX(kDispatch);
  destroy(list_of(list), PENSTOCK_CALLER);
}

VOID ExFlushLookasideListEx(PLOOKASIDE_LIST_EX) { PENSTOCK_IRQL_MAX(kDispatch); }

}  // extern "C"
