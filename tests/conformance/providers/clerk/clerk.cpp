// SPDX-License-Identifier: Apache-2.0
//
// Clerk: a provider in C++ that binds by interface, takes copies, and lets a thread of its own answer what has piled up at
// the end of each batch, the latest first. Its author likes small classes and RAII.

#include <ntddk.h>
#include <penstock_channel.h>
#include <vmbuskernelmodeclientlibapi.h>
#define INITGUID
#include <initguid.h>
DEFINE_GUID(CLERK_INTERFACE_TYPE, 0xc1e2b000, 0x1111, 0x4222, 0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x66);

#include "../offer.h"

namespace {

constexpr ULONG kTag = 'krlC';

class SpinGuard {
 public:
  explicit SpinGuard(KSPIN_LOCK& lock) : lock_(lock) { KeAcquireSpinLock(&lock_, &irql_); }
  ~SpinGuard() { KeReleaseSpinLock(&lock_, irql_); }
  SpinGuard(const SpinGuard&) = delete;
  SpinGuard& operator=(const SpinGuard&) = delete;

 private:
  KSPIN_LOCK& lock_;
  KIRQL irql_;
};

struct Letter {
  SINGLE_LIST_ENTRY next;
  VMBPACKETCOMPLETION packet;
  UINT32 length;
  UCHAR text[1];
};

class Clerk {
 public:
  NTSTATUS Hire(PDEVICE_OBJECT device);
  void Dismiss();
  NTSTATUS Offer(const PROVIDER_OFFER& offer);
  void Revoke();
  void Pause() {
    if (channel_ != nullptr) kmcl_.VmbChannelPause(channel_);
  }
  void Start() {
    if (channel_ != nullptr) kmcl_.VmbChannelStart(channel_);
  }
  PROVIDER_COUNTS Counts() {
    SpinGuard hold(lock_);
    return counts_;
  }

 private:
  static Clerk* Of(VMBCHANNEL channel);
  static VOID ProcessPacket(VMBCHANNEL, VMBPACKETCOMPLETION, PVOID, UINT32, UINT32);
  static VOID ProcessingComplete(VMBCHANNEL channel, UINT32 count);
  static VOID Thread(PVOID self) { static_cast<Clerk*>(self)->Work(); }
  void Work();
  void AnswerPile();
  NTSTATUS Configure(const PROVIDER_OFFER& offer);

  KMCL_SERVER_INTERFACE_V1 kmcl_;
  PDEVICE_OBJECT device_;
  VMBCHANNEL channel_;
  KSPIN_LOCK lock_;
  SINGLE_LIST_ENTRY pile_;
  UINT64 in_pile_;
  KEVENT wake_;
  PVOID thread_;
  BOOLEAN stop_;
  PROVIDER_COUNTS counts_;
};

Clerk TheClerk;

// The table's functions are members with the library's names.
Clerk* Clerk::Of(VMBCHANNEL channel) {
  return static_cast<Clerk*>(TheClerk.kmcl_.VmbChannelGetPointer(channel));
}

NTSTATUS Clerk::Hire(PDEVICE_OBJECT device) {
  device_ = device;
  KeInitializeSpinLock(&lock_);
  KeInitializeEvent(&wake_, SynchronizationEvent, FALSE);
  NTSTATUS status =
      PenstockQueryChannelInterface(&KMCL_SERVER_INTERFACE_TYPE, sizeof(kmcl_),
                                    KMCL_SERVER_INTERFACE_VERSION_V1, reinterpret_cast<PINTERFACE>(&kmcl_));
  if (!NT_SUCCESS(status)) return status;
  HANDLE handle;
  status = PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, nullptr, nullptr, nullptr, Thread, this);
  if (!NT_SUCCESS(status)) return status;
  status = ObReferenceObjectByHandle(handle, THREAD_ALL_ACCESS, *PsThreadType, KernelMode, &thread_, nullptr);
  ZwClose(handle);
  return status;
}

void Clerk::Dismiss() {
  Revoke();
  stop_ = TRUE;
  KeSetEvent(&wake_, IO_NO_INCREMENT, FALSE);
  if (thread_ != nullptr) {
    KeWaitForSingleObject(thread_, Executive, KernelMode, FALSE, nullptr);
    ObDereferenceObject(thread_);
  }
}

void Clerk::Work() {
  while (!stop_) {
    KeWaitForSingleObject(&wake_, Executive, KernelMode, FALSE, nullptr);
    AnswerPile();
  }
  PsTerminateSystemThread(STATUS_SUCCESS);
}

void Clerk::AnswerPile() {
  SINGLE_LIST_ENTRY* entry;
  {
    SpinGuard hold(lock_);
    entry = pile_.Next;
    pile_.Next = nullptr;
    in_pile_ = 0;
  }
  while (entry != nullptr) {
    auto* letter = CONTAINING_RECORD(entry, Letter, next);
    entry = entry->Next;
    kmcl_.VmbChannelPacketComplete(letter->packet, letter->text, letter->length);
    ExFreePoolWithTag(letter, kTag);
  }
}

VOID Clerk::ProcessPacket(VMBCHANNEL channel, VMBPACKETCOMPLETION packet, PVOID buffer, UINT32 length,
                          UINT32) {
  Clerk* self = Of(channel);
  auto* letter =
      static_cast<Letter*>(ExAllocatePool2(POOL_FLAG_NON_PAGED, FIELD_OFFSET(Letter, text) + length, kTag));
  if (letter == nullptr) {
    self->kmcl_.VmbChannelPacketComplete(packet, nullptr, 0);
    return;
  }
  letter->packet = packet;
  letter->length = length;
  RtlCopyMemory(letter->text, buffer, length);
  SpinGuard hold(self->lock_);
  letter->next.Next = self->pile_.Next;
  self->pile_.Next = &letter->next;
  self->in_pile_ += 1;
  self->counts_.Packets += 1;
  self->counts_.Largest = max(self->counts_.Largest, self->in_pile_);
}

VOID Clerk::ProcessingComplete(VMBCHANNEL channel, UINT32 count) {
  Clerk* self = Of(channel);
  {
    SpinGuard hold(self->lock_);
    self->counts_.Batches += 1;
    self->counts_.InBatches += count;
  }
  KeSetEvent(&self->wake_, IO_NO_INCREMENT, FALSE);
}

NTSTATUS Clerk::Configure(const PROVIDER_OFFER& offer) {
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
  callbacks.EvtChannelSuspend = [](VMBCHANNEL channel) {
    InterlockedIncrement(reinterpret_cast<LONG*>(&Of(channel)->counts_.Suspended));
    KeSetEvent(&Of(channel)->wake_, IO_NO_INCREMENT, FALSE);  // what is left is answered there
  };
  callbacks.EvtChannelClosed = [](VMBCHANNEL channel) {
    InterlockedIncrement(reinterpret_cast<LONG*>(&Of(channel)->counts_.Closed));
  };
  kmcl_.VmbChannelSetPointer(channel_, this);
  NTSTATUS status = kmcl_.VmbChannelInitSetStateChangeCallbacks(channel_, &callbacks);
  if (NT_SUCCESS(status)) {
    status = kmcl_.VmbChannelInitSetProcessPacketCallbacks(channel_, ProcessPacket, ProcessingComplete);
  }
  if (NT_SUCCESS(status)) {
    status = kmcl_.VmbServerChannelInitSetTargetInterfaceId(channel_, CLERK_INTERFACE_TYPE, offer.Instance);
  }
  if (NT_SUCCESS(status)) {
    status = kmcl_.VmbServerChannelInitSetVmbusHandle(channel_, reinterpret_cast<HANDLE>(offer.VmbusHandle));
  }
  return status;
}

NTSTATUS Clerk::Offer(const PROVIDER_OFFER& offer) {
  if (channel_ != nullptr) return STATUS_INVALID_DEVICE_STATE;
  NTSTATUS status = kmcl_.VmbChannelAllocate(device_, TRUE, &channel_);
  if (!NT_SUCCESS(status)) return status;
  status = Configure(offer);
  if (NT_SUCCESS(status)) status = kmcl_.VmbChannelEnable(channel_);
  if (!NT_SUCCESS(status)) {
    kmcl_.VmbChannelCleanup(channel_);
    channel_ = nullptr;
    return status;
  }
  kmcl_.VmbChannelStart(channel_);
  return status;
}

void Clerk::Revoke() {
  if (channel_ == nullptr) return;
  kmcl_.VmbChannelDisable(channel_);
  kmcl_.VmbChannelCleanup(channel_);
  channel_ = nullptr;
}

UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Clerk");
UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Clerk");

NTSTATUS Finish(PIRP irp, NTSTATUS status, ULONG_PTR information = 0) {
  irp->IoStatus.Status = status;
  irp->IoStatus.Information = information;
  IoCompleteRequest(irp, IO_NO_INCREMENT);
  return status;
}

NTSTATUS Control(PDEVICE_OBJECT, PIRP irp) {
  const auto& request = IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl;
  PVOID buffer = irp->AssociatedIrp.SystemBuffer;
  switch (request.IoControlCode) {
    case IOCTL_PROVIDER_OFFER:
      if (request.InputBufferLength < sizeof(PROVIDER_OFFER)) return Finish(irp, STATUS_INVALID_PARAMETER);
      return Finish(irp, TheClerk.Offer(*static_cast<PROVIDER_OFFER*>(buffer)));
    case IOCTL_PROVIDER_REVOKE:
      TheClerk.Revoke();
      return Finish(irp, STATUS_SUCCESS);
    case IOCTL_PROVIDER_PAUSE:
      TheClerk.Pause();
      return Finish(irp, STATUS_SUCCESS);
    case IOCTL_PROVIDER_START:
      TheClerk.Start();
      return Finish(irp, STATUS_SUCCESS);
    case IOCTL_PROVIDER_COUNTS:
      if (request.OutputBufferLength < sizeof(PROVIDER_COUNTS)) return Finish(irp, STATUS_BUFFER_TOO_SMALL);
      *static_cast<PROVIDER_COUNTS*>(buffer) = TheClerk.Counts();
      return Finish(irp, STATUS_SUCCESS, sizeof(PROVIDER_COUNTS));
    default:
      return Finish(irp, STATUS_INVALID_DEVICE_REQUEST);
  }
}

NTSTATUS OpenClose(PDEVICE_OBJECT, PIRP irp) { return Finish(irp, STATUS_SUCCESS); }

VOID Unload(PDRIVER_OBJECT driver) {
  TheClerk.Dismiss();
  IoDeleteSymbolicLink(&LinkName);
  IoDeleteDevice(driver->DeviceObject);
}

}  // namespace

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING) {
  PDEVICE_OBJECT device;
  driver->MajorFunction[IRP_MJ_CREATE] = OpenClose;
  driver->MajorFunction[IRP_MJ_CLOSE] = OpenClose;
  driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Control;
  driver->DriverUnload = Unload;
  NTSTATUS status = IoCreateDevice(driver, 0, &DeviceName, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
  if (!NT_SUCCESS(status)) return status;
  status = IoCreateSymbolicLink(&LinkName, &DeviceName);
  if (NT_SUCCESS(status)) status = TheClerk.Hire(device);
  if (!NT_SUCCESS(status)) IoDeleteDevice(device);
  return status;
}
