/* SPDX-License-Identifier: Apache-2.0
 *
 * tower: a disk behind a channel. Requests lie in a lookaside list and are finished last first; each packet of ours
 * carries kilobytes of state through a save.
 */
#include <ntddk.h>
#include <initguid.h>
#include <ntstrsafe.h>
#include <vmbuskernelmodeclientlibapi.h>

#include "../field.h"
#include "tower.h"

#define TOWER_TAG 'rwoT'
#define TOWER_MAX_TRANSFER (64 * 1024)
#define TOWER_MAX_CHAIN 17
#define TOWER_STATE_MAGIC 0x54775253u

#if DBG
#define TowerTrace(_level_, ...) \
  DbgPrintEx(DPFLTR_IHVDRIVER_ID, (_level_), "tower: " __VA_ARGS__)
#else
#define TowerTrace(_level_, ...) ((void)0)
#endif

DEFINE_GUID(GUID_TOWER_TYPE, 0x1000000b, 0x1111, 0x4222, 0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x0b);

typedef struct _TOWER_SRB {
  LIST_ENTRY Entry;
  VMBPACKETCOMPLETION Completion;
  PMDL Data;
  TOWER_REQUEST Request;
  LARGE_INTEGER Arrived;
} TOWER_SRB, *PTOWER_SRB;

typedef struct _TOWER_CALL {
  LIST_ENTRY Entry;
  UINT32 Sequence;
  UINT32 StateBytes;
  _Field_size_bytes_(StateBytes) PUCHAR State;
} TOWER_CALL, *PTOWER_CALL;

typedef struct _TOWER_SAVED {
  UINT32 Magic;
  UINT32 Sequence;
  UINT32 StateBytes;
  UINT32 Hash;
  UCHAR State[ANYSIZE_ARRAY];
} TOWER_SAVED, *PTOWER_SAVED;

typedef struct _DEVICE_EXTENSION {
  PDEVICE_OBJECT Self;
  UNICODE_STRING LinkName;
  VMBCHANNEL Channel;
  HANDLE BusHandle;
  BOOLEAN Enabled;
  BOOLEAN Saving;
  NPAGED_LOOKASIDE_LIST SrbList;
  LIST_ENTRY Pending;
  LIST_ENTRY Calls;
  KSPIN_LOCK Lock;
  KDPC FinishDpc;
  volatile LONG NextSequence;
  FIELD_COUNTS Counts;
  PUCHAR Disk;
} DEVICE_EXTENSION, *PDEVICE_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD TowerUnload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH TowerCreateClose;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) DRIVER_DISPATCH TowerDeviceControl;
KDEFERRED_ROUTINE TowerFinishDpc;
EVT_VMB_CHANNEL_OPENED TowerEvtOpened;
EVT_VMB_CHANNEL_CLOSED TowerEvtClosed;
EVT_VMB_CHANNEL_SUSPEND TowerEvtSuspend;
EVT_VMB_CHANNEL_STARTED TowerEvtStarted;
EVT_VMB_CHANNEL_POST_STARTED TowerEvtPostStarted;
EVT_VMB_CHANNEL_PROCESS_PACKET TowerEvtProcessPacket;
EVT_VMB_CHANNEL_PROCESSING_COMPLETE TowerEvtProcessingComplete;
EVT_VMB_PACKET_COMPLETION_ROUTINE TowerEvtCallDone;
EVT_VMB_CHANNEL_SAVE_PACKET TowerEvtSavePacket;
EVT_VMB_CHANNEL_RESTORE_PACKET TowerEvtRestorePacket;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, TowerUnload)
#pragma alloc_text(PAGE, TowerCreateClose)
#endif

static PDEVICE_EXTENSION FORCEINLINE TowerOf(_In_ VMBCHANNEL Channel) {
  return (PDEVICE_EXTENSION)VmbChannelGetPointer(Channel);
}

static UINT32 TowerHash(_In_reads_bytes_(Length) const UCHAR* Bytes, _In_ SIZE_T Length) {
  UINT32 Hash = 2166136261u;
  while (Length-- != 0) Hash = (Hash ^ *Bytes++) * 16777619u;
  return Hash;
}

static VOID TowerWrong(_Inout_ PDEVICE_EXTENSION Extension) {
  InterlockedIncrement64((volatile LONG64*)&Extension->Counts.Wrong);
}

/* ---- state ---- */

_Use_decl_annotations_ NTSTATUS TowerEvtOpened(VMBCHANNEL Channel) {
  PDEVICE_EXTENSION Extension = TowerOf(Channel);
  GUID Instance;

  PAGED_CODE();
  VmbChannelGetInterfaceInstance(Channel, &Instance);
  if (RtlCompareMemory(&Instance, &GUID_TOWER_TYPE, sizeof(GUID)) == sizeof(GUID)) TowerWrong(Extension);
  InterlockedIncrement((volatile LONG*)&Extension->Counts.Opened);
  TowerTrace(DPFLTR_INFO_LEVEL, "opened, instance %08lx\n", Instance.Data1);
  return STATUS_SUCCESS;
}

_Use_decl_annotations_ VOID TowerEvtClosed(VMBCHANNEL Channel) {
  PDEVICE_EXTENSION Extension = TowerOf(Channel);

  PAGED_CODE();
  if (!IsListEmpty(&Extension->Pending)) TowerWrong(Extension);
  InterlockedIncrement((volatile LONG*)&Extension->Counts.Closed);
}

_Use_decl_annotations_ VOID TowerEvtSuspend(VMBCHANNEL Channel) {
  PDEVICE_EXTENSION Extension = TowerOf(Channel);

  InterlockedIncrement((volatile LONG*)&Extension->Counts.Suspended);
  KeInsertQueueDpc(&Extension->FinishDpc, NULL, NULL);
}

_Use_decl_annotations_ VOID TowerEvtStarted(VMBCHANNEL Channel) {
  InterlockedIncrement((volatile LONG*)&TowerOf(Channel)->Counts.Started);
}

_Use_decl_annotations_ VOID TowerEvtPostStarted(VMBCHANNEL Channel) {
  InterlockedIncrement((volatile LONG*)&TowerOf(Channel)->Counts.PostStarted);
}

/* ---- requests of the guest ---- */

_IRQL_requires_max_(DISPATCH_LEVEL) static NTSTATUS TowerTransfer(PDEVICE_EXTENSION Extension, PTOWER_SRB Srb) {
  ULONG64 Offset = Srb->Request.Lba * TOWER_BLOCK;
  ULONG64 Left = (ULONG64)Srb->Request.Blocks * TOWER_BLOCK;
  PMDL Mdl;

  if (Srb->Request.Lba >= TOWER_BLOCKS || Srb->Request.Blocks > TOWER_BLOCKS - Srb->Request.Lba)
    return STATUS_INVALID_PARAMETER;
  for (Mdl = Srb->Data; Mdl != NULL && Left != 0; Mdl = Mdl->Next) {
    ULONG Piece = (ULONG)min((ULONG64)MmGetMdlByteCount(Mdl), Left);
    PVOID Address = MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority | MdlMappingNoExecute);

    if (Address == NULL) return STATUS_INSUFFICIENT_RESOURCES;
    if (Srb->Request.Operation == TOWER_OP_READ)
      RtlCopyMemory(Address, Extension->Disk + Offset, Piece);
    else
      RtlCopyMemory(Extension->Disk + Offset, Address, Piece);
    Offset += Piece;
    Left -= Piece;
  }
  return Left == 0 ? STATUS_SUCCESS : STATUS_BUFFER_TOO_SMALL;
}

_Use_decl_annotations_ VOID TowerEvtProcessPacket(VMBCHANNEL Channel, VMBPACKETCOMPLETION Packet, PVOID Buffer,
                                                  UINT32 BufferLength, UINT32 Flags) {
  PDEVICE_EXTENSION Extension = TowerOf(Channel);
  PTOWER_SRB Srb;
  NTSTATUS Status = STATUS_SUCCESS;

  Extension->Counts.Packets++;
  Srb = (PTOWER_SRB)ExAllocateFromNPagedLookasideList(&Extension->SrbList);
  if (Srb == NULL) {
    VmbChannelPacketComplete(Packet, NULL, 0);
    return;
  }
  RtlZeroMemory(Srb, sizeof(*Srb));
  Srb->Completion = Packet;
  Srb->Arrived = KeQueryPerformanceCounter(NULL);
  RtlCopyMemory(&Srb->Request, Buffer, min(BufferLength, sizeof(Srb->Request)));
  if (FlagOn(Flags, VMBUS_CHANNEL_PROCESS_PACKET_FLAG_EXTERNAL_DATA)) {
    UINT32 How = Srb->Request.Operation == TOWER_OP_WRITE ? VMBUS_CHANNEL_PACKET_EXTERNAL_DATA_FLAG_READ_ONLY : 0;

    Status = VmbChannelPacketGetExternalData(Packet, How, &Srb->Data);
    if (Status == STATUS_PENDING) {
      ExFreeToNPagedLookasideList(&Extension->SrbList, Srb);
      return;
    }
  }
  if (NT_SUCCESS(Status)) {
    switch (Srb->Request.Operation) {
      case TOWER_OP_READ:
      case TOWER_OP_WRITE:
        Status = TowerTransfer(Extension, Srb);
        break;
      case TOWER_OP_CAPACITY:
        Srb->Request.Lba = TOWER_BLOCKS;
        Srb->Request.Blocks = TOWER_BLOCK;
        break;
      default:
        break;
    }
  }
  Srb->Request.Status = Status;
  ExInterlockedInsertHeadList(&Extension->Pending, &Srb->Entry, &Extension->Lock);
}

_Use_decl_annotations_ VOID TowerEvtProcessingComplete(VMBCHANNEL Channel, UINT32 PacketsProcessed) {
  PDEVICE_EXTENSION Extension = TowerOf(Channel);

  if (PacketsProcessed == 0) TowerWrong(Extension);
  Extension->Counts.Batched += PacketsProcessed;
  KeInsertQueueDpc(&Extension->FinishDpc, ULongToPtr(PacketsProcessed), NULL);
}

_Use_decl_annotations_ VOID TowerFinishDpc(PKDPC Dpc, PVOID DeferredContext, PVOID Argument1, PVOID Argument2) {
  PDEVICE_EXTENSION Extension = (PDEVICE_EXTENSION)DeferredContext;
  PLIST_ENTRY Entry;

  UNREFERENCED_PARAMETER(Dpc);
  UNREFERENCED_PARAMETER(Argument1);
  UNREFERENCED_PARAMETER(Argument2);
  while ((Entry = ExInterlockedRemoveHeadList(&Extension->Pending, &Extension->Lock)) != NULL) {
    PTOWER_SRB Srb = CONTAINING_RECORD(Entry, TOWER_SRB, Entry);

    if (KeQueryPerformanceCounter(NULL).QuadPart < Srb->Arrived.QuadPart) TowerWrong(Extension);
    VmbChannelPacketComplete(Srb->Completion, &Srb->Request, sizeof(Srb->Request));
    ExFreeToNPagedLookasideList(&Extension->SrbList, Srb);
  }
}

/* ---- packets of ours ---- */

static VOID TowerFreeCall(_In_ PDEVICE_EXTENSION Extension, _In_ __drv_freesMem(Mem) PTOWER_CALL Call) {
  KLOCK_QUEUE_HANDLE LockHandle;

  KeAcquireInStackQueuedSpinLock(&Extension->Lock, &LockHandle);
  RemoveEntryList(&Call->Entry);
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  ExFreePoolWithTag(Call->State, TOWER_TAG);
  ExFreePoolWithTag(Call, TOWER_TAG);
}

_Must_inspect_result_ static PTOWER_CALL TowerNewCall(PDEVICE_EXTENSION Extension, UINT32 Sequence, UINT32 Bytes) {
  PTOWER_CALL Call = (PTOWER_CALL)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*Call), TOWER_TAG);

  if (Call == NULL) return NULL;
  Call->State = (PUCHAR)ExAllocatePoolWithTag(NonPagedPoolNx, Bytes, TOWER_TAG);
  if (Call->State == NULL) {
    ExFreePoolWithTag(Call, TOWER_TAG);
    return NULL;
  }
  Call->Sequence = Sequence;
  Call->StateBytes = Bytes;
  for (UINT32 i = 0; i < Bytes; ++i) Call->State[i] = (UCHAR)(Sequence + i * 7);
  ExInterlockedInsertTailList(&Extension->Calls, &Call->Entry, &Extension->Lock);
  return Call;
}

_Use_decl_annotations_ VOID TowerEvtCallDone(VMBPACKET Packet, NTSTATUS Status, PVOID Buffer, UINT32 BufferLength) {
  PDEVICE_EXTENSION Extension = TowerOf(VmbPacketGetChannel(Packet));
  PTOWER_CALL Call = (PTOWER_CALL)VmbPacketGetPointer(Packet);
  PTOWER_REQUEST Answer = (PTOWER_REQUEST)Buffer;

  if (NT_SUCCESS(Status)) {
    if (BufferLength != 0 && (BufferLength < sizeof(*Answer) || Answer->Sequence != Call->Sequence)) TowerWrong(Extension);
    InterlockedIncrement64((volatile LONG64*)&Extension->Counts.CallsDone);
  } else {
    InterlockedIncrement64((volatile LONG64*)&Extension->Counts.CallsCancelled);
  }
  VmbPacketFree(Packet);
  TowerFreeCall(Extension, Call);
}

static NTSTATUS TowerMakeCall(_In_ PDEVICE_EXTENSION Extension) {
  TOWER_REQUEST Request = {0};
  VMBPACKET Packet = VmbPacketAllocate(Extension->Channel);
  PTOWER_CALL Call;
  NTSTATUS Status;

  if (Packet == NULL) return STATUS_INSUFFICIENT_RESOURCES;
  Request.Sequence = (UINT32)InterlockedIncrement(&Extension->NextSequence);
  Call = TowerNewCall(Extension, Request.Sequence, 3000 + (Request.Sequence % 7) * 513);
  if (Call == NULL) {
    VmbPacketFree(Packet);
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  VmbPacketSetPointer(Packet, Call);
  VmbPacketSetCompletionRoutine(Packet, TowerEvtCallDone);
  Status = VmbPacketSend(Packet, &Request, sizeof(Request), NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION);
  if (!NT_SUCCESS(Status)) {
    VmbPacketFree(Packet);
    TowerFreeCall(Extension, Call);
    return Status;
  }
  InterlockedIncrement64((volatile LONG64*)&Extension->Counts.CallsMade);
  return STATUS_SUCCESS;
}

_Use_decl_annotations_ NTSTATUS TowerEvtSavePacket(VMBCHANNEL Channel, VMBPACKET Packet, PVOID SaveBuf,
                                                   UINT32 SaveBufSize, PUINT32 BytesNeeded) {
  PTOWER_CALL Call = (PTOWER_CALL)VmbPacketGetPointer(Packet);
  PTOWER_SAVED Saved = (PTOWER_SAVED)SaveBuf;

  PAGED_CODE();
  NT_ASSERT(VmbPacketGetChannel(Packet) == Channel);
  *BytesNeeded = FIELD_OFFSET(TOWER_SAVED, State) + Call->StateBytes;
  if (SaveBufSize < *BytesNeeded) return STATUS_BUFFER_TOO_SMALL;
  Saved->Magic = TOWER_STATE_MAGIC;
  Saved->Sequence = Call->Sequence;
  Saved->StateBytes = Call->StateBytes;
  Saved->Hash = TowerHash(Call->State, Call->StateBytes);
  RtlCopyMemory(Saved->State, Call->State, Call->StateBytes);
  return STATUS_SUCCESS;
}

_Use_decl_annotations_ NTSTATUS TowerEvtRestorePacket(VMBCHANNEL Channel, PVOID LibBuf, UINT32 LibBufSize,
                                                      PVOID SaveBuf, UINT32 SaveBufSize) {
  PDEVICE_EXTENSION Extension = TowerOf(Channel);
  PTOWER_SAVED Saved = (PTOWER_SAVED)SaveBuf;
  VMBPACKET Packet;
  PTOWER_CALL Call;
  NTSTATUS Status;

  PAGED_CODE();
  if (SaveBufSize < FIELD_OFFSET(TOWER_SAVED, State) || Saved->Magic != TOWER_STATE_MAGIC ||
      SaveBufSize != FIELD_OFFSET(TOWER_SAVED, State) + Saved->StateBytes)
    return STATUS_INVALID_BUFFER_SIZE;
  if (TowerHash(Saved->State, Saved->StateBytes) != Saved->Hash) return STATUS_DATA_ERROR;
  Packet = VmbPacketAllocate(Channel);
  if (Packet == NULL) return STATUS_INSUFFICIENT_RESOURCES;
  Call = TowerNewCall(Extension, Saved->Sequence, Saved->StateBytes);
  if (Call == NULL) {
    VmbPacketFree(Packet);
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  if (RtlCompareMemory(Call->State, Saved->State, Saved->StateBytes) != Saved->StateBytes) TowerWrong(Extension);
  VmbPacketSetCompletionRoutine(Packet, TowerEvtCallDone);
  VmbPacketSetPointer(Packet, Call);
  Status = VmbPacketRestore(Packet, LibBuf, LibBufSize);
  if (!NT_SUCCESS(Status)) {
    TowerFreeCall(Extension, Call);
    VmbPacketFree(Packet);
    return Status;
  }
  Extension->Counts.CallsRestored++;
  return STATUS_SUCCESS;
}

/* ---- the device ---- */

static VOID TowerRevoke(_Inout_ PDEVICE_EXTENSION Extension) {
  if (Extension->Channel == NULL) return;
  if (Extension->Enabled) VmbChannelDisable(Extension->Channel);
  Extension->Enabled = FALSE;
  KeFlushQueuedDpcs();
  VmbChannelCleanup(Extension->Channel);
  Extension->Channel = NULL;
  if (Extension->BusHandle != NULL) ZwClose(Extension->BusHandle);
  Extension->BusHandle = NULL;
}

static NTSTATUS TowerConfigure(_In_ PDEVICE_EXTENSION Extension, _In_ const FIELD_OFFER* Offer) {
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS Callbacks;
  DECLARE_CONST_UNICODE_STRING(Name, L"Tower of disks");
  VMBCHANNEL Channel = Extension->Channel;
  NTSTATUS Status;

  VmbChannelSetPointer(Channel, Extension);
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&Callbacks);
  Callbacks.EvtChannelOpened = TowerEvtOpened;
  Callbacks.EvtChannelClosed = TowerEvtClosed;
  Callbacks.EvtChannelSuspend = TowerEvtSuspend;
  Callbacks.EvtChannelStarted = TowerEvtStarted;
  Callbacks.EvtChannelPostStarted = TowerEvtPostStarted;
  if (!NT_SUCCESS(Status = VmbChannelInitSetStateChangeCallbacks(Channel, &Callbacks)) ||
      !NT_SUCCESS(Status = VmbChannelInitSetProcessPacketCallbacks(Channel, TowerEvtProcessPacket,
                                                                   TowerEvtProcessingComplete)) ||
      !NT_SUCCESS(Status = VmbChannelInitSetFriendlyName(Channel, &Name)) ||
      !NT_SUCCESS(Status = VmbChannelInitSetMaximumPacketSize(Channel, 256)) ||
      !NT_SUCCESS(Status = VmbChannelInitSetMaximumExternalData(Channel, TOWER_MAX_TRANSFER, TOWER_MAX_CHAIN)) ||
      !NT_SUCCESS(Status = VmbServerChannelInitSetTargetInterfaceId(Channel, GUID_TOWER_TYPE, Offer->Instance)) ||
      !NT_SUCCESS(Status = VmbServerChannelInitSetSaveRestorePacketCallbacks(Channel, TowerEvtSavePacket,
                                                                             TowerEvtRestorePacket)) ||
      !NT_SUCCESS(Status = VmbConvertVmbusHandleToKernelHandle((HANDLE)(ULONG_PTR)Offer->VmbusHandle,
                                                               &Extension->BusHandle)) ||
      !NT_SUCCESS(Status = VmbServerChannelInitSetVmbusHandle(Channel, Extension->BusHandle)))
    return Status;
  return VmbChannelEnable(Channel);
}

static NTSTATUS TowerOffer(_In_ PDEVICE_EXTENSION Extension, _In_ const FIELD_OFFER* Offer) {
  NTSTATUS Status;

  if (Extension->Channel != NULL) return STATUS_DEVICE_ALREADY_ATTACHED;
  Status = VmbChannelAllocate(Extension->Self, TRUE, &Extension->Channel);
  if (!NT_SUCCESS(Status)) return Status;
  Status = TowerConfigure(Extension, Offer);
  Extension->Enabled = NT_SUCCESS(Status);
  if (!NT_SUCCESS(Status)) TowerRevoke(Extension);
  return Status;
}

static NTSTATUS TowerSave(PDEVICE_EXTENSION Extension, PVOID Buffer, ULONG InLength, ULONG OutLength,
                          ULONG_PTR* Information) {
  FIELD_PIECE Piece = {0};
  ULONG Filled = 0, Required = 0;
  NTSTATUS Status;

  if (OutLength < sizeof(Piece)) return STATUS_BUFFER_TOO_SMALL;
  if (InLength == 0) {
    Status = VmbChannelSaveBegin(Extension->Channel);
    if (!NT_SUCCESS(Status)) return Status;
    Extension->Saving = TRUE;
  }
  Status = VmbChannelSaveContinue(Extension->Channel, Add2Ptr(Buffer, sizeof(Piece)), OutLength - sizeof(Piece),
                                  &Filled, &Required);
  if (Status != STATUS_BUFFER_OVERFLOW && (Status != STATUS_BUFFER_TOO_SMALL || Required == 0)) {
    VmbChannelSaveEnd(Extension->Channel);
    Extension->Saving = FALSE;
  }
  Piece.Status = Status;
  Piece.Filled = Filled;
  Piece.Required = Required;
  RtlCopyMemory(Buffer, &Piece, sizeof(Piece));
  *Information = sizeof(Piece) + Filled;
  return STATUS_SUCCESS;
}

static NTSTATUS TowerCall(_In_ PDEVICE_EXTENSION Extension, _In_ UINT32 Count) {
  NTSTATUS Status = STATUS_SUCCESS;

  while (Count-- != 0 && NT_SUCCESS(Status)) Status = TowerMakeCall(Extension);
  return Status;
}

_Use_decl_annotations_ NTSTATUS TowerDeviceControl(PDEVICE_OBJECT DeviceObject, PIRP Irp) {
  PDEVICE_EXTENSION Extension = (PDEVICE_EXTENSION)DeviceObject->DeviceExtension;
  PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
  PVOID Buffer = Irp->AssociatedIrp.SystemBuffer;
  ULONG In = Stack->Parameters.DeviceIoControl.InputBufferLength;
  ULONG Out = Stack->Parameters.DeviceIoControl.OutputBufferLength;
  NTSTATUS Status = STATUS_SUCCESS;

  Irp->IoStatus.Information = 0;
  switch (Stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_FIELD_OFFER:
      Status = In < sizeof(FIELD_OFFER) ? STATUS_INVALID_PARAMETER : TowerOffer(Extension, (FIELD_OFFER*)Buffer);
      break;
    case IOCTL_FIELD_REVOKE:
      TowerRevoke(Extension);
      break;
    case IOCTL_FIELD_START:
      VmbChannelStart(Extension->Channel);
      break;
    case IOCTL_FIELD_PAUSE:
      VmbChannelPause(Extension->Channel);
      break;
    case IOCTL_FIELD_CALL:
      Status = In < sizeof(UINT32) ? STATUS_INVALID_PARAMETER : TowerCall(Extension, *(PUINT32)Buffer);
      break;
    case IOCTL_FIELD_SAVE:
      Status = TowerSave(Extension, Buffer, In, Out, &Irp->IoStatus.Information);
      break;
    case IOCTL_FIELD_RESTORE:
      Status = VmbChannelRestoreFromBuffer(Extension->Channel, Buffer, In);
      break;
    case IOCTL_FIELD_COUNTS:
      if (Out < sizeof(FIELD_COUNTS)) {
        Status = STATUS_BUFFER_TOO_SMALL;
        break;
      }
      RtlCopyMemory(Buffer, &Extension->Counts, sizeof(FIELD_COUNTS));
      Irp->IoStatus.Information = sizeof(FIELD_COUNTS);
      break;
    default:
      Status = STATUS_INVALID_DEVICE_REQUEST;
      break;
  }
  Irp->IoStatus.Status = Status;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return Status;
}

_Use_decl_annotations_ NTSTATUS TowerCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp) {
  PAGED_CODE();
  UNREFERENCED_PARAMETER(DeviceObject);
  Irp->IoStatus.Status = STATUS_SUCCESS;
  Irp->IoStatus.Information = 0;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return STATUS_SUCCESS;
}

_Use_decl_annotations_ VOID TowerUnload(PDRIVER_OBJECT DriverObject) {
  PDEVICE_EXTENSION Extension = (PDEVICE_EXTENSION)DriverObject->DeviceObject->DeviceExtension;

  PAGED_CODE();
  TowerRevoke(Extension);
  NT_ASSERT(IsListEmpty(&Extension->Calls));
  ExDeleteNPagedLookasideList(&Extension->SrbList);
  ExFreePoolWithTag(Extension->Disk, TOWER_TAG);
  IoDeleteSymbolicLink(&Extension->LinkName);
  IoDeleteDevice(DriverObject->DeviceObject);
}

_Use_decl_annotations_ NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  UNICODE_STRING DeviceName;
  PDEVICE_OBJECT DeviceObject = NULL;
  PDEVICE_EXTENSION Extension;
  NTSTATUS Status;

  UNREFERENCED_PARAMETER(RegistryPath);
  ExInitializeDriverRuntime(DrvRtPoolNxOptIn);
  RtlInitUnicodeString(&DeviceName, L"\\Device\\Tower");
  Status = IoCreateDevice(DriverObject, sizeof(DEVICE_EXTENSION), &DeviceName, FILE_DEVICE_DISK,
                          FILE_DEVICE_SECURE_OPEN, FALSE, &DeviceObject);
  if (!NT_SUCCESS(Status)) return Status;
  Extension = (PDEVICE_EXTENSION)DeviceObject->DeviceExtension;
  Extension->Self = DeviceObject;
  RtlInitUnicodeString(&Extension->LinkName, L"\\DosDevices\\Tower");
  Extension->Disk = (PUCHAR)ExAllocatePoolWithTag(NonPagedPool, TOWER_BLOCK * TOWER_BLOCKS, TOWER_TAG);
  if (Extension->Disk == NULL) {
    IoDeleteDevice(DeviceObject);
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  RtlFillMemory(Extension->Disk, TOWER_BLOCK * TOWER_BLOCKS, 0xE5);
  Status = IoCreateSymbolicLink(&Extension->LinkName, &DeviceName);
  if (!NT_SUCCESS(Status)) {
    ExFreePoolWithTag(Extension->Disk, TOWER_TAG);
    IoDeleteDevice(DeviceObject);
    return Status;
  }
  ExInitializeNPagedLookasideList(&Extension->SrbList, NULL, NULL, 0, sizeof(TOWER_SRB), TOWER_TAG, 0);
  InitializeListHead(&Extension->Pending);
  InitializeListHead(&Extension->Calls);
  KeInitializeSpinLock(&Extension->Lock);
  KeInitializeDpc(&Extension->FinishDpc, TowerFinishDpc, Extension);
  KeSetImportanceDpc(&Extension->FinishDpc, HighImportance);
  DriverObject->MajorFunction[IRP_MJ_CREATE] = TowerCreateClose;
  DriverObject->MajorFunction[IRP_MJ_CLOSE] = TowerCreateClose;
  DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = TowerDeviceControl;
  DriverObject->DriverUnload = TowerUnload;
  DeviceObject->Flags |= DO_DIRECT_IO;
  ClearFlag(DeviceObject->Flags, DO_DEVICE_INITIALIZING);
  return STATUS_SUCCESS;
}
