// SPDX-License-Identifier: Apache-2.0
// A producer that never waits for answers: two system threads send as fast as their credit allows, a timer's DPC sends
// too, and packets come from a lookaside list of this driver. The table of functions is asked for, nothing is linked.
#include <initguid.h>
#include <ntddk.h>
#include <vmbuskernelmodeclientlibapi.h>
#include <penstock_channel.h>
#include "../field.h"

namespace {

constexpr ULONG kTag = 'pmuP';
constexpr LONG kCredit = 256;
constexpr GUID kType = {0x10000005, 0x1111, 0x4222, {0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x05}};

struct Pump {
  PDEVICE_OBJECT Device;
  KMCL_SERVER_INTERFACE_V1 Vmb;
  VMBCHANNEL Channel;
  HANDLE Bus;
  NPAGED_LOOKASIDE_LIST Packets;
  KSEMAPHORE Credit;
  PVOID Threads[2];
  volatile LONG Stopping;
  volatile LONG Sequence;
  volatile LONG InFlight;
  KTIMER Timer;
  KDPC Dpc;
  FAST_MUTEX Mutex;
  FIELD_COUNTS Counts;
} P;

VOID Sent(VMBPACKET Packet, NTSTATUS Status, PVOID Buffer, UINT32 BufferLength) {
  if (Buffer != nullptr || BufferLength != 0 || KeGetCurrentIrql() > DISPATCH_LEVEL) InterlockedIncrement64((LONG64*)&P.Counts.Wrong);
  InterlockedIncrement64(NT_SUCCESS(Status) ? (LONG64*)&P.Counts.CallsDone : (LONG64*)&P.Counts.CallsCancelled);
  ExFreeToNPagedLookasideList(&P.Packets, Packet);
  InterlockedDecrement(&P.InFlight);
  KeReleaseSemaphore(&P.Credit, IO_NO_INCREMENT, 1, FALSE);
}

// Numbers and sends are taken under nothing: their order is per thread only.
NTSTATUS SendOne() {
  auto Packet = static_cast<VMBPACKET>(ExAllocateFromNPagedLookasideList(&P.Packets));
  if (Packet == nullptr) return STATUS_INSUFFICIENT_RESOURCES;
  NTSTATUS Status = P.Vmb.VmbPacketInitialize(P.Channel, Packet, P.Vmb.VmbChannelSizeofPacket(P.Channel));
  if (NT_SUCCESS(Status)) {
    P.Vmb.VmbPacketSetCompletionRoutine(Packet, Sent);
    UINT32 Message[4] = {5, (UINT32)InterlockedIncrement(&P.Sequence), 0, 0};
    InterlockedIncrement(&P.InFlight);
    InterlockedIncrement64((LONG64*)&P.Counts.CallsMade);
    Status = P.Vmb.VmbPacketSend(Packet, Message, sizeof Message, nullptr, 0);
    if (!NT_SUCCESS(Status)) InterlockedDecrement(&P.InFlight);
  }
  if (!NT_SUCCESS(Status)) ExFreeToNPagedLookasideList(&P.Packets, Packet);
  return Status;
}

_Function_class_(KSTART_ROUTINE) VOID Producer(PVOID Context) {
  LONG Left = (LONG)(LONG_PTR)Context;
  while (Left-- > 0) {
    LARGE_INTEGER Timeout;
    Timeout.QuadPart = -10LL * 1000 * 1000 * 30;
    if (KeWaitForSingleObject(&P.Credit, Executive, KernelMode, FALSE, &Timeout) != STATUS_SUCCESS) {
      InterlockedIncrement64((LONG64*)&P.Counts.Wrong);
      break;
    }
    if (ReadAcquire(&P.Stopping)) break;
    if (!NT_SUCCESS(SendOne())) InterlockedIncrement64((LONG64*)&P.Counts.Wrong);
  }
  PsTerminateSystemThread(STATUS_SUCCESS);
}

_Function_class_(KDEFERRED_ROUTINE) VOID Tick(PKDPC, PVOID, PVOID, PVOID) {
  if (KeGetCurrentIrql() != DISPATCH_LEVEL) P.Counts.Wrong++;
  if (!ReadAcquire(&P.Stopping) && P.Channel != nullptr) SendOne();
}

VOID StopThreads() {
  InterlockedExchange(&P.Stopping, 1);
  KeCancelTimer(&P.Timer);
  KeFlushQueuedDpcs();
  for (PVOID& Thread : P.Threads) {
    if (Thread == nullptr) continue;
    KeReleaseSemaphore(&P.Credit, 0, 1, FALSE);
    KeWaitForSingleObject(Thread, Executive, KernelMode, FALSE, nullptr);
    ObDereferenceObject(Thread);
    Thread = nullptr;
  }
}

NTSTATUS Run(UINT32 Count) {
  InterlockedExchange(&P.Stopping, 0);
  for (PVOID& Thread : P.Threads) {
    HANDLE Handle;
    NTSTATUS Status = PsCreateSystemThread(&Handle, THREAD_ALL_ACCESS, nullptr, nullptr, nullptr, Producer, (PVOID)(LONG_PTR)Count);
    if (!NT_SUCCESS(Status)) return Status;
    ObReferenceObjectByHandle(Handle, THREAD_ALL_ACCESS, nullptr, KernelMode, &Thread, nullptr);
    ZwClose(Handle);
  }
  LARGE_INTEGER Due;
  Due.QuadPart = -10000;
  KeSetTimerEx(&P.Timer, Due, 1, &P.Dpc);
  return STATUS_SUCCESS;
}

NTSTATUS Save(VMBCHANNEL, VMBPACKET, PVOID, UINT32, PUINT32) { return STATUS_SUCCESS; }

NTSTATUS Restore(VMBCHANNEL Channel, PVOID LibBuf, UINT32 LibBufSize, PVOID, UINT32) {
  auto Packet = static_cast<VMBPACKET>(ExAllocateFromNPagedLookasideList(&P.Packets));
  if (Packet == nullptr) return STATUS_INSUFFICIENT_RESOURCES;
  P.Vmb.VmbPacketInitialize(Channel, Packet, P.Vmb.VmbChannelSizeofPacket(Channel));
  P.Vmb.VmbPacketSetCompletionRoutine(Packet, Sent);
  NTSTATUS Status = P.Vmb.VmbPacketRestore(Packet, LibBuf, LibBufSize);
  if (!NT_SUCCESS(Status)) {
    ExFreeToNPagedLookasideList(&P.Packets, Packet);
  } else {
    InterlockedIncrement(&P.InFlight);
    P.Counts.CallsRestored++;
  }
  return Status;
}

NTSTATUS Offer(const FIELD_OFFER* In) {
  NTSTATUS Status = PenstockQueryChannelInterface(&KMCL_SERVER_INTERFACE_TYPE, sizeof P.Vmb, KMCL_SERVER_INTERFACE_VERSION_V1,
                                                  reinterpret_cast<PINTERFACE>(&P.Vmb));
  if (!NT_SUCCESS(Status)) return Status;
  auto& Vmb = P.Vmb;
  Status = Vmb.VmbConvertVmbusHandleToKernelHandle((HANDLE)In->VmbusHandle, &P.Bus);
  if (!NT_SUCCESS(Status)) return Status;
  Status = Vmb.VmbChannelAllocate(P.Device, TRUE, &P.Channel);
  if (!NT_SUCCESS(Status)) return Status;
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS Callbacks;
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&Callbacks);
  Callbacks.EvtChannelOpened = [](VMBCHANNEL) -> NTSTATUS { P.Counts.Opened++; return STATUS_SUCCESS; };
  Callbacks.EvtChannelStarted = [](VMBCHANNEL) { P.Counts.Started++; };
  Callbacks.EvtChannelPostStarted = [](VMBCHANNEL) { P.Counts.PostStarted++; };
  Callbacks.EvtChannelSuspend = [](VMBCHANNEL) { P.Counts.Suspended++; };
  Callbacks.EvtChannelClosed = [](VMBCHANNEL) { P.Counts.Closed++; };
  Vmb.VmbChannelInitSetStateChangeCallbacks(P.Channel, &Callbacks);
  Vmb.VmbChannelInitSetProcessPacketCallbacks(
      P.Channel,
      [](VMBCHANNEL, VMBPACKETCOMPLETION Packet, PVOID Buffer, UINT32 Length, UINT32) {
        P.Counts.Packets++;
        P.Vmb.VmbChannelPacketComplete(Packet, Buffer, Length);
      },
      [](VMBCHANNEL, UINT32 Count) { P.Counts.Batched += Count; });
  Vmb.VmbServerChannelInitSetTargetInterfaceId(P.Channel, kType, In->Instance);
  Vmb.VmbServerChannelInitSetVmbusHandle(P.Channel, P.Bus);
  Vmb.VmbServerChannelInitSetSaveRestorePacketCallbacks(P.Channel, Save, Restore);
  ExInitializeNPagedLookasideList(&P.Packets, nullptr, nullptr, POOL_NX_ALLOCATION, Vmb.VmbChannelSizeofPacket(P.Channel), kTag, 0);
  return Vmb.VmbChannelEnable(P.Channel);
}

VOID Revoke() {
  StopThreads();
  if (P.Channel == nullptr) return;
  P.Vmb.VmbChannelDisable(P.Channel);
  P.Vmb.VmbChannelCleanup(P.Channel);
  P.Channel = nullptr;
  if (P.InFlight != 0) P.Counts.Wrong++;
  ExDeleteNPagedLookasideList(&P.Packets);
  if (P.Vmb.InterfaceDereference != nullptr) P.Vmb.InterfaceDereference(P.Vmb.Context);
  ZwClose(P.Bus);
}

NTSTATUS Control(PDEVICE_OBJECT, PIRP Irp) {
  auto Stack = IoGetCurrentIrpStackLocation(Irp);
  auto& Parameters = Stack->Parameters.DeviceIoControl;
  PVOID System = Irp->AssociatedIrp.SystemBuffer;
  NTSTATUS Status = STATUS_SUCCESS;
  Irp->IoStatus.Information = 0;
  ExAcquireFastMutex(&P.Mutex);
  switch (Parameters.IoControlCode) {
    case IOCTL_FIELD_OFFER: {
      // The mutex raises to APC_LEVEL, where no channel may be configured.
      ExReleaseFastMutex(&P.Mutex);
      Status = Offer(static_cast<FIELD_OFFER*>(System));
      ExAcquireFastMutex(&P.Mutex);
      break;
    }
    case IOCTL_FIELD_CALL: {
      UINT32 Count = *(UINT32*)System;
      ExReleaseFastMutex(&P.Mutex);
      StopThreads();
      Status = Run(Count / 2);
      ExAcquireFastMutex(&P.Mutex);
      break;
    }
    case IOCTL_FIELD_COUNTS:
      *static_cast<FIELD_COUNTS*>(System) = P.Counts;
      Irp->IoStatus.Information = sizeof(FIELD_COUNTS);
      break;
    default:
      ExReleaseFastMutex(&P.Mutex);
      switch (Parameters.IoControlCode) {
        case IOCTL_FIELD_START: P.Vmb.VmbChannelStart(P.Channel); break;
        case IOCTL_FIELD_PAUSE: P.Vmb.VmbChannelPause(P.Channel); break;
        case IOCTL_FIELD_REVOKE: Revoke(); break;
        case IOCTL_FIELD_SAVE: {
          auto Piece = static_cast<FIELD_PIECE*>(System);
          ULONG Filled = 0, Required = 0;
          StopThreads(); /* nothing may be sent while it is saved */
          if (Parameters.InputBufferLength == 0) Status = P.Vmb.VmbChannelSaveBegin(P.Channel);
          if (!NT_SUCCESS(Status)) break;
          Piece->Status = P.Vmb.VmbChannelSaveContinue(P.Channel, Piece + 1, Parameters.OutputBufferLength - sizeof *Piece, &Filled, &Required);
          Piece->Filled = Filled;
          Piece->Required = Required;
          if (Piece->Status != STATUS_BUFFER_OVERFLOW && Piece->Status != STATUS_BUFFER_TOO_SMALL) P.Vmb.VmbChannelSaveEnd(P.Channel);
          Irp->IoStatus.Information = sizeof *Piece + Filled;
          break;
        }
        case IOCTL_FIELD_RESTORE: Status = P.Vmb.VmbChannelRestoreFromBuffer(P.Channel, System, Parameters.InputBufferLength); break;
        default: Status = STATUS_INVALID_DEVICE_REQUEST;
      }
      ExAcquireFastMutex(&P.Mutex);
  }
  ExReleaseFastMutex(&P.Mutex);
  Irp->IoStatus.Status = Status;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return Status;
}

NTSTATUS Nothing(PDEVICE_OBJECT, PIRP Irp) {
  Irp->IoStatus.Status = STATUS_SUCCESS;
  Irp->IoStatus.Information = 0;
  IofCompleteRequest(Irp, IO_NO_INCREMENT);
  return STATUS_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT Driver) {
  UNICODE_STRING Link;
  RtlInitUnicodeString(&Link, L"\\??\\Pump");
  Revoke();
  IoDeleteSymbolicLink(&Link);
  IoDeleteDevice(Driver->DeviceObject);
}

}  // namespace

EXTERN_C NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING) {
  UNICODE_STRING Name, Link;
  RtlInitUnicodeString(&Name, L"\\Device\\Pump");
  RtlInitUnicodeString(&Link, L"\\??\\Pump");
  for (auto& Function : Driver->MajorFunction) Function = Nothing;
  Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Control;
  Driver->DriverUnload = Unload;
  KeInitializeSemaphore(&P.Credit, kCredit, MAXLONG);
  KeInitializeTimerEx(&P.Timer, SynchronizationTimer);
  KeInitializeDpc(&P.Dpc, Tick, nullptr);
  ExInitializeFastMutex(&P.Mutex);
  NTSTATUS Status = IoCreateDevice(Driver, 0, &Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &P.Device);
  if (!NT_SUCCESS(Status)) return Status;
  ClearFlag(P.Device->Flags, DO_DEVICE_INITIALIZING);
  return IoCreateSymbolicLink(&Link, &Name);
}
