/* SPDX-License-Identifier: Apache-2.0
 *
 * The client's end of a channel, WDM style: one device, a switch over control codes, everything in one file.
 */
#include <ntddk.h>
#include <vmbuskernelmodeclientlibapi.h>

#include "caller.h"

#define CALLER_TAG 'llaC'
#define CALLER_HELD_MAX 4096
#define CALLER_PACKET_MAX 4096

typedef struct _CALLER_PACKET {
  UINT32 Sequence;
  BOOLEAN InOwnMemory;
} CALLER_PACKET, *PCALLER_PACKET;

static struct {
  PDEVICE_OBJECT Device;
  VMBCHANNEL Channel;
  KSPIN_LOCK Lock;
  CALLER_COUNTS Counts;
  UINT32 NextCompleted;
  UINT32 NextReceived;
  BOOLEAN HoldAnswers;
  UINT32 HeldCount;
  VMBPACKETCOMPLETION Held[CALLER_HELD_MAX];
  PUCHAR Shared;
  UINT32 SharedGpadl;
} Caller;

/* --- what the channel tells us --- */

static NTSTATUS CallerOpened(VMBCHANNEL Channel) {
  UNREFERENCED_PARAMETER(Channel);
  InterlockedIncrement((PLONG)&Caller.Counts.Opened);
  return STATUS_SUCCESS;
}

static VOID CallerStarted(VMBCHANNEL Channel) {
  UNREFERENCED_PARAMETER(Channel);
  InterlockedIncrement((PLONG)&Caller.Counts.Started);
}

/* In the order they came: the holding ends when nothing is held any more. */
static VOID CallerAnswerHeld(VOID) {
  for (;;) {
    VMBPACKETCOMPLETION Packet = NULL;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Caller.Lock, &OldIrql);
    if (Caller.Counts.Held < Caller.HeldCount) {
      Packet = Caller.Held[Caller.Counts.Held++];
    } else {
      Caller.HoldAnswers = FALSE;
    }
    KeReleaseSpinLock(&Caller.Lock, OldIrql);
    if (Packet == NULL) break;
    VmbChannelPacketComplete(Packet, NULL, 0);
  }
}

static VOID CallerSuspended(VMBCHANNEL Channel) {
  UNREFERENCED_PARAMETER(Channel);
  InterlockedIncrement((PLONG)&Caller.Counts.Suspended);
  CallerAnswerHeld();
}

static VOID CallerClosed(VMBCHANNEL Channel) {
  UNREFERENCED_PARAMETER(Channel);
  InterlockedIncrement((PLONG)&Caller.Counts.Closed);
}

static VOID CallerPnpFailure(VMBCHANNEL Channel, NTSTATUS FailureStatus) {
  UNREFERENCED_PARAMETER(Channel);
  Caller.Counts.LastFailure = FailureStatus;
}

static VOID CallerProcessPacket(VMBCHANNEL Channel, VMBPACKETCOMPLETION Packet, PVOID Buffer,
                                UINT32 BufferLength, UINT32 Flags) {
  BOOLEAN Hold = FALSE;
  KIRQL OldIrql;

  UNREFERENCED_PARAMETER(Channel);
  UNREFERENCED_PARAMETER(Flags);
  if (KeGetCurrentIrql() > DISPATCH_LEVEL) Caller.Counts.ProcessedAboveDispatch++;
  KeAcquireSpinLock(&Caller.Lock, &OldIrql);
  if (BufferLength >= 8) {
    UINT32 Sequence = ((PUINT32)Buffer)[1];

    if (Caller.Counts.Received != 0 && Sequence != Caller.NextReceived) Caller.Counts.ReceivedOutOfOrder++;
    Caller.NextReceived = Sequence + 1;
  }
  Caller.Counts.Received++;
  if (Caller.HoldAnswers && Caller.HeldCount < CALLER_HELD_MAX) {
    Caller.Held[Caller.HeldCount++] = Packet;
    Hold = TRUE;
  }
  KeReleaseSpinLock(&Caller.Lock, OldIrql);
  if (!Hold) VmbChannelPacketComplete(Packet, Buffer, BufferLength);
}

static VOID CallerProcessingComplete(VMBCHANNEL Channel, UINT32 PacketsProcessed) {
  UNREFERENCED_PARAMETER(Channel);
  Caller.Counts.Batches++;
  Caller.Counts.InBatches += PacketsProcessed;
}

/* --- connecting --- */

static NTSTATUS CallerConfigure(const CALLER_CONNECT* Connect) {
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS Callbacks;
  NTSTATUS Status;

  VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&Callbacks);
  Callbacks.EvtChannelOpened = CallerOpened;
  Callbacks.EvtChannelStarted = CallerStarted;
  Callbacks.EvtChannelSuspend = CallerSuspended;
  Callbacks.EvtChannelClosed = CallerClosed;
  Status = VmbChannelInitSetStateChangeCallbacks(Caller.Channel, &Callbacks);
  if (!NT_SUCCESS(Status)) return Status;
  Status =
      VmbChannelInitSetProcessPacketCallbacks(Caller.Channel, CallerProcessPacket, CallerProcessingComplete);
  if (!NT_SUCCESS(Status)) return Status;
  Status = VmbChannelInitSetMaximumPacketSize(Caller.Channel, CALLER_PACKET_MAX);
  if (!NT_SUCCESS(Status)) return Status;
  Status = VmbClientChannelInitSetRingBufferPageCount(Caller.Channel, Connect->RingPages, Connect->RingPages);
  if (!NT_SUCCESS(Status)) return Status;
  return VmbClientChannelInitSetTargetPnp(Caller.Channel, &Connect->Type, &Connect->Instance,
                                          CallerPnpFailure);
}

static NTSTATUS CallerConnect(const CALLER_CONNECT* Connect) {
  NTSTATUS Status;

  if (Caller.Channel != NULL) return STATUS_DEVICE_BUSY;
  RtlZeroMemory(&Caller.Counts, sizeof(Caller.Counts));
  Caller.HeldCount = 0;
  Caller.NextCompleted = 0;
  Caller.HoldAnswers = Connect->HoldAnswers != 0;
  Status = VmbChannelAllocate(Caller.Device, FALSE, &Caller.Channel);
  if (!NT_SUCCESS(Status)) {
    Caller.Channel = NULL;
    return Status;
  }
  Status = CallerConfigure(Connect);
  if (NT_SUCCESS(Status)) Status = VmbChannelEnable(Caller.Channel);
  if (!NT_SUCCESS(Status)) {
    VmbChannelCleanup(Caller.Channel);
    Caller.Channel = NULL;
  }
  return Status;
}

static VOID CallerUnshare(VOID) {
  if (Caller.Shared == NULL) return;
  VmbChannelDeleteGpadl(Caller.Channel, Caller.SharedGpadl);
  ExFreePoolWithTag(Caller.Shared, CALLER_TAG);
  Caller.Shared = NULL;
}

static VOID CallerDisconnect(VOID) {
  if (Caller.Channel == NULL) return;
  CallerUnshare();
  VmbChannelDisable(Caller.Channel);
  VmbChannelCleanup(Caller.Channel);
  Caller.Channel = NULL;
}

/* --- requests --- */

typedef struct _CALLER_WAIT {
  KEVENT Done;
  NTSTATUS Status;
  PCALLER_ANSWER Answer;
  UINT32 Room;
} CALLER_WAIT, *PCALLER_WAIT;

static VOID CallerWaitDone(VMBPACKET Packet, NTSTATUS Status, PVOID Buffer, UINT32 BufferLength) {
  PCALLER_WAIT Wait = VmbPacketGetPointer(Packet);

  Wait->Status = Status;
  Wait->Answer->Length = min(BufferLength, Wait->Room);
  if (Wait->Answer->Length != 0) RtlCopyMemory(Wait->Answer->Bytes, Buffer, Wait->Answer->Length);
  KeSetEvent(&Wait->Done, IO_NO_INCREMENT, FALSE);
}

static PMDL CallerDescribe(PUCHAR Bytes, UINT32 Length) {
  PMDL Mdl = IoAllocateMdl(Bytes, Length, FALSE, FALSE, NULL);

  if (Mdl != NULL) MmBuildMdlForNonPagedPool(Mdl);
  return Mdl;
}

static NTSTATUS CallerSendPages(VMBPACKET Packet, PVOID Message, UINT32 Length, PUCHAR Pages, UINT32 Bytes) {
  PFN_NUMBER Numbers[16];
  UINT32 Count = BYTES_TO_PAGES(Bytes), Index;
  PMDL Mdl = CallerDescribe(Pages, Bytes);
  NTSTATUS Status;

  if (Mdl == NULL || Count > ARRAYSIZE(Numbers)) return STATUS_INSUFFICIENT_RESOURCES;
  for (Index = 0; Index < Count; Index++) Numbers[Index] = MmGetMdlPfnArray(Mdl)[Index];
  IoFreeMdl(Mdl);
  Status = VmbPacketSendWithExternalPfns(Packet, Message, Length, Numbers, Count,
                                         VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION);
  return Status;
}

/* A chain of two descriptors over one buffer, of which the middle is sent: a hundred bytes less on either side. */
static NTSTATUS CallerSendChain(VMBPACKET Packet, PVOID Message, UINT32 Length, PMDL First, PMDL Second,
                                UINT32 Bytes) {
  First->Next = Second;
  return VmbPacketSendWithExternalMdl(Packet, Message, Length, First, 100, Bytes - 200,
                                      VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION);
}

static NTSTATUS CallerSendExternal(VMBPACKET Packet, const CALLER_REQUEST* Request, PUCHAR Bytes,
                                   PCALLER_WAIT Wait) {
  UINT32 Half = Request->ExternalBytes / 2;
  PVOID Message = (PVOID)(Request + 1);
  PMDL First = NULL, Second = NULL;
  NTSTATUS Status;

  if (Request->External == CALLER_EXTERNAL_PFNS) {
    Status = CallerSendPages(Packet, Message, Request->Length, Bytes, Request->ExternalBytes);
  } else {
    First = CallerDescribe(Bytes, Half);
    Second = CallerDescribe(Bytes + Half, Request->ExternalBytes - Half);
    if (First == NULL || Second == NULL) {
      Status = STATUS_INSUFFICIENT_RESOURCES;
    } else if (Request->External == CALLER_EXTERNAL_MDL) {
      Status = CallerSendChain(Packet, Message, Request->Length, First, Second, Request->ExternalBytes);
    } else {
      Status = VmbPacketSend(Packet, Message, Request->Length, First,
                             VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION);
    }
  }
  if (NT_SUCCESS(Status)) KeWaitForSingleObject(&Wait->Done, Executive, KernelMode, FALSE, NULL);
  if (First != NULL) IoFreeMdl(First);
  if (Second != NULL) IoFreeMdl(Second);
  return Status;
}

static NTSTATUS CallerExternal(const CALLER_REQUEST* Request, PCALLER_ANSWER Answer) {
  CALLER_WAIT Wait;
  NTSTATUS Status;
  VMBPACKET Packet = VmbPacketAllocate(Caller.Channel);
  PUCHAR Bytes = ExAllocatePool2(POOL_FLAG_NON_PAGED, max(Request->ExternalBytes, PAGE_SIZE), CALLER_TAG);

  if (Packet == NULL || Bytes == NULL) return STATUS_INSUFFICIENT_RESOURCES;
  RtlFillMemory(Bytes, Request->ExternalBytes, 3);
  KeInitializeEvent(&Wait.Done, NotificationEvent, FALSE);
  Wait.Status = STATUS_SUCCESS;
  Wait.Answer = Answer;
  Wait.Room = Request->AnswerBytes;
  VmbPacketSetPointer(Packet, &Wait);
  VmbPacketSetCompletionRoutine(Packet, CallerWaitDone);
  Status = CallerSendExternal(Packet, Request, Bytes, &Wait);
  VmbPacketFree(Packet);
  ExFreePoolWithTag(Bytes, CALLER_TAG);
  return NT_SUCCESS(Status) ? Wait.Status : Status;
}

static NTSTATUS CallerSynchronous(const CALLER_REQUEST* Request, PCALLER_ANSWER Answer) {
  LARGE_INTEGER Timeout;

  Timeout.QuadPart = -(LONGLONG)Request->TimeoutMs * 10000;
  Answer->Length = Request->AnswerBytes;
  return VmbChannelSendSynchronousRequest(
      Caller.Channel, (PVOID)(Request + 1), Request->Length, NULL,
      Request->WaitForCompletion ? VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION : 0, Answer->Bytes,
      &Answer->Length, Request->TimeoutMs == CALLER_FOREVER ? NULL : &Timeout);
}

/* --- many packets, answered whenever --- */

static VOID CallerPosted(VMBPACKET Packet, NTSTATUS Status, PVOID Buffer, UINT32 BufferLength) {
  PCALLER_PACKET Own = VmbPacketGetPointer(Packet);
  KIRQL OldIrql;

  UNREFERENCED_PARAMETER(Buffer);
  UNREFERENCED_PARAMETER(BufferLength);
  KeAcquireSpinLock(&Caller.Lock, &OldIrql);
  if (NT_SUCCESS(Status)) {
    Caller.Counts.Completed++;
    if (Own->Sequence != Caller.NextCompleted && Caller.Counts.Completed > 1) Caller.Counts.OutOfOrder++;
    Caller.NextCompleted = Own->Sequence + 1;
  } else {
    Caller.Counts.Cancelled++;
  }
  KeReleaseSpinLock(&Caller.Lock, OldIrql);
  if (!Own->InOwnMemory) VmbPacketFree(Packet);
  ExFreePoolWithTag(Own, CALLER_TAG); /* with it the packet, where that lies behind it */
}

static NTSTATUS CallerNewPacket(BOOLEAN InOwnMemory, PCALLER_PACKET* Own, VMBPACKET* Packet) {
  UINT32 Size = VmbChannelSizeofPacket(Caller.Channel);

  *Own = ExAllocatePool2(POOL_FLAG_NON_PAGED, 16 + (InOwnMemory ? Size : 0), CALLER_TAG);
  if (*Own == NULL) return STATUS_INSUFFICIENT_RESOURCES;
  (*Own)->InOwnMemory = InOwnMemory;
  if (InOwnMemory) {
    *Packet = (VMBPACKET)((PUCHAR)*Own + 16);
    return VmbPacketInitialize(Caller.Channel, *Packet, Size);
  }
  *Packet = VmbPacketAllocate(Caller.Channel);
  return *Packet != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static NTSTATUS CallerPost(const CALLER_POST* Post) {
  UINT32 Index;
  NTSTATUS Status = STATUS_SUCCESS;

  for (Index = 0; Index < Post->Count && NT_SUCCESS(Status); Index++) {
    PCALLER_PACKET Own;
    VMBPACKET Packet;

    Status = CallerNewPacket(Post->InCallerMemory != 0, &Own, &Packet);
    if (!NT_SUCCESS(Status)) return Status;
    Own->Sequence = Post->FirstSequence + Index;
    VmbPacketSetPointer(Packet, Own);
    VmbPacketSetCompletionRoutine(Packet, CallerPosted);
    ((PUINT32)(Post + 1))[1] = Own->Sequence;
    InterlockedIncrement64((PLONGLONG)&Caller.Counts.Posted);
    Status = VmbPacketSend(Packet, (PVOID)(Post + 1), Post->Length, NULL,
                           Post->WaitForCompletion ? VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION : 0);
    if (!NT_SUCCESS(Status)) {
      if (!Own->InOwnMemory) VmbPacketFree(Packet);
      ExFreePoolWithTag(Own, CALLER_TAG);
    }
  }
  return Status;
}

static NTSTATUS CallerShare(const CALLER_SHARE* Share, CALLER_SHARED* Shared) {
  if (Caller.Shared != NULL || Share->Bytes == 0) return STATUS_INVALID_PARAMETER;
  Caller.Shared = ExAllocatePool2(POOL_FLAG_NON_PAGED, Share->Bytes, CALLER_TAG);
  if (Caller.Shared == NULL) return STATUS_INSUFFICIENT_RESOURCES;
  RtlFillMemory(Caller.Shared, Share->Bytes, (UCHAR)Share->Fill);
  Shared->Status = VmbChannelCreateGpadlFromBuffer(Caller.Channel,
                                                   Share->ReadOnly ? VMBUS_CHANNEL_GPADL_FLAG_READ_ONLY : 0,
                                                   Caller.Shared, Share->Bytes, &Caller.SharedGpadl);
  Shared->Gpadl = Caller.SharedGpadl;
  if (!NT_SUCCESS(Shared->Status)) {
    ExFreePoolWithTag(Caller.Shared, CALLER_TAG);
    Caller.Shared = NULL;
  }
  return STATUS_SUCCESS;
}

/* --- the device --- */

static NTSTATUS CallerCounts(PVOID Buffer, ULONG OutputLength, PULONG_PTR Information) {
  KIRQL OldIrql;

  if (OutputLength < sizeof(CALLER_COUNTS)) return STATUS_BUFFER_TOO_SMALL;
  KeAcquireSpinLock(&Caller.Lock, &OldIrql);
  RtlCopyMemory(Buffer, &Caller.Counts, sizeof(CALLER_COUNTS));
  ((CALLER_COUNTS*)Buffer)->Held = Caller.HeldCount - Caller.Counts.Held;
  ((CALLER_COUNTS*)Buffer)->FirstBytes = Caller.Shared != NULL ? Caller.Shared[0] : 0;
  KeReleaseSpinLock(&Caller.Lock, OldIrql);
  *Information = sizeof(CALLER_COUNTS);
  return STATUS_SUCCESS;
}

static NTSTATUS CallerRequest(PVOID Buffer, ULONG InputLength, ULONG OutputLength, PULONG_PTR Information) {
  const CALLER_REQUEST* Request = Buffer;
  PCALLER_ANSWER Answer;

  if (InputLength < sizeof(*Request) || InputLength - sizeof(*Request) < Request->Length ||
      OutputLength < FIELD_OFFSET(CALLER_ANSWER, Bytes) + Request->AnswerBytes || Caller.Channel == NULL) {
    return STATUS_INVALID_PARAMETER;
  }
  Answer = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(CALLER_ANSWER) + Request->AnswerBytes, CALLER_TAG);
  if (Answer == NULL) return STATUS_INSUFFICIENT_RESOURCES;
  Answer->Status = Request->External != CALLER_EXTERNAL_NONE ? CallerExternal(Request, Answer)
                                                             : CallerSynchronous(Request, Answer);
  if (!NT_SUCCESS(Answer->Status)) Answer->Length = 0;
  *Information = FIELD_OFFSET(CALLER_ANSWER, Bytes) + Answer->Length;
  RtlCopyMemory(Buffer, Answer, *Information);
  ExFreePoolWithTag(Answer, CALLER_TAG);
  return STATUS_SUCCESS;
}

static NTSTATUS CallerControl(ULONG Code, PVOID Buffer, ULONG InputLength, ULONG OutputLength,
                              PULONG_PTR Information) {
  switch (Code) {
    case IOCTL_CALLER_CONNECT:
      return InputLength >= sizeof(CALLER_CONNECT) ? CallerConnect(Buffer) : STATUS_INVALID_PARAMETER;
    case IOCTL_CALLER_DISCONNECT:
      CallerDisconnect();
      return STATUS_SUCCESS;
    case IOCTL_CALLER_REQUEST:
      return CallerRequest(Buffer, InputLength, OutputLength, Information);
    case IOCTL_CALLER_POST:
      return InputLength >= sizeof(CALLER_POST) ? CallerPost(Buffer) : STATUS_INVALID_PARAMETER;
    case IOCTL_CALLER_COUNTS:
      return CallerCounts(Buffer, OutputLength, Information);
    case IOCTL_CALLER_SHARE: {
      CALLER_SHARED Shared = {0};
      NTSTATUS Status =
          InputLength >= sizeof(CALLER_SHARE) ? CallerShare(Buffer, &Shared) : STATUS_INVALID_PARAMETER;

      if (NT_SUCCESS(Status) && OutputLength >= sizeof(Shared)) {
        RtlCopyMemory(Buffer, &Shared, sizeof(Shared));
        *Information = sizeof(Shared);
      }
      return Status;
    }
    case IOCTL_CALLER_UNSHARE:
      CallerUnshare();
      return STATUS_SUCCESS;
    case IOCTL_CALLER_ANSWER_HELD:
      CallerAnswerHeld();
      return STATUS_SUCCESS;
    default:
      return STATUS_INVALID_DEVICE_REQUEST;
  }
}

static NTSTATUS CallerDeviceControl(PDEVICE_OBJECT DeviceObject, PIRP Irp) {
  PIO_STACK_LOCATION Location = IoGetCurrentIrpStackLocation(Irp);
  ULONG_PTR Information = 0;
  NTSTATUS Status;

  UNREFERENCED_PARAMETER(DeviceObject);
  Status = CallerControl(Location->Parameters.DeviceIoControl.IoControlCode, Irp->AssociatedIrp.SystemBuffer,
                         Location->Parameters.DeviceIoControl.InputBufferLength,
                         Location->Parameters.DeviceIoControl.OutputBufferLength, &Information);
  Irp->IoStatus.Status = Status;
  Irp->IoStatus.Information = Information;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return Status;
}

static NTSTATUS CallerCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp) {
  UNREFERENCED_PARAMETER(DeviceObject);
  Irp->IoStatus.Status = STATUS_SUCCESS;
  Irp->IoStatus.Information = 0;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return STATUS_SUCCESS;
}

static VOID CallerUnload(PDRIVER_OBJECT DriverObject) {
  UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Caller");

  UNREFERENCED_PARAMETER(DriverObject);
  CallerDisconnect();
  IoDeleteSymbolicLink(&Link);
  IoDeleteDevice(Caller.Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Caller");
  UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Caller");
  NTSTATUS Status;

  UNREFERENCED_PARAMETER(RegistryPath);
  KeInitializeSpinLock(&Caller.Lock);
  DriverObject->MajorFunction[IRP_MJ_CREATE] = CallerCreateClose;
  DriverObject->MajorFunction[IRP_MJ_CLOSE] = CallerCreateClose;
  DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = CallerDeviceControl;
  DriverObject->DriverUnload = CallerUnload;
  Status = IoCreateDevice(DriverObject, 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &Caller.Device);
  if (!NT_SUCCESS(Status)) return Status;
  Status = IoCreateSymbolicLink(&Link, &Name);
  if (!NT_SUCCESS(Status)) IoDeleteDevice(Caller.Device);
  return Status;
}
