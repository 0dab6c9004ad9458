// SPDX-License-Identifier: Apache-2.0
#include "nt/io_request.h"

#include <cstdio>
#include <string>

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/held_locks.h"
#include "nt/io_driver.h"
#include "nt/thread_state.h"
#include "ntddk.h"

namespace penstock::nt {
namespace {

std::string hexadecimal(NTSTATUS status) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%08x", static_cast<unsigned>(status));
  return text;
}

void report_mismatch(const Guest& guest, const IrpRecord& record, const std::string& message) {
  report("F-IO-2", "K-IO-2", base::Severity::error, &guest, message, record.completed_at(), {});
}

// A dispatch routine says STATUS_PENDING if and only if it marked the request pending; else it has completed
// the request, and says with what.
void check_returned_status(const Guest& guest, const IrpRecord& record, int location, NTSTATUS returned,
                           bool marked) {
  const IrpRecord::Level level = record.level(location);
  const bool completed = level != IrpRecord::Level::open;
  const bool pending = completed ? level == IrpRecord::Level::completed_pending : marked;
  if (returned == STATUS_PENDING && !pending)
    report_mismatch(guest, record,
                    "dispatch routine returned STATUS_PENDING and did not call IoMarkIrpPending");
  else if (returned != STATUS_PENDING && pending)
    report_mismatch(guest, record,
                    "dispatch routine called IoMarkIrpPending and returned " + hexadecimal(returned));
  else if (returned != STATUS_PENDING && !completed)
    report_mismatch(
        guest, record,
        "dispatch routine returned " + hexadecimal(returned) + " and did not complete the request");
  else if (returned != STATUS_PENDING && returned != record.level_status(location))
    report_mismatch(guest, record,
                    "dispatch routine returned " + hexadecimal(returned) + ", completed with " +
                        hexadecimal(record.level_status(location)));
}

void report_second_completion(const IRP* irp, base::CallSite from) {
  const IrpRef dead = IrpRecord::find_dead(irp);
  report("F-IO-1", "K-IO-1", base::Severity::error, guest_of(from),
         dead ? "a request was completed twice" : "a request was completed that nobody sent",
         dead ? dead->completed_at() : base::CallSite{}, from);
}

// K-IO-3: what a request may not be completed with is put right, after it was reported.
void check_completion(IRP& irp, base::CallSite from) {
  if (irp.IoStatus.Status == STATUS_PENDING || irp.IoStatus.Status == -1) {
    report("F-IO-3", "K-IO-3", base::Severity::error, guest_of(from),
           "a request was completed with status " + hexadecimal(irp.IoStatus.Status), {}, from);
    irp.IoStatus.Status = STATUS_UNSUCCESSFUL;
  }
  if (IoSetCancelRoutine(&irp, nullptr) != nullptr)
    report("F-IO-3", "K-IO-3", base::Severity::error, guest_of(from),
           "a request was completed with its cancel routine set: take it out with IoSetCancelRoutine first",
           {}, from);
  if (const HeldLock* held = innermost_spin_lock(); thread_state().irql >= kDispatch && held != nullptr)
    report("F-LOCK-16", "K-IO-1", base::Severity::error, guest_of(from),
           "a request was completed with a spin lock held", held->taken_at, from);
}

bool wants(const IRP& irp, const IO_STACK_LOCATION& location) {
  if (location.CompletionRoutine == nullptr) return false;
  const int wanted = irp.Cancel                        ? SL_INVOKE_ON_CANCEL
                     : NT_SUCCESS(irp.IoStatus.Status) ? SL_INVOKE_ON_SUCCESS
                                                       : SL_INVOKE_ON_ERROR;
  return (location.Control & wanted) != 0;
}

NTSTATUS call_completion_routine(IRP* irp, const IO_STACK_LOCATION& location) {
  const bool outermost = irp->CurrentLocation == irp->StackCount + 1;
  PDEVICE_OBJECT device = outermost ? nullptr : IoGetCurrentIrpStackLocation(irp)->DeviceObject;
  const PIO_COMPLETION_ROUTINE routine = location.CompletionRoutine;
  const auto address = reinterpret_cast<const void*>(routine);
  GuestCall call(guest_at(address), thread_state().irql, "completion routine");
  return routine(device, irp, location.Context);
}

// Up the stack from where the IRP is. False when a completion routine kept it.
bool unwind(IrpRecord& record) {
  IRP* irp = record.irp();
  while (irp->CurrentLocation <= irp->StackCount) {
    const int left = irp->CurrentLocation;
    const IO_STACK_LOCATION location = *IoGetCurrentIrpStackLocation(irp);
    irp->PendingReturned = (location.Control & SL_PENDING_RETURNED) != 0;
    record.note_level(left, irp->PendingReturned, irp->IoStatus.Status);
    IoSkipCurrentIrpStackLocation(irp);
    const bool inner = irp->CurrentLocation <= irp->StackCount;
    if (wants(*irp, location)) {
      if (call_completion_routine(irp, location) == STATUS_MORE_PROCESSING_REQUIRED) return false;
    } else if (irp->PendingReturned && inner) {
      IoMarkIrpPending(irp);
    }
  }
  return true;
}

}  // namespace

std::int32_t send_irp(const DevicePin& device, IrpRecord& record, base::CallSite from) {
  IRP* irp = record.irp();
  Guest& guest = device->guest();
  if (irp->CurrentLocation <= 1) {
    report("F-IO-6", "K-IO-1", base::Severity::error, guest_of(from),
           "IoCallDriver: the request has no stack location left", {}, from);
    return STATUS_INVALID_PARAMETER;
  }
  if (record.state() != IrpRecord::State::in_flight) record.lend(device, from);
  IoSetNextIrpStackLocation(irp);
  PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(irp);
  location->DeviceObject = device->object();
  const int level = irp->CurrentLocation;
  record.reopen_level(level);
  (void)record.pin();  // in flight, so not retired
  exec::runtime().point(exec::Point::call);
  NTSTATUS status;
  {
    GuestCall call(&guest, thread_state().irql, "dispatch routine");
    status = device->object()->DriverObject->MajorFunction[location->MajorFunction](device->object(), irp);
  }
  const bool marked = (__atomic_load_n(&location->Control, __ATOMIC_RELAXED) & SL_PENDING_RETURNED) != 0;
  check_returned_status(guest, record, level, status, marked);
  record.unpin();
  return status;
}

void complete_irp(IRP* irp, base::CallSite from) {
  exec::runtime().point(exec::Point::call);
  const IrpRef record = IrpRecord::find(irp);
  if (!record || !record->begin_completion(from)) {
    report_second_completion(irp, from);
    return;
  }
  check_completion(*irp, from);
  const bool outermost = unwind(*record);
  record->settle(from);
  if (!outermost) {
    record->make_idle();
    return;
  }
  // Moved out: the record is remembered for a while, what the maker keeps alive for the answer is not.
  if (const auto finished = std::move(record->finished)) {
    finished(*record);
  } else {
    report(
        "F-IO-6", "K-IO-1", base::Severity::error, guest_of(from),
        "a request that a driver allocated reached the end of its stack: its completion routine must return "
        "STATUS_MORE_PROCESSING_REQUIRED",
        {}, from);
  }
}

}  // namespace penstock::nt

extern "C" {

VOID IofCompleteRequest(PIRP Irp, CCHAR) {
  PENSTOCK_IRQL_MAX(penstock::nt::kDispatch);
  penstock::nt::complete_irp(Irp, PENSTOCK_CALLER);
}

NTSTATUS IofCallDriver(PDEVICE_OBJECT DeviceObject, PIRP Irp) {
  using namespace penstock::nt;
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const DevicePin device = device_of(DeviceObject);
  const IrpRef record = IrpRecord::find(Irp);
  if (device == nullptr || !record) {
    report("F-IO-6", "K-IO-1", penstock::base::Severity::error, guest_of(caller),
           device == nullptr ? "IoCallDriver on a device that does not exist"
                             : "IoCallDriver with a request that is dead",
           {}, caller);
    return STATUS_INVALID_PARAMETER;
  }
  return send_irp(device, *record, caller);
}

}  // extern "C"
