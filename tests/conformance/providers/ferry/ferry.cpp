// SPDX-License-Identifier: Apache-2.0
// WDM in C++: no framework, no globals but one object. Packets are taken by a system thread and completed the last one
// first, with an answer of its own; calls lie in this driver's memory.
extern "C" {
#include <ntifs.h>
#include <ntstrsafe.h>
#include <vmbuskernelmodeclientlibapi.h>
}
#include "../field.h"

namespace ferry {

constexpr ULONG kTag = 'yrrF';
constexpr GUID kType = {0x10000002, 0x1111, 0x4222, {0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x02}};
constexpr UINT32 kFlightMagic = 0xF1A6F1A6;

template <typename T>
class SpinHolder {
 public:
  explicit SpinHolder(T& lock) noexcept : lock_(lock) { KeAcquireInStackQueuedSpinLock(&lock_, &handle_); }
  ~SpinHolder() { KeReleaseInStackQueuedSpinLock(&handle_); }
  SpinHolder(const SpinHolder&) = delete;
  SpinHolder& operator=(const SpinHolder&) = delete;

 private:
  T& lock_;
  KLOCK_QUEUE_HANDLE handle_;
};

struct Passenger {
  SLIST_ENTRY Entry;
  VMBPACKETCOMPLETION Packet;
  UINT64 First;
};

// The packet object follows.
struct Flight {
  LIST_ENTRY Link;
  UINT32 Magic;
  UINT32 Number;
  UINT32 NoteLength;
  UINT8 Note[64];
  VMBPACKET Packet() { return reinterpret_cast<VMBPACKET>(ALIGN_UP_POINTER_BY(this + 1, 16)); }
};

class Driver {
 public:
  NTSTATUS Initialize(PDRIVER_OBJECT object);
  void Uninitialize();
  NTSTATUS DeviceControl(PIRP irp, PIO_STACK_LOCATION stack, ULONG_PTR& information);

 private:
  NTSTATUS Offer(const FIELD_OFFER& offer);
  void Revoke();
  NTSTATUS Call();
  Flight* NewFlight(UINT32 number);
  void DropFlight(Flight* flight);
  NTSTATUS StartThread();
  void StopThread();
  void Thread();

  static Driver* Of(VMBCHANNEL channel) { return static_cast<Driver*>(VmbChannelGetPointer(channel)); }
  static KSTART_ROUTINE ThreadEntry;
  static EVT_VMB_PACKET_COMPLETION_ROUTINE Landed;
  static EVT_VMB_CHANNEL_SAVE_PACKET SavePacket;
  static EVT_VMB_CHANNEL_RESTORE_PACKET RestorePacket;

  PDEVICE_OBJECT device_ = nullptr;
  VMBCHANNEL channel_ = nullptr;
  HANDLE bus_ = nullptr;
  KSPIN_LOCK lock_;
  LIST_ENTRY flights_;
  SLIST_HEADER waiting_;
  KEVENT wake_;
  PKTHREAD thread_ = nullptr;
  LONG stop_ = 0;
  UINT32 next_ = 0;
  UINT32 packetSize_ = 0;
  FIELD_COUNTS counts_{};
};

Driver* TheDriver;

VOID Driver::ThreadEntry(PVOID context) {
  static_cast<Driver*>(context)->Thread();
  PsTerminateSystemThread(STATUS_SUCCESS);
}

void Driver::Thread() {
  for (;;) {
    KeWaitForSingleObject(&wake_, Executive, KernelMode, FALSE, nullptr);
    PSLIST_ENTRY entry = InterlockedFlushSList(&waiting_); // the last in is the first out
    while (entry != nullptr) {
      Passenger* passenger = CONTAINING_RECORD(entry, Passenger, Entry);
      entry = entry->Next;
      UINT64 answer[2] = {passenger->First, ~passenger->First};
      VmbChannelPacketComplete(passenger->Packet, answer, sizeof(answer));
      ExFreePoolWithTag(passenger, kTag);
    }
    if (ReadAcquire(&stop_) != 0) break;
  }
}

NTSTATUS Driver::StartThread() {
  HANDLE handle;
  OBJECT_ATTRIBUTES attributes;
  InitializeObjectAttributes(&attributes, nullptr, OBJ_KERNEL_HANDLE, nullptr, nullptr);
  NTSTATUS status =
      PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, &attributes, nullptr, nullptr, &Driver::ThreadEntry, this);
  if (!NT_SUCCESS(status)) return status;
  status = ObReferenceObjectByHandle(handle, SYNCHRONIZE, *PsThreadType, KernelMode,
                                     reinterpret_cast<PVOID*>(&thread_), nullptr);
  ZwClose(handle);
  return status;
}

void Driver::StopThread() {
  if (thread_ == nullptr) return;
  InterlockedExchange(&stop_, 1);
  KeSetEvent(&wake_, IO_NO_INCREMENT, FALSE);
  KeWaitForSingleObject(thread_, Executive, KernelMode, FALSE, nullptr);
  ObDereferenceObject(thread_);
  thread_ = nullptr;
}

Flight* Driver::NewFlight(UINT32 number) {
  auto* flight =
      static_cast<Flight*>(ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(Flight) + 16 + packetSize_, kTag));
  if (flight == nullptr) return nullptr;
  flight->Magic = kFlightMagic;
  flight->Number = number;
  flight->NoteLength = number % sizeof(flight->Note); // some have none
  RtlFillMemory(flight->Note, flight->NoteLength, static_cast<UCHAR>(number));
  SpinHolder<KSPIN_LOCK> hold(lock_);
  InsertTailList(&flights_, &flight->Link);
  return flight;
}

void Driver::DropFlight(Flight* flight) {
  {
    SpinHolder<KSPIN_LOCK> hold(lock_);
    RemoveEntryList(&flight->Link);
  }
  flight->Magic = 0;
  ExFreePoolWithTag(flight, kTag);
}

VOID Driver::Landed(VMBPACKET packet, NTSTATUS status, PVOID buffer, UINT32 length) {
  auto* self = Of(VmbPacketGetChannel(packet));
  auto* flight = static_cast<Flight*>(VmbPacketGetPointer(packet));
  {
    SpinHolder<KSPIN_LOCK> hold(self->lock_);
    if (flight->Magic != kFlightMagic || flight->Packet() != packet) self->counts_.Wrong++;
    for (UINT32 i = 0; i < flight->NoteLength; ++i) {
      if (flight->Note[i] != static_cast<UCHAR>(flight->Number)) self->counts_.Wrong++;
    }
    if ((buffer == nullptr) != (length == 0)) self->counts_.Wrong++;
    self->counts_.LastStatus = status;
    if (NT_SUCCESS(status))
      self->counts_.CallsDone++;
    else if (status == STATUS_CANCELLED)
      self->counts_.CallsCancelled++;
    else
      self->counts_.Wrong++;
  }
  self->DropFlight(flight);
}

NTSTATUS Driver::Call() {
  Flight* flight = NewFlight(next_++);
  if (flight == nullptr) return STATUS_INSUFFICIENT_RESOURCES;
  NTSTATUS status = VmbPacketInitialize(channel_, flight->Packet(), packetSize_);
  if (NT_SUCCESS(status)) {
    VmbPacketSetCompletionRoutine(flight->Packet(), Landed);
    VmbPacketSetPointer(flight->Packet(), flight);
    UINT32 message[6] = {6, flight->Number, 0, 0, 0, 0};
    status = VmbPacketSend(flight->Packet(), message, sizeof(message), nullptr,
                           VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION | VMBUS_CHANNEL_FORMAT_FLAG_PAGED_BUFFER);
  }
  if (!NT_SUCCESS(status)) {
    DropFlight(flight);
    return status;
  }
  InterlockedIncrement64(reinterpret_cast<LONG64*>(&counts_.CallsMade));
  return STATUS_SUCCESS;
}

NTSTATUS Driver::SavePacket(VMBCHANNEL, VMBPACKET packet, PVOID buffer, UINT32 size, PUINT32 needed) {
  auto* flight = static_cast<Flight*>(VmbPacketGetPointer(packet));
  if (flight->NoteLength == 0) return STATUS_SUCCESS; // nothing that could not be made anew
  *needed = 8 + flight->NoteLength;
  if (size < *needed) return STATUS_UNSUCCESSFUL;
  auto* out = static_cast<UINT8*>(buffer);
  RtlCopyMemory(out, &flight->Number, 4);
  RtlCopyMemory(out + 4, &flight->NoteLength, 4);
  RtlCopyMemory(out + 8, flight->Note, flight->NoteLength);
  return STATUS_SUCCESS;
}

NTSTATUS Driver::RestorePacket(VMBCHANNEL channel, PVOID lib, UINT32 libSize, PVOID buffer, UINT32 size) {
  auto* self = Of(channel);
  UINT32 number = 0;
  if (size != 0) {
    if (size < 8) return STATUS_DATA_ERROR;
    RtlCopyMemory(&number, buffer, 4);
  } else if (buffer != nullptr) {
    self->counts_.Wrong++;
  }
  Flight* flight = self->NewFlight(number);
  if (flight == nullptr) return STATUS_NO_MEMORY;
  if (size != (flight->NoteLength == 0 ? 0u : 8 + flight->NoteLength)) self->counts_.Wrong++;
  NTSTATUS status = VmbPacketInitialize(channel, flight->Packet(), VmbChannelSizeofPacket(channel));
  if (NT_SUCCESS(status)) {
    VmbPacketSetPointer(flight->Packet(), flight);
    VmbPacketSetCompletionRoutine(flight->Packet(), Landed);
    status = VmbPacketRestore(flight->Packet(), lib, libSize);
  }
  if (!NT_SUCCESS(status)) {
    self->DropFlight(flight);
    return status;
  }
  self->counts_.CallsRestored++;
  return status;
}

NTSTATUS Driver::Offer(const FIELD_OFFER& offer) {
  NTSTATUS status = VmbConvertVmbusHandleToKernelHandle(reinterpret_cast<HANDLE>(offer.VmbusHandle), &bus_);
  if (!NT_SUCCESS(status)) return status;
  status = VmbChannelAllocate(device_, TRUE, &channel_);
  if (!NT_SUCCESS(status)) return status;
  VmbChannelSetPointer(channel_, this);
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
  callbacks.EvtChannelOpened = [](VMBCHANNEL channel) -> NTSTATUS {
    Of(channel)->counts_.Opened++;
    return STATUS_SUCCESS;
  };
  callbacks.EvtChannelClosed = [](VMBCHANNEL channel) { Of(channel)->counts_.Closed++; };
  callbacks.EvtChannelStarted = [](VMBCHANNEL channel) { Of(channel)->counts_.Started++; };
  callbacks.EvtChannelPostStarted = [](VMBCHANNEL channel) { Of(channel)->counts_.PostStarted++; };
  callbacks.EvtChannelSuspend = [](VMBCHANNEL channel) {
    Of(channel)->counts_.Suspended++;
    KeSetEvent(&Of(channel)->wake_, IO_NO_INCREMENT, FALSE);
  };
  status = VmbChannelInitSetStateChangeCallbacks(channel_, &callbacks);
  if (!NT_SUCCESS(status)) return status;
  status = VmbChannelInitSetProcessPacketCallbacks(
      channel_,
      [](VMBCHANNEL channel, VMBPACKETCOMPLETION packet, PVOID buffer, UINT32 length, UINT32) {
        auto* self = Of(channel);
        self->counts_.Packets++;
        if (KeGetCurrentIrql() > DISPATCH_LEVEL) self->counts_.Wrong++;
        auto* passenger = static_cast<Passenger*>(ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(Passenger), kTag));
        if (passenger == nullptr) {
          VmbChannelPacketComplete(packet, nullptr, 0);
          return;
        }
        passenger->Packet = packet;
        passenger->First = length >= sizeof(UINT64) ? *static_cast<UNALIGNED UINT64*>(buffer) : 0;
        InterlockedPushEntrySList(&self->waiting_, &passenger->Entry);
        KeSetEvent(&self->wake_, IO_NO_INCREMENT, FALSE);
      },
      [](VMBCHANNEL channel, UINT32 count) { Of(channel)->counts_.Batched += count; });
  if (!NT_SUCCESS(status)) return status;
  status = VmbServerChannelInitSetTargetInterfaceId(channel_, kType, offer.Instance);
  if (!NT_SUCCESS(status)) return status;
  status = VmbServerChannelInitSetVmbusHandle(channel_, bus_);
  if (!NT_SUCCESS(status)) return status;
  status = VmbServerChannelInitSetSaveRestorePacketCallbacks(channel_, SavePacket, RestorePacket);
  if (!NT_SUCCESS(status)) return status;
  packetSize_ = VmbChannelSizeofPacket(channel_);
  return VmbChannelEnable(channel_);
}

void Driver::Revoke() {
  if (channel_ != nullptr) {
    VmbChannelDisable(channel_);
    VmbChannelCleanup(channel_);
    channel_ = nullptr;
  }
  if (bus_ != nullptr) {
    ZwClose(bus_);
    bus_ = nullptr;
  }
}

NTSTATUS Driver::DeviceControl(PIRP irp, PIO_STACK_LOCATION stack, ULONG_PTR& information) {
  const auto& parameters = stack->Parameters.DeviceIoControl;
  PVOID system = irp->AssociatedIrp.SystemBuffer;
  NTSTATUS status = STATUS_SUCCESS;
  switch (parameters.IoControlCode) {
    case IOCTL_FIELD_OFFER:
      status = Offer(*static_cast<FIELD_OFFER*>(system));
      if (!NT_SUCCESS(status)) Revoke();
      break;
    case IOCTL_FIELD_REVOKE:
      Revoke();
      break;
    case IOCTL_FIELD_START:
      VmbChannelStart(channel_);
      break;
    case IOCTL_FIELD_PAUSE:
      VmbChannelPause(channel_);
      break;
    case IOCTL_FIELD_CALL:
      for (UINT32 left = *static_cast<UINT32*>(system); left != 0 && NT_SUCCESS(status); --left) status = Call();
      break;
    case IOCTL_FIELD_COUNTS: {
      SpinHolder<KSPIN_LOCK> hold(lock_);
      *static_cast<FIELD_COUNTS*>(system) = counts_;
      information = sizeof(counts_);
      break;
    }
    case IOCTL_FIELD_SAVE: {
      auto* piece = static_cast<FIELD_PIECE*>(system);
      if (parameters.InputBufferLength == 0) status = VmbChannelSaveBegin(channel_);
      if (!NT_SUCCESS(status)) break;
      ULONG filled = 0, required = 0;
      piece->Status = VmbChannelSaveContinue(channel_, piece + 1, parameters.OutputBufferLength - sizeof(*piece),
                                             &filled, &required);
      if (piece->Status == STATUS_SUCCESS || (piece->Status != STATUS_BUFFER_OVERFLOW && piece->Status != STATUS_BUFFER_TOO_SMALL))
        VmbChannelSaveEnd(channel_);
      piece->Filled = filled;
      piece->Required = required;
      information = sizeof(*piece) + filled;
      break;
    }
    case IOCTL_FIELD_RESTORE:
      status = VmbChannelRestoreFromBuffer(channel_, system, parameters.InputBufferLength);
      break;
    default:
      status = STATUS_INVALID_DEVICE_REQUEST;
  }
  return status;
}

NTSTATUS Driver::Initialize(PDRIVER_OBJECT object) {
  KeInitializeSpinLock(&lock_);
  InitializeListHead(&flights_);
  InitializeSListHead(&waiting_);
  KeInitializeEvent(&wake_, SynchronizationEvent, FALSE);
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Ferry");
  UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\??\\Ferry");
  NTSTATUS status = IoCreateDevice(object, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device_);
  if (!NT_SUCCESS(status)) return status;
  status = IoCreateSymbolicLink(&link, &name);
  if (NT_SUCCESS(status)) status = StartThread();
  device_->Flags |= DO_BUFFERED_IO;
  device_->Flags &= ~DO_DEVICE_INITIALIZING;
  return status;
}

void Driver::Uninitialize() {
  UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\??\\Ferry");
  Revoke();
  StopThread();
  IoDeleteSymbolicLink(&link);
  if (device_ != nullptr) IoDeleteDevice(device_);
}

}  // namespace ferry

using namespace ferry;

_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) static DRIVER_DISPATCH FerryCreateClose;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) static DRIVER_DISPATCH FerryDeviceControl;

static NTSTATUS Finish(PIRP Irp, NTSTATUS Status, ULONG_PTR Information) {
  Irp->IoStatus.Status = Status;
  Irp->IoStatus.Information = Information;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return Status;
}

static NTSTATUS FerryCreateClose(PDEVICE_OBJECT, PIRP Irp) { return Finish(Irp, STATUS_SUCCESS, 0); }

static NTSTATUS FerryDeviceControl(PDEVICE_OBJECT, PIRP Irp) {
  ULONG_PTR information = 0;
  NTSTATUS status = TheDriver->DeviceControl(Irp, IoGetCurrentIrpStackLocation(Irp), information);
  return Finish(Irp, status, information);
}

static VOID FerryUnload(PDRIVER_OBJECT) {
  TheDriver->Uninitialize();
  ExFreePoolWithTag(TheDriver, kTag);
}

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  UNREFERENCED_PARAMETER(RegistryPath);
  ExInitializeDriverRuntime(DrvRtPoolNxOptIn);
  TheDriver = static_cast<Driver*>(ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(Driver), kTag));
  if (TheDriver == nullptr) return STATUS_INSUFFICIENT_RESOURCES;
  DriverObject->MajorFunction[IRP_MJ_CREATE] = FerryCreateClose;
  DriverObject->MajorFunction[IRP_MJ_CLOSE] = FerryCreateClose;
  DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = FerryDeviceControl;
  DriverObject->DriverUnload = FerryUnload;
  NTSTATUS status = TheDriver->Initialize(DriverObject);
  if (!NT_SUCCESS(status)) FerryUnload(DriverObject);
  return status;
}
