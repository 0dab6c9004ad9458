// SPDX-License-Identifier: Apache-2.0
// The inline part of the I/O manager: stack locations of a request, its completion and cancel routines, and the
// readable part of a memory descriptor.
//
// Threads: the owner of the request or descriptor.
// Memory: nothing is allocated, except that an unmapped descriptor may be mapped.
// Errors: MmGetSystemAddressForMdlSafe answers NULL when a mapping fails.
#pragma once

#include "generated/wdm_types.h"
#include "generated/wdm_functions.h"

#define IoCompleteRequest(irp, boost) IofCompleteRequest(irp, boost)
#define IoCallDriver(device, irp) IofCallDriver(device, irp)
#define IoSizeOfIrp(stack_size) ((USHORT)(sizeof(IRP) + ((stack_size) * sizeof(IO_STACK_LOCATION))))

PENSTOCK_FORCE_INLINE PIO_STACK_LOCATION IoGetCurrentIrpStackLocation(PIRP Irp) {
  return Irp->Tail.Overlay.CurrentStackLocation;
}

PENSTOCK_FORCE_INLINE PIO_STACK_LOCATION IoGetNextIrpStackLocation(PIRP Irp) {
  return Irp->Tail.Overlay.CurrentStackLocation - 1;
}

PENSTOCK_FORCE_INLINE VOID IoSkipCurrentIrpStackLocation(PIRP Irp) {
  Irp->CurrentLocation++;
  Irp->Tail.Overlay.CurrentStackLocation++;
}

PENSTOCK_FORCE_INLINE VOID IoSetNextIrpStackLocation(PIRP Irp) {
  Irp->CurrentLocation--;
  Irp->Tail.Overlay.CurrentStackLocation--;
}

PENSTOCK_FORCE_INLINE VOID IoCopyCurrentIrpStackLocationToNext(PIRP Irp) {
  PIO_STACK_LOCATION from = IoGetCurrentIrpStackLocation(Irp);
  PIO_STACK_LOCATION to = IoGetNextIrpStackLocation(Irp);
  __builtin_memcpy(to, from, __builtin_offsetof(IO_STACK_LOCATION, CompletionRoutine));
  to->Control = 0;
}

PENSTOCK_FORCE_INLINE VOID IoMarkIrpPending(PIRP Irp) {
  IoGetCurrentIrpStackLocation(Irp)->Control |= SL_PENDING_RETURNED;
}

PENSTOCK_FORCE_INLINE VOID IoSetCompletionRoutine(PIRP Irp, PIO_COMPLETION_ROUTINE CompletionRoutine, PVOID Context,
                                        BOOLEAN InvokeOnSuccess, BOOLEAN InvokeOnError, BOOLEAN InvokeOnCancel) {
  PIO_STACK_LOCATION next = IoGetNextIrpStackLocation(Irp);
  next->CompletionRoutine = CompletionRoutine;
  next->Context = Context;
  next->Control = (UCHAR)((InvokeOnSuccess ? SL_INVOKE_ON_SUCCESS : 0) | (InvokeOnError ? SL_INVOKE_ON_ERROR : 0) |
                          (InvokeOnCancel ? SL_INVOKE_ON_CANCEL : 0));
}

PENSTOCK_FORCE_INLINE PDRIVER_CANCEL IoSetCancelRoutine(PIRP Irp, PDRIVER_CANCEL CancelRoutine) {
  return __atomic_exchange_n(&Irp->CancelRoutine, CancelRoutine, __ATOMIC_SEQ_CST);
}

// --- memory descriptors ---------------------------------------------------------------------------------------------

#define MmGetMdlByteCount(mdl) ((mdl)->ByteCount)
#define MmGetMdlByteOffset(mdl) ((mdl)->ByteOffset)
#define MmGetMdlVirtualAddress(mdl) ((PVOID)((PCHAR)((mdl)->StartVa) + (mdl)->ByteOffset))
#define MmGetMdlBaseVa(mdl) ((mdl)->StartVa)
#define MmGetMdlPfnArray(mdl) ((PPFN_NUMBER)((mdl) + 1))
#define MmInitializeMdl(mdl, va, length)                                                              \
  do {                                                                                                \
    (mdl)->Next = NULL;                                                                               \
    (mdl)->Size = (CSHORT)(sizeof(MDL) + sizeof(PFN_NUMBER) * ADDRESS_AND_SIZE_TO_SPAN_PAGES(va, length)); \
    (mdl)->MdlFlags = 0;                                                                              \
    (mdl)->StartVa = PAGE_ALIGN(va);                                                                  \
    (mdl)->ByteOffset = BYTE_OFFSET(va);                                                              \
    (mdl)->ByteCount = (ULONG)(length);                                                               \
  } while (0)
#define MmPrepareMdlForReuse(mdl)                                                       \
  do {                                                                                  \
    if (((mdl)->MdlFlags & MDL_PARTIAL_HAS_BEEN_MAPPED) != 0) {                         \
      MmUnmapLockedPages((mdl)->MappedSystemVa, (mdl));                                 \
    }                                                                                   \
  } while (0)

PENSTOCK_FORCE_INLINE PVOID MmGetSystemAddressForMdlSafe(PMDL Mdl, ULONG Priority) {
  if ((Mdl->MdlFlags & (MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL)) != 0) return Mdl->MappedSystemVa;
  return MmMapLockedPagesSpecifyCache(Mdl, KernelMode, MmCached, NULL, FALSE, Priority);
}
#define MmGetSystemAddressForMdl(mdl) MmGetSystemAddressForMdlSafe(mdl, HighPagePriority)
#define MmGetProcedureAddress(address) (address)
