// SPDX-License-Identifier: Apache-2.0
// Requests that drivers make themselves, for devices of other drivers in this host.
#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/io_buffers.h"
#include "nt/io_request.h"
#include "nt/thread_state.h"
#include "ntddk.h"

namespace penstock::nt {
namespace {

// What the maker of a built request waits with.
struct Receipt {
  std::shared_ptr<RequestBuffers> buffers;
  void* output = nullptr;
  std::size_t output_bytes = 0;
  PKEVENT event = nullptr;
  PIO_STATUS_BLOCK status = nullptr;
};

void finish(const Receipt& receipt, IrpRecord& record) {
  const IO_STATUS_BLOCK status = record.irp()->IoStatus;
  if (receipt.output != nullptr && !NT_ERROR(status.Status)) {
    const auto bytes =
        receipt.buffers->take_output(std::min<std::size_t>(status.Information, receipt.output_bytes));
    if (!bytes.empty()) std::memcpy(receipt.output, bytes.data(), bytes.size());
  }
  record.retire();
  if (receipt.status != nullptr) *receipt.status = status;
  if (receipt.event != nullptr) KeSetEvent(receipt.event, 0, FALSE);
}

std::span<const std::uint8_t> bytes_at(const void* address, std::size_t bytes) {
  return {static_cast<const std::uint8_t*>(address), address == nullptr ? 0 : bytes};
}

void hand_over(IrpRecord& record, Receipt receipt) {
  record.irp()->UserEvent = receipt.event;
  record.irp()->UserIosb = receipt.status;
  record.finished = [receipt](IrpRecord& finished) { finish(receipt, finished); };
}

}  // namespace
}  // namespace penstock::nt

using namespace penstock::nt;

extern "C" {

PIRP IoAllocateIrp(CCHAR StackSize, BOOLEAN) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const IrpRef record = IrpRecord::make(StackSize, IrpRecord::Maker::guest, PENSTOCK_CALLER);
  return record ? record->irp() : nullptr;
}

VOID IoFreeIrp(PIRP Irp) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const IrpRef record = IrpRecord::find(Irp);
  const bool free =
      record && record->maker() == IrpRecord::Maker::guest && record->state() != IrpRecord::State::in_flight;
  if (free) return record->retire();
  report("F-IO-6", "K-IO-1", penstock::base::Severity::error, guest_of(PENSTOCK_CALLER),
         !record ? "IoFreeIrp on a request that is dead"
                 : "IoFreeIrp on a request that is in a driver's hands or was not made by IoAllocateIrp",
         {}, PENSTOCK_CALLER);
}

VOID IoReuseIrp(PIRP Irp, NTSTATUS Status) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const IrpRef record = IrpRecord::find(Irp);
  if (!record || record->state() == IrpRecord::State::in_flight) return;
  const CHAR stack_count = Irp->StackCount;
  const USHORT bytes = Irp->Size;
  std::memset(static_cast<void*>(Irp), 0, bytes);
  Irp->Type = 6;
  Irp->Size = bytes;
  Irp->StackCount = stack_count;
  Irp->CurrentLocation = static_cast<CHAR>(stack_count + 1);
  Irp->Tail.Overlay.CurrentStackLocation = reinterpret_cast<PIO_STACK_LOCATION>(Irp + 1) + stack_count;
  Irp->IoStatus.Status = Status;
  record->make_idle();
}

PIRP IoBuildDeviceIoControlRequest(ULONG IoControlCode, PDEVICE_OBJECT DeviceObject, PVOID InputBuffer,
                                   ULONG InputBufferLength, PVOID OutputBuffer, ULONG OutputBufferLength,
                                   BOOLEAN InternalDeviceIoControl, PKEVENT Event,
                                   PIO_STATUS_BLOCK IoStatusBlock) {
  PENSTOCK_IRQL_MAX(kApc);
  const IrpRef record =
      IrpRecord::make(DeviceObject->StackSize, IrpRecord::Maker::guest_to_free, PENSTOCK_CALLER);
  if (!record) return nullptr;
  PIO_STACK_LOCATION location = IoGetNextIrpStackLocation(record->irp());
  location->MajorFunction =
      InternalDeviceIoControl != FALSE ? IRP_MJ_INTERNAL_DEVICE_CONTROL : IRP_MJ_DEVICE_CONTROL;
  location->Parameters.DeviceIoControl.IoControlCode = IoControlCode;
  location->Parameters.DeviceIoControl.InputBufferLength = InputBufferLength;
  location->Parameters.DeviceIoControl.OutputBufferLength = OutputBufferLength;
  auto buffers =
      std::make_shared<RequestBuffers>(bytes_at(InputBuffer, InputBufferLength), OutputBufferLength);
  const auto method = static_cast<BufferMethod>(IoControlCode & 3);
  buffers->attach_control(*record->irp(), method);
  if (method == BufferMethod::neither) {
    location->Parameters.DeviceIoControl.Type3InputBuffer = InputBuffer;
    record->irp()->UserBuffer = OutputBuffer;
  }
  void* copied_to = method == BufferMethod::neither ? nullptr : OutputBuffer;
  hand_over(*record, {std::move(buffers), copied_to, OutputBufferLength, Event, IoStatusBlock});
  return record->irp();
}

PIRP IoBuildSynchronousFsdRequest(ULONG MajorFunction, PDEVICE_OBJECT DeviceObject, PVOID Buffer,
                                  ULONG Length, PLARGE_INTEGER StartingOffset, PKEVENT Event,
                                  PIO_STATUS_BLOCK IoStatusBlock) {
  PENSTOCK_IRQL_MAX(kApc);
  const IrpRef record =
      IrpRecord::make(DeviceObject->StackSize, IrpRecord::Maker::guest_to_free, PENSTOCK_CALLER);
  if (!record) return nullptr;
  const bool writes = MajorFunction == IRP_MJ_WRITE;
  const bool reads = MajorFunction == IRP_MJ_READ;
  PIO_STACK_LOCATION location = IoGetNextIrpStackLocation(record->irp());
  location->MajorFunction = static_cast<UCHAR>(MajorFunction);
  if (reads || writes) {
    location->Parameters.Read.Length = Length;
    if (StartingOffset != nullptr) location->Parameters.Read.ByteOffset = *StartingOffset;
  }
  auto buffers =
      std::make_shared<RequestBuffers>(bytes_at(writes ? Buffer : nullptr, Length), reads ? Length : 0);
  const auto method =
      (DeviceObject->Flags & DO_BUFFERED_IO) != 0 ? BufferMethod::buffered : BufferMethod::out_direct;
  if (reads) buffers->attach_read(*record->irp(), method);
  if (writes) buffers->attach_write(*record->irp(), method);
  hand_over(*record, {std::move(buffers), reads ? Buffer : nullptr, Length, Event, IoStatusBlock});
  return record->irp();
}

// Who asked: from the client's credentials (K-CLI-5).
ULONG IoGetRequestorProcessId(PIRP Irp) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const IrpRef record = IrpRecord::find(Irp);
  return record ? record->client.process_id : 0;
}

BOOLEAN IoIs32bitProcess(PIRP) { return FALSE; }

}  // extern "C"
