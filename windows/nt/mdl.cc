// SPDX-License-Identifier: Apache-2.0
// Memory descriptors. Mapping is the identity here; what remains are the states (K-MDL-1), the flags that
// guests read, and the checks.
#include <cstdlib>
#include <cstring>

#include "nt/guest.h"
#include "nt/pool.h"
#include "nt/pool_account.h"
#include "nt/seh_runtime.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

constexpr ULONG kMdlTag = 0x206C644D;  // "Mdl "
constexpr SIZE_T kPagesOfMdlMax = (0x7FFF - sizeof(MDL)) / sizeof(PFN_NUMBER);

void error(const char* code, const char* text, CallSite site) {
  report(code, "K-MDL-1", penstock::base::Severity::error, guest_of(site), text, {}, site);
}

void fill_page_numbers(PMDL mdl) {
  PPFN_NUMBER page = MmGetMdlPfnArray(mdl);
  const auto first = reinterpret_cast<ULONG_PTR>(mdl->StartVa) >> PAGE_SHIFT;
  const ULONG count = ADDRESS_AND_SIZE_TO_SPAN_PAGES(MmGetMdlVirtualAddress(mdl), mdl->ByteCount);
  for (ULONG i = 0; i < count; ++i) page[i] = first + i;
}

bool has(PMDL mdl, ULONG flags) { return (static_cast<ULONG>(mdl->MdlFlags) & flags) != 0; }
void add(PMDL mdl, ULONG flags) { mdl->MdlFlags = static_cast<CSHORT>(mdl->MdlFlags | flags); }
void remove(PMDL mdl, ULONG flags) { mdl->MdlFlags = static_cast<CSHORT>(mdl->MdlFlags & ~flags); }

// Of the block that begins at the described address only: the books know no other addresses.
bool is_paged_pool(PMDL mdl) {
  const auto block = find_block(MmGetMdlVirtualAddress(mdl));
  return block.has_value() && block->paged;
}

void append_to_irp(PIRP irp, PMDL mdl, bool secondary) {
  if (!secondary || irp->MdlAddress == nullptr) {
    irp->MdlAddress = mdl;
    return;
  }
  PMDL last = irp->MdlAddress;
  while (last->Next != nullptr) last = last->Next;
  last->Next = mdl;
}

}  // namespace

extern "C" {

SIZE_T MmSizeOfMdl(PVOID base, SIZE_T length) {
  return sizeof(MDL) + sizeof(PFN_NUMBER) * ADDRESS_AND_SIZE_TO_SPAN_PAGES(base, length);
}

PMDL IoAllocateMdl(PVOID address, ULONG length, BOOLEAN secondary, BOOLEAN, PIRP irp) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (ADDRESS_AND_SIZE_TO_SPAN_PAGES(address, length) > kPagesOfMdlMax) return nullptr;
  auto mdl = static_cast<PMDL>(
      allocate_pool({.size_bytes = MmSizeOfMdl(address, length), .tag = kMdlTag, .what = "IoAllocateMdl"},
                    PENSTOCK_CALLER));
  if (mdl == nullptr) return nullptr;
  MmInitializeMdl(mdl, address, length);
  if (irp != nullptr) append_to_irp(irp, mdl, secondary);
  return mdl;
}

VOID IoFreeMdl(PMDL mdl) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (!find_block(mdl).has_value()) {
    error("F-MDL-3", "IoFreeMdl of what IoAllocateMdl did not give, or twice", PENSTOCK_CALLER);
    return;
  }
  if (has(mdl, MDL_PAGES_LOCKED) && !has(mdl, MDL_PARTIAL)) {
    error("F-MDL-3", "MDL freed while its pages are locked", PENSTOCK_CALLER);
  }
  free_pool(mdl, 0, PENSTOCK_CALLER);
}

VOID MmBuildMdlForNonPagedPool(PMDL mdl) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (is_paged_pool(mdl)) {
    report("F-MDL-1", "K-MDL-4", penstock::base::Severity::error, guest_of(PENSTOCK_CALLER),
           "MmBuildMdlForNonPagedPool over paged pool", {}, PENSTOCK_CALLER);
  }
  add(mdl, MDL_SOURCE_IS_NONPAGED_POOL);
  mdl->MappedSystemVa = MmGetMdlVirtualAddress(mdl);
  fill_page_numbers(mdl);
}

VOID IoBuildPartialMdl(PMDL source, PMDL target, PVOID address, ULONG length) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto begin = reinterpret_cast<ULONG_PTR>(MmGetMdlVirtualAddress(source));
  const auto at = reinterpret_cast<ULONG_PTR>(address);
  if (length == 0) length = static_cast<ULONG>(begin + source->ByteCount - at);
  if (at < begin || at + length > begin + source->ByteCount) {
    error("F-MDL-1", "partial MDL beyond its source; left as it was", PENSTOCK_CALLER);
    return;
  }
  target->StartVa = PAGE_ALIGN(address);
  target->ByteOffset = BYTE_OFFSET(address);
  target->ByteCount = length;
  target->MdlFlags = static_cast<CSHORT>((target->MdlFlags & MDL_ALLOCATED_FIXED_SIZE) | MDL_PARTIAL);
  add(target, static_cast<ULONG>(source->MdlFlags) & (MDL_SOURCE_IS_NONPAGED_POOL | MDL_MAPPED_TO_SYSTEM_VA));
  const PVOID mapped = source->MappedSystemVa;
  target->MappedSystemVa = mapped != nullptr ? static_cast<PCHAR>(mapped) + (at - begin) : nullptr;
  fill_page_numbers(target);
}

VOID MmProbeAndLockPages(PMDL mdl, KPROCESSOR_MODE mode, LOCK_OPERATION operation) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (has(mdl, MDL_PAGES_LOCKED)) error("F-MDL-4", "pages locked twice", PENSTOCK_CALLER);
  if (mode != KernelMode) ProbeForRead(MmGetMdlVirtualAddress(mdl), mdl->ByteCount, 1);
  add(mdl, MDL_PAGES_LOCKED | (operation != IoReadAccess ? MDL_WRITE_OPERATION : 0u));
  fill_page_numbers(mdl);
}

VOID MmUnlockPages(PMDL mdl) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (!has(mdl, MDL_PAGES_LOCKED))
    return error("F-MDL-4", "pages unlocked that are not locked", PENSTOCK_CALLER);
  remove(mdl, MDL_PAGES_LOCKED | MDL_WRITE_OPERATION | MDL_MAPPED_TO_SYSTEM_VA);
}

PVOID MmMapLockedPagesSpecifyCache(PMDL mdl, KPROCESSOR_MODE mode, MEMORY_CACHING_TYPE, PVOID, ULONG, ULONG) {
  check_irql_at_most(mode == KernelMode ? kDispatch : kApc, __func__, PENSTOCK_CALLER);
  if (!has(mdl, MDL_PAGES_LOCKED | MDL_PARTIAL | MDL_SOURCE_IS_NONPAGED_POOL)) {
    error("F-MDL-2", "MDL mapped that is neither locked nor built for nonpaged memory", PENSTOCK_CALLER);
  }
  mdl->MappedSystemVa = MmGetMdlVirtualAddress(mdl);
  add(mdl, MDL_MAPPED_TO_SYSTEM_VA);
  if (has(mdl, MDL_PARTIAL)) add(mdl, MDL_PARTIAL_HAS_BEEN_MAPPED);
  return mdl->MappedSystemVa;
}

PVOID MmMapLockedPages(PMDL mdl, KPROCESSOR_MODE mode) {
  return MmMapLockedPagesSpecifyCache(mdl, mode, MmCached, nullptr, TRUE, NormalPagePriority);
}

VOID MmUnmapLockedPages(PVOID, PMDL mdl) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (!has(mdl, MDL_MAPPED_TO_SYSTEM_VA))
    return error("F-MDL-3", "MDL unmapped that is not mapped", PENSTOCK_CALLER);
  remove(mdl, MDL_MAPPED_TO_SYSTEM_VA | MDL_PARTIAL_HAS_BEEN_MAPPED);
}

NTSTATUS MmProtectMdlSystemAddress(PMDL mdl, ULONG) {
  return has(mdl, MDL_MAPPED_TO_SYSTEM_VA) ? STATUS_SUCCESS : STATUS_NOT_MAPPED_VIEW;
}

PMDL MmAllocatePagesForMdl(PHYSICAL_ADDRESS, PHYSICAL_ADDRESS, PHYSICAL_ADDRESS, SIZE_T bytes) {
  PENSTOCK_IRQL_MAX(kApc);
  void* pages = nullptr;
  const SIZE_T rounded = ROUND_TO_PAGES(bytes);
  if (rounded == 0 || rounded > MAXULONG || posix_memalign(&pages, PAGE_SIZE, rounded) != 0) return nullptr;
  auto mdl = static_cast<PMDL>(allocate_pool(
      {.size_bytes = MmSizeOfMdl(pages, rounded), .tag = kMdlTag, .what = "MmAllocatePagesForMdl"},
      PENSTOCK_CALLER));
  if (mdl == nullptr) {
    std::free(pages);
    return nullptr;
  }
  std::memset(pages, 0, rounded);
  MmInitializeMdl(mdl, pages, bytes);
  add(mdl, MDL_PAGES_LOCKED);
  fill_page_numbers(mdl);
  return mdl;
}

PMDL MmAllocatePagesForMdlEx(PHYSICAL_ADDRESS low, PHYSICAL_ADDRESS high, PHYSICAL_ADDRESS skip, SIZE_T bytes,
                             MEMORY_CACHING_TYPE, ULONG) {
  return MmAllocatePagesForMdl(low, high, skip, bytes);
}

VOID MmFreePagesFromMdl(PMDL mdl) {
  PENSTOCK_IRQL_MAX(kApc);
  if (!has(mdl, MDL_PAGES_LOCKED)) return error("F-MDL-3", "pages freed twice", PENSTOCK_CALLER);
  remove(mdl, MDL_PAGES_LOCKED | MDL_MAPPED_TO_SYSTEM_VA);
  std::free(mdl->StartVa);
}

// Physical memory does not exist here: the identity.
PHYSICAL_ADDRESS MmGetPhysicalAddress(PVOID address) {
  PHYSICAL_ADDRESS physical;
  physical.QuadPart = reinterpret_cast<LONGLONG>(address);
  return physical;
}

}  // extern "C"
