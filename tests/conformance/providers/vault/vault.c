/* SPDX-License-Identifier: Apache-2.0
 *
 * Saves in every way that there is, the wrong ones among them: the client of the device says how.
 */
#include <ntddk.h>
#include <wdf.h>
#include <vmbuskernelmodeclientlibapi.h>
#include "../field.h"

#define VAULT_TAG 'tluV'
static const GUID VaultType = {0x10000004, 0x1111, 0x4222, {0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x04}};

typedef enum _VAULT_MODE {
  VaultHonest,
  VaultAsksForMore,       /* the second call wants more than the first said */
  VaultFailsSecond,       /* the second call fails with a status of its own */
  VaultFailsFirst,        /* the first call fails and needs nothing */
  VaultTakesLong,         /* sleeps in each call */
  VaultLies,              /* success, and more bytes than there is room for */
  VaultKeepsNothing,      /* success at once */
  VaultSavesLess,         /* the second call writes less than the first announced */
  VaultForgets,           /* restores nothing and says that all is well */
  VaultRefusesSecond,     /* the second restored packet is refused */
  VaultAlters,            /* hands altered bytes back to the library */
  VaultRestoresTwice,
  VaultOverflowStatus     /* the first call fails with a warning status */
} VAULT_MODE;

typedef struct _VAULT_CALL {
  UINT32 Sequence;
  UINT32 Check;
  UINT8 Blob[1000];
} VAULT_CALL, *PVAULT_CALL;

typedef struct _VAULT {
  WDFDEVICE Device;
  WDFSPINLOCK Lock;
  VMBCHANNEL Channel;
  HANDLE Bus;
  VAULT_MODE Mode;
  UINT32 Next;
  UINT32 CallsInSave;
  UINT32 RestoredNow;
  VMBPACKET LastAsked;
  FIELD_COUNTS Counts;
} VAULT, *PVAULT;

WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(VAULT, VaultOf);

EVT_WDF_DRIVER_UNLOAD VaultUnload;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL VaultControl;
DRIVER_INITIALIZE DriverEntry;

static WDFDEVICE VaultDevice;

static PVAULT VaultOfChannel(VMBCHANNEL Channel) { return VaultOf((WDFDEVICE)VmbChannelGetPointer(Channel)); }

static VOID VaultDone(VMBPACKET Packet, NTSTATUS Status, PVOID Buffer, UINT32 BufferLength) {
  PVAULT Vault = VaultOfChannel(VmbPacketGetChannel(Packet));
  PVAULT_CALL Call = (PVAULT_CALL)VmbPacketGetPointer(Packet);

  UNREFERENCED_PARAMETER(Buffer);
  UNREFERENCED_PARAMETER(BufferLength);
  WdfSpinLockAcquire(Vault->Lock);
  if (Call != NULL && Call->Check != ~Call->Sequence) Vault->Counts.Wrong++;
  Vault->Counts.LastStatus = Status;
  if (Status == STATUS_SUCCESS) Vault->Counts.CallsDone++;
  else if (Status == STATUS_CANCELLED) Vault->Counts.CallsCancelled++;
  else Vault->Counts.Wrong++;
  WdfSpinLockRelease(Vault->Lock);
  if (Call != NULL) ExFreePoolWithTag(Call, VAULT_TAG);
  VmbPacketFree(Packet);
}

static NTSTATUS VaultSave(_In_ VMBCHANNEL Channel, _In_ VMBPACKET Packet,
                          _Out_writes_bytes_(SaveBufSize) PVOID SaveBuf, _In_ UINT32 SaveBufSize,
                          _Out_ PUINT32 BytesNeeded) {
  PVAULT Vault = VaultOfChannel(Channel);
  PVAULT_CALL Call = (PVAULT_CALL)VmbPacketGetPointer(Packet);
  BOOLEAN First = SaveBufSize == 0;
  LARGE_INTEGER Delay;

  Vault->CallsInSave++;
  if (KeGetCurrentIrql() != PASSIVE_LEVEL) Vault->Counts.Wrong++;
  if (First != (SaveBuf == NULL)) Vault->Counts.Wrong++;
  if (!First && Vault->LastAsked != Packet) Vault->Counts.Wrong++;
  Vault->LastAsked = Packet;

  switch (Vault->Mode) {
    case VaultKeepsNothing:
      return STATUS_SUCCESS;
    case VaultFailsFirst:
      return STATUS_ACCESS_DENIED;
    case VaultFailsSecond:
      *BytesNeeded = sizeof(*Call);
      return First ? STATUS_BUFFER_TOO_SMALL : STATUS_DEVICE_DATA_ERROR;
    case VaultAsksForMore:
      *BytesNeeded = First ? 16 : sizeof(*Call);
      return STATUS_BUFFER_TOO_SMALL;
    case VaultLies:
      if (!First) {
        *BytesNeeded = SaveBufSize + 8;
        return STATUS_SUCCESS;
      }
      *BytesNeeded = sizeof(*Call);
      return STATUS_BUFFER_TOO_SMALL;
    case VaultTakesLong:
      Delay.QuadPart = WDF_REL_TIMEOUT_IN_MS(2);
      KeDelayExecutionThread(KernelMode, FALSE, &Delay);
      break;
    case VaultSavesLess:
      if (First) {
        *BytesNeeded = 3 * sizeof(*Call);
        return STATUS_BUFFER_TOO_SMALL;
      }
      break;
    case VaultOverflowStatus:
      if (First) {
        *BytesNeeded = sizeof(*Call);
        return STATUS_BUFFER_OVERFLOW;
      }
      break;
    default:
      break;
  }
  if (First) {
    *BytesNeeded = sizeof(*Call);
    return STATUS_BUFFER_TOO_SMALL;
  }
  RtlCopyMemory(SaveBuf, Call, sizeof(*Call));
  *BytesNeeded = sizeof(*Call);
  return STATUS_SUCCESS;
}

static NTSTATUS VaultRestore(_In_ VMBCHANNEL Channel, _In_reads_bytes_(LibBufSize) PVOID LibBuf, _In_ UINT32 LibBufSize,
                             _In_reads_bytes_(SaveBufSize) PVOID SaveBuf, _In_ UINT32 SaveBufSize) {
  PVAULT Vault = VaultOfChannel(Channel);
  PVAULT_CALL Call = NULL;
  VMBPACKET Packet;
  NTSTATUS Status;

  if (KeGetCurrentIrql() != PASSIVE_LEVEL) Vault->Counts.Wrong++;
  if (++Vault->RestoredNow == 2 && Vault->Mode == VaultRefusesSecond) return STATUS_ACCESS_DENIED;
  if (Vault->Mode == VaultForgets) return STATUS_SUCCESS;
  if (SaveBufSize != 0) {
    if (SaveBufSize != sizeof(*Call)) {
      Vault->Counts.Wrong++;
      return STATUS_INVALID_BUFFER_SIZE;
    }
    Call = (PVAULT_CALL)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*Call), VAULT_TAG);
    if (Call == NULL) return STATUS_INSUFFICIENT_RESOURCES;
    RtlCopyMemory(Call, SaveBuf, sizeof(*Call));
    for (UINT32 i = 0; i < sizeof(Call->Blob); i++) {
      if (Call->Blob[i] != (UINT8)(Call->Sequence + i)) Vault->Counts.Wrong++;
    }
  }
  Packet = VmbPacketAllocate(Channel);
  if (Packet == NULL) {
    if (Call != NULL) ExFreePoolWithTag(Call, VAULT_TAG);
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  VmbPacketSetCompletionRoutine(Packet, VaultDone);
  VmbPacketSetPointer(Packet, Call);
  if (Vault->Mode == VaultAlters) ((PUCHAR)LibBuf)[LibBufSize - 1] ^= 0x40;
  Status = VmbPacketRestore(Packet, LibBuf, LibBufSize);
  if (NT_SUCCESS(Status) && Vault->Mode == VaultRestoresTwice) {
    VMBPACKET Other = VmbPacketAllocate(Channel);
    Status = VmbPacketRestore(Other, LibBuf, LibBufSize);
    if (Status != STATUS_INVALID_DEVICE_STATE) Vault->Counts.Wrong++;
    VmbPacketFree(Other);
    Status = STATUS_SUCCESS;
  }
  if (!NT_SUCCESS(Status)) {
    VmbPacketFree(Packet);
    if (Call != NULL) ExFreePoolWithTag(Call, VAULT_TAG);
    return Status;
  }
  Vault->Counts.CallsRestored++;
  return STATUS_SUCCESS;
}

static NTSTATUS VaultCall(PVAULT Vault) {
  PVAULT_CALL Call = (PVAULT_CALL)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*Call), VAULT_TAG);
  UINT32 Message[32] = {4};
  VMBPACKET Packet;
  NTSTATUS Status;

  if (Call == NULL) return STATUS_INSUFFICIENT_RESOURCES;
  Call->Sequence = Vault->Next++;
  Call->Check = ~Call->Sequence;
  for (UINT32 i = 0; i < sizeof(Call->Blob); i++) Call->Blob[i] = (UINT8)(Call->Sequence + i);
  Packet = VmbPacketAllocate(Vault->Channel);
  if (Packet == NULL) {
    ExFreePoolWithTag(Call, VAULT_TAG);
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  VmbPacketSetCompletionRoutine(Packet, VaultDone);
  VmbPacketSetPointer(Packet, Call);
  Message[1] = Call->Sequence;
  Vault->Counts.CallsMade++;
  Status = VmbPacketSend(Packet, Message, sizeof(Message), NULL,
                         Call->Sequence % 3 ? VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION
                                            : VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION | VMBUS_CHANNEL_FORMAT_FLAG_PAGED_BUFFER);
  if (!NT_SUCCESS(Status)) {
    Vault->Counts.CallsMade--;
    VmbPacketFree(Packet);
    ExFreePoolWithTag(Call, VAULT_TAG);
  }
  return Status;
}

static NTSTATUS VaultOpened(VMBCHANNEL Channel) { return VaultOfChannel(Channel)->Counts.Opened++, STATUS_SUCCESS; }
static VOID VaultClosed(VMBCHANNEL Channel) { VaultOfChannel(Channel)->Counts.Closed++; }
static VOID VaultStarted(VMBCHANNEL Channel) { VaultOfChannel(Channel)->Counts.Started++; }
static VOID VaultPostStarted(VMBCHANNEL Channel) { VaultOfChannel(Channel)->Counts.PostStarted++; }
static VOID VaultSuspend(VMBCHANNEL Channel) { VaultOfChannel(Channel)->Counts.Suspended++; }

static VOID VaultPacket(VMBCHANNEL Channel, VMBPACKETCOMPLETION Packet, PVOID Buffer, UINT32 BufferLength, UINT32 Flags) {
  PVAULT Vault = VaultOfChannel(Channel);
  UNREFERENCED_PARAMETER(Flags);
  Vault->Counts.Packets++;
  VmbChannelPacketComplete(Packet, Buffer, BufferLength);
}

static VOID VaultRevoke(PVAULT Vault) {
  if (Vault->Channel) {
    VmbChannelDisable(Vault->Channel);
    VmbChannelCleanup(Vault->Channel);
    Vault->Channel = NULL;
  }
  if (Vault->Bus) {
    ZwClose(Vault->Bus);
    Vault->Bus = NULL;
  }
}

static NTSTATUS VaultOffer(PVAULT Vault, const FIELD_OFFER* Offer) {
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS Callbacks = {0};
  NTSTATUS Status = VmbConvertVmbusHandleToKernelHandle((HANDLE)(ULONG_PTR)Offer->VmbusHandle, &Vault->Bus);

  if (!NT_SUCCESS(Status)) return Status;
  Status = VmbChannelAllocate(WdfDeviceWdmGetDeviceObject(Vault->Device), TRUE, &Vault->Channel);
  if (!NT_SUCCESS(Status)) return Status;
  VmbChannelSetPointer(Vault->Channel, Vault->Device);
  /* by hand, as some do */
  Callbacks.Version = 1;
  Callbacks.Size = sizeof(Callbacks);
  Callbacks.EvtChannelOpened = VaultOpened;
  Callbacks.EvtChannelClosed = VaultClosed;
  Callbacks.EvtChannelStarted = VaultStarted;
  Callbacks.EvtChannelPostStarted = VaultPostStarted;
  Callbacks.EvtChannelSuspend = VaultSuspend;
  Status = VmbChannelInitSetStateChangeCallbacks(Vault->Channel, &Callbacks);
  if (NT_SUCCESS(Status)) Status = VmbChannelInitSetProcessPacketCallbacks(Vault->Channel, VaultPacket, NULL);
  if (NT_SUCCESS(Status)) Status = VmbServerChannelInitSetTargetInterfaceId(Vault->Channel, VaultType, Offer->Instance);
  if (NT_SUCCESS(Status)) Status = VmbServerChannelInitSetVmbusHandle(Vault->Channel, Vault->Bus);
  if (NT_SUCCESS(Status)) Status = VmbServerChannelInitSetSaveRestorePacketCallbacks(Vault->Channel, VaultSave, VaultRestore);
  if (NT_SUCCESS(Status)) Status = VmbChannelEnable(Vault->Channel);
  if (!NT_SUCCESS(Status)) VaultRevoke(Vault);
  return Status;
}

VOID VaultControl(WDFQUEUE Queue, WDFREQUEST Request, size_t OutputBufferLength, size_t InputBufferLength, ULONG Code) {
  PVAULT Vault = VaultOf(WdfIoQueueGetDevice(Queue));
  PVOID In = NULL, Out = NULL;
  NTSTATUS Status = STATUS_SUCCESS;
  ULONG_PTR Information = 0;

  if (InputBufferLength != 0) WdfRequestRetrieveInputBuffer(Request, 1, &In, NULL);
  if (OutputBufferLength != 0) WdfRequestRetrieveOutputBuffer(Request, 1, &Out, NULL);
  switch (Code) {
    case IOCTL_FIELD_OFFER: Status = VaultOffer(Vault, (const FIELD_OFFER*)In); break;
    case IOCTL_FIELD_REVOKE: VaultRevoke(Vault); break;
    case IOCTL_FIELD_START: VmbChannelStart(Vault->Channel); break;
    case IOCTL_FIELD_PAUSE: VmbChannelPause(Vault->Channel); break;
    case IOCTL_FIELD_MODE:
      Vault->Mode = (VAULT_MODE)*(UINT32*)In;
      Vault->CallsInSave = 0;
      Vault->RestoredNow = 0;
      break;
    case IOCTL_FIELD_CALL:
      for (UINT32 i = 0; i < *(UINT32*)In && NT_SUCCESS(Status); i++) Status = VaultCall(Vault);
      break;
    case IOCTL_FIELD_COUNTS:
      WdfSpinLockAcquire(Vault->Lock);
      *(FIELD_COUNTS*)Out = Vault->Counts;
      ((FIELD_COUNTS*)Out)->Batched = Vault->CallsInSave;
      WdfSpinLockRelease(Vault->Lock);
      Information = sizeof(FIELD_COUNTS);
      break;
    case IOCTL_FIELD_SAVE: {
      FIELD_PIECE* Piece = (FIELD_PIECE*)Out;
      ULONG Filled = 77, Required = 77;
      if (InputBufferLength == 0) Status = VmbChannelSaveBegin(Vault->Channel);
      if (!NT_SUCCESS(Status)) break;
      Piece->Status = VmbChannelSaveContinue(Vault->Channel, Piece + 1, (ULONG)(OutputBufferLength - sizeof(*Piece)), &Filled, &Required);
      Piece->Filled = Filled;
      Piece->Required = Required;
      /* What is too small for nothing is a failure of our own callback. */
      if (Piece->Status != STATUS_BUFFER_OVERFLOW && (Piece->Status != STATUS_BUFFER_TOO_SMALL || Required == 0)) {
        VmbChannelSaveEnd(Vault->Channel);
      }
      Information = sizeof(*Piece) + Filled;
      break;
    }
    case IOCTL_FIELD_RESTORE: Status = VmbChannelRestoreFromBuffer(Vault->Channel, In, (ULONG)InputBufferLength); break;
    default: Status = STATUS_NOT_SUPPORTED;
  }
  WdfRequestCompleteWithInformation(Request, Status, Information);
}

VOID VaultUnload(WDFDRIVER Driver) {
  UNREFERENCED_PARAMETER(Driver);
  VaultRevoke(VaultOf(VaultDevice));
}

NTSTATUS DriverEntry(_In_ PDRIVER_OBJECT DriverObject, _In_ PUNICODE_STRING RegistryPath) {
  WDF_DRIVER_CONFIG Config;
  WDF_OBJECT_ATTRIBUTES Attributes;
  WDF_IO_QUEUE_CONFIG QueueConfig;
  PWDFDEVICE_INIT Init;
  WDFDRIVER Driver;
  NTSTATUS Status;
  DECLARE_CONST_UNICODE_STRING(Name, L"\\Device\\Vault");
  DECLARE_CONST_UNICODE_STRING(Link, L"\\DosDevices\\Vault");
  DECLARE_CONST_UNICODE_STRING(Sddl, L"D:P(A;;GA;;;SY)");

  WDF_DRIVER_CONFIG_INIT(&Config, NULL);
  Config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
  Config.EvtDriverUnload = VaultUnload;
  Status = WdfDriverCreate(DriverObject, RegistryPath, NULL, &Config, &Driver);
  if (!NT_SUCCESS(Status)) return Status;
  Init = WdfControlDeviceInitAllocate(Driver, &Sddl);
  if (!Init) return STATUS_INSUFFICIENT_RESOURCES;
  Status = WdfDeviceInitAssignName(Init, &Name);
  if (NT_SUCCESS(Status)) {
    WDF_OBJECT_ATTRIBUTES_INIT(&Attributes);
    WDF_OBJECT_ATTRIBUTES_SET_CONTEXT_TYPE(&Attributes, VAULT);
    Status = WdfDeviceCreate(&Init, &Attributes, &VaultDevice);
  }
  if (!NT_SUCCESS(Status)) {
    if (Init) WdfDeviceInitFree(Init);
    return Status;
  }
  VaultOf(VaultDevice)->Device = VaultDevice;
  Status = WdfSpinLockCreate(NULL, &VaultOf(VaultDevice)->Lock);
  if (!NT_SUCCESS(Status)) return Status;
  Status = WdfDeviceCreateSymbolicLink(VaultDevice, &Link);
  if (!NT_SUCCESS(Status)) return Status;
  WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&QueueConfig, WdfIoQueueDispatchSequential);
  QueueConfig.EvtIoDeviceControl = VaultControl;
  Status = WdfIoQueueCreate(VaultDevice, &QueueConfig, NULL, NULL);
  if (NT_SUCCESS(Status)) WdfControlFinishInitializing(VaultDevice);
  return Status;
}
