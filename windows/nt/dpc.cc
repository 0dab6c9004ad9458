// SPDX-License-Identifier: Apache-2.0
#include "exec/runtime.h"
#include "nt/dpc_processor.h"
#include "nt/guest.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;

namespace {

constexpr std::uint8_t kMark = 0x13;

Dpc& dpc_of(PKDPC dpc) { return *reinterpret_cast<Dpc*>(dpc); }

void initialize(PKDPC dpc, PKDEFERRED_ROUTINE routine, PVOID context, bool threaded) {
  Dpc& body = dpc_of(dpc);
  body = {};
  body.mark = kMark;
  body.importance = MediumImportance;
  body.target = Dpc::kAnyProcessor;
  body.threaded = threaded;
  body.routine = reinterpret_cast<void (*)(void*, void*, void*, void*)>(routine);
  body.context = context;
}

}  // namespace

extern "C" {

VOID KeInitializeDpc(PRKDPC dpc, PKDEFERRED_ROUTINE routine, PVOID context) {
  initialize(dpc, routine, context, false);
}

VOID KeInitializeThreadedDpc(PRKDPC dpc, PKDEFERRED_ROUTINE routine, PVOID context) {
  initialize(dpc, routine, context, true);
}

BOOLEAN KeInsertQueueDpc(PRKDPC dpc, PVOID first, PVOID second) {
  const bool queued = queue_dpc(dpc_of(dpc), first, second, PENSTOCK_CALLER);
  penstock::exec::runtime().point(penstock::exec::Point::signal);
  return queued;
}

BOOLEAN KeRemoveQueueDpc(PRKDPC dpc) { return unqueue_dpc(dpc_of(dpc)); }

VOID KeSetImportanceDpc(PRKDPC dpc, KDPC_IMPORTANCE importance) {
  dpc_of(dpc).importance = static_cast<std::uint8_t>(importance);
}

VOID KeSetTargetProcessorDpc(PRKDPC dpc, CCHAR number) {
  dpc_of(dpc).target = static_cast<std::uint8_t>(number);
}

NTSTATUS KeSetTargetProcessorDpcEx(PRKDPC dpc, PPROCESSOR_NUMBER number) {
  if (number->Group != 0) return STATUS_INVALID_PARAMETER;
  dpc_of(dpc).target = number->Number;
  return STATUS_SUCCESS;
}

VOID KeFlushQueuedDpcs(void) {
  PENSTOCK_IRQL_MAX(kPassive);
  if (!on_dpc_processor()) return flush_dpcs();
  report("F-WAIT-6", "K-DPC-2", penstock::base::Severity::error, guest_of(PENSTOCK_CALLER),
         "KeFlushQueuedDpcs from a DPC waits for itself; ignored", {}, PENSTOCK_CALLER);
}

}  // extern "C"
