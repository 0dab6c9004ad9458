// SPDX-License-Identifier: Apache-2.0
// The pool functions that guests call: flags and types to one request.
#include "nt/guest.h"
#include "nt/pool.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;
using penstock::base::Severity;

namespace {

constexpr ULONG kPagedBit = 1;
constexpr ULONG kQuotaFails = 8;
constexpr ULONG kRaises = 16;
constexpr ULONG kZeroes = 1024;
constexpr POOL_FLAGS kUninitialized = 0x2, kRaiseOnFailure = 0x20, kNonPaged = 0x40, kExecute = 0x80,
                     kPaged = 0x100;
constexpr POOL_FLAGS kKnown = 0x1FF, kRequired = 0xFFFFFFFF;
constexpr ULONG kNoTag = 0x656E6F4E;  // "None"

void check_request(const char* function, SIZE_T size, bool paged, CallSite site) {
  if (size == 0) {
    report("F-POOL-1", "K-POOL-1", Severity::warning, guest_of(site),
           std::string(function) + " of zero bytes", {}, site);
  }
  const std::uint8_t bound = paged ? kApc : kDispatch;
  if (thread_state().irql <= bound) return;
  report("F-POOL-2", "K-POOL-5", Severity::error, guest_of(site),
         std::string(function) + (paged ? " of paged pool above APC_LEVEL" : " above DISPATCH_LEVEL"),
         thread_state().irql_raised_at, site);
}

PVOID allocate_or_raise(const PoolRequest& request, bool raises, CallSite site) {
  PVOID address = allocate_pool(request, site);
  if (address == nullptr && raises) ExRaiseStatus(STATUS_INSUFFICIENT_RESOURCES);
  return address;
}

PVOID allocate_by_type(const char* function, ULONG type, SIZE_T size, ULONG tag, Fill fill, bool raises,
                       CallSite site) {
  const bool paged = (type & kPagedBit) != 0;
  check_request(function, size, paged, site);
  if ((type & kZeroes) != 0) fill = Fill::zero;
  return allocate_or_raise({.size_bytes = size, .tag = tag, .paged = paged, .fill = fill},
                           raises || (type & kRaises) != 0, site);
}

}  // namespace

extern "C" {

#undef ExFreePool
#undef ExAllocatePool

PVOID ExAllocatePool2(POOL_FLAGS flags, SIZE_T size, ULONG tag) {
  const POOL_FLAGS type = flags & (kNonPaged | kExecute | kPaged);
  const bool raises = (flags & kRaiseOnFailure) != 0;
  check_request(__func__, size, type == kPaged, PENSTOCK_CALLER);
  const bool one_type = type != 0 && (type & (type - 1)) == 0;
  if (!one_type || (flags & kRequired & ~kKnown) != 0 || tag == 0 || size == 0) {
    if (raises) ExRaiseStatus(STATUS_INVALID_PARAMETER);
    return nullptr;
  }
  return allocate_or_raise({.size_bytes = size,
                            .tag = tag,
                            .paged = type == kPaged,
                            .fill = (flags & kUninitialized) != 0 ? Fill::pattern : Fill::zero},
                           raises, PENSTOCK_CALLER);
}

PVOID ExAllocatePoolWithTag(POOL_TYPE type, SIZE_T size, ULONG tag) {
  return allocate_by_type(__func__, type, size, tag, Fill::pattern, false, PENSTOCK_CALLER);
}

PVOID ExAllocatePool(POOL_TYPE type, SIZE_T size) {
  return allocate_by_type(__func__, type, size, kNoTag, Fill::pattern, false, PENSTOCK_CALLER);
}

PVOID ExAllocatePoolZero(POOL_TYPE type, SIZE_T size, ULONG tag) {
  return allocate_by_type(__func__, type, size, tag, Fill::zero, false, PENSTOCK_CALLER);
}

PVOID ExAllocatePoolUninitialized(POOL_TYPE type, SIZE_T size, ULONG tag) {
  return allocate_by_type(__func__, type, size, tag, Fill::pattern, false, PENSTOCK_CALLER);
}

PVOID ExAllocatePoolWithTagPriority(POOL_TYPE type, SIZE_T size, ULONG tag, EX_POOL_PRIORITY) {
  return allocate_by_type(__func__, type, size, tag, Fill::pattern, false, PENSTOCK_CALLER);
}

// The quota forms raise unless told not to.
PVOID ExAllocatePoolWithQuotaTag(POOL_TYPE type, SIZE_T size, ULONG tag) {
  return allocate_by_type(__func__, type, size, tag, Fill::pattern, (type & kQuotaFails) == 0,
                          PENSTOCK_CALLER);
}

PVOID ExAllocatePoolQuotaZero(POOL_TYPE type, SIZE_T size, ULONG tag) {
  return allocate_by_type(__func__, type, size, tag, Fill::zero, (type & kQuotaFails) == 0, PENSTOCK_CALLER);
}

VOID ExFreePoolWithTag(PVOID address, ULONG tag) {
  PENSTOCK_IRQL_MAX(kDispatch);
  free_pool(address, tag, PENSTOCK_CALLER);
}

VOID ExFreePool(PVOID address) {
  PENSTOCK_IRQL_MAX(kDispatch);
  free_pool(address, 0, PENSTOCK_CALLER);
}

VOID ExInitializeDriverRuntime(ULONG) {
  PENSTOCK_IRQL_MAX(kPassive);
  const Guest* guest = guest_of(PENSTOCK_CALLER);
  if (guest == nullptr || guest->phase() <= GuestPhase::in_driver_entry) return;
  report("F-INFO", "", Severity::note, guest, "ExInitializeDriverRuntime called outside DriverEntry", {},
         PENSTOCK_CALLER);
}

}  // extern "C"
