/* SPDX-License-Identifier: Apache-2.0 */

#include <ntddk.h>
#include <wdmsec.h>
#include <ntintsafe.h>
#include <VMBusKernelModeClientLibApi.h>
#include "granary.h"
#include "../field.h"

#define GRANARY_POOL_TAG  'narG'
#define GRANARY_HISTORY   (3 * 1024)
#define GRANARY_SIGNATURE 0x47524E31 /* GRN1 */

typedef struct _GRANARY_EXTENSION GRANARY_EXTENSION, *PGRANARY_EXTENSION;

//
// One command of the guest that has not been answered.
//
typedef struct _GRANARY_REQUEST {
    SINGLE_LIST_ENTRY FreeLink;
    LIST_ENTRY ListEntry;
    VMBPACKETCOMPLETION Packet;
    GRANARY_COMMAND Command;
    PMDL DataMdl;
    LARGE_INTEGER Arrived;
} GRANARY_REQUEST, *PGRANARY_REQUEST;

//
// One notice to the guest, with all that a host after a migration must know of it.
//
typedef struct _GRANARY_NOTICE {
    PGRANARY_EXTENSION Extension;
    ULONG Sequence;
    ULONG HistoryLength;
    UCHAR History[GRANARY_HISTORY];
} GRANARY_NOTICE, *PGRANARY_NOTICE;

typedef struct _GRANARY_SAVED_NOTICE {
    ULONG Signature;
    ULONG Sequence;
    ULONG HistoryLength;
    ULONG Checksum;
    _Field_size_bytes_(HistoryLength) UCHAR History[ANYSIZE_ARRAY];
} GRANARY_SAVED_NOTICE, *PGRANARY_SAVED_NOTICE;

struct _GRANARY_EXTENSION {
    VMBCHANNEL Channel;
    HANDLE BusHandle;
    KSPIN_LOCK RequestLock;
    LIST_ENTRY RequestList;
    ULONG RequestCount;
    LOOKASIDE_LIST_EX RequestLookaside;
    KTIMER Timer;
    KDPC TimerDpc;
    volatile LONG DpcHasWork;
    PUCHAR Store;
    ULONG Sequence;
    BOOLEAN OnBus;
    BOOLEAN SaveActive;
    KMUTEX StateMutex;
    EX_RUNDOWN_REF Rundown;
    LARGE_INTEGER Frequency;
    ULONGLONG SlowestTicks;
    FIELD_COUNTS Counts;
};

static const GUID GranaryInterfaceType = {
    0x10000009, 0x1111, 0x4222, {0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x09}};

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD GranaryUnload;
DRIVER_DISPATCH GranaryDispatch;
KDEFERRED_ROUTINE GranaryDpc;

EVT_VMB_CHANNEL_OPENED GranaryChannelOpened;
EVT_VMB_CHANNEL_CLOSED GranaryChannelClosed;
EVT_VMB_CHANNEL_SUSPEND GranaryChannelSuspend;
EVT_VMB_CHANNEL_STARTED GranaryChannelStarted;
EVT_VMB_CHANNEL_POST_STARTED GranaryChannelPostStarted;
EVT_VMB_CHANNEL_PROCESS_PACKET GranaryProcessPacket;
EVT_VMB_CHANNEL_SAVE_PACKET GranarySavePacket;
EVT_VMB_CHANNEL_RESTORE_PACKET GranaryRestorePacket;
EVT_VMB_PACKET_COMPLETION_ROUTINE GranaryNoticeComplete;

_Requires_lock_not_held_(Extension->RequestLock)
static VOID
GranaryDrain(
    _In_ PGRANARY_EXTENSION Extension
    );

FORCEINLINE
PGRANARY_EXTENSION
GranaryGetExtension(
    _In_ VMBCHANNEL Channel
    )
{
    return (PGRANARY_EXTENSION)VmbChannelGetPointer(Channel);
}

static
VOID
GranaryReportWrong(
    _Inout_ PGRANARY_EXTENSION Extension,
    _In_ _Printf_format_string_ PCSTR Format,
    ...
    )
{
    va_list Arguments;

    va_start(Arguments, Format);
    vDbgPrintExWithPrefix("granary: ", DPFLTR_STORPORT_ID, DPFLTR_ERROR_LEVEL, Format, Arguments);
    va_end(Arguments);
    InterlockedIncrement64((volatile LONG64*)&Extension->Counts.Wrong);
}

// ---------------------------------------------------------------------------- data

static
NTSTATUS
GranaryRange(
    _In_ const GRANARY_COMMAND* Command,
    _Out_ PULONG Offset,
    _Out_ PULONG Length
    )
{
    ULONGLONG Begin;
    ULONG Bytes;
    NTSTATUS Status;

    *Offset = *Length = 0;
    Status = RtlULongLongMult(Command->Lba, GRANARY_SECTOR, &Begin);
    if (!NT_SUCCESS(Status)) {
        return STATUS_NONEXISTENT_SECTOR;
    }
    Status = RtlULongMult(Command->Sectors, GRANARY_SECTOR, &Bytes);
    if (!NT_SUCCESS(Status) || Begin >= GRANARY_BYTES || Bytes > GRANARY_BYTES - Begin) {
        return STATUS_NONEXISTENT_SECTOR;
    }
    *Offset = (ULONG)Begin;
    *Length = Bytes;
    return STATUS_SUCCESS;
}

static
NTSTATUS
GranaryMove(
    _In_ PGRANARY_EXTENSION Extension,
    _In_ PGRANARY_REQUEST Request,
    _Out_ PULONGLONG BytesMoved
    )
{
    ULONG Offset, Length;
    NTSTATUS Status = GranaryRange(&Request->Command, &Offset, &Length);
    PMDL Mdl;

    *BytesMoved = 0;
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    for (Mdl = Request->DataMdl; Mdl != NULL && Length != 0; Mdl = Mdl->Next) {
        PUCHAR Data = MmGetSystemAddressForMdlSafe(Mdl, HighPagePriority | MdlMappingNoExecute);
        ULONG Part = min(MmGetMdlByteCount(Mdl), Length);

        if (Data == NULL) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        if (Request->Command.Opcode == GranaryWrite) {
            RtlCopyMemory(Extension->Store + Offset, Data, Part);
        } else {
            RtlCopyMemory(Data, Extension->Store + Offset, Part);
        }
        Offset += Part;
        Length -= Part;
        *BytesMoved += Part;
    }
    return Length == 0 ? STATUS_SUCCESS : STATUS_DATA_OVERRUN;
}

// ----------------------------------------------------------------------- commands

static
VOID
GranaryFinish(
    _In_ PGRANARY_EXTENSION Extension,
    _In_ __drv_freesMem(Mem) PGRANARY_REQUEST Request
    )
{
    GRANARY_STATUS Answer = {0};
    ULONGLONG Ticks;

    Answer.Sequence = Request->Command.Sequence;
    switch (Request->Command.Opcode) {
    case GranaryRead:
    case GranaryWrite:
        Answer.Status = GranaryMove(Extension, Request, &Answer.BytesMoved);
        break;
    case GranaryTestReady:
    case GranaryFlush:
        Answer.Status = STATUS_SUCCESS;
        break;
    default:
        Answer.Status = STATUS_INVALID_DEVICE_REQUEST;
        Answer.Sense[0] = 0x70;
        Answer.Sense[2] = 0x05;
        break;
    }
    Ticks = (ULONGLONG)(KeQueryPerformanceCounter(NULL).QuadPart - Request->Arrived.QuadPart);
    if (Ticks > Extension->SlowestTicks) {
        Extension->SlowestTicks = Ticks;
    }
    VmbChannelPacketComplete(Request->Packet, &Answer, sizeof(Answer));
    ExFreeToLookasideListEx(&Extension->RequestLookaside, Request);
    ExReleaseRundownProtection(&Extension->Rundown);
}

//
// The last that came is answered first, then the first, and so on.
//
static
VOID
GranaryDrain(
    _In_ PGRANARY_EXTENSION Extension
    )
{
    KLOCK_QUEUE_HANDLE LockHandle;
    BOOLEAN FromTail = TRUE;

    for (;;) {
        PGRANARY_REQUEST Request = NULL;

        KeAcquireInStackQueuedSpinLock(&Extension->RequestLock, &LockHandle);
        if (!IsListEmpty(&Extension->RequestList)) {
            PLIST_ENTRY Entry = FromTail ? RemoveTailList(&Extension->RequestList)
                                         : RemoveHeadList(&Extension->RequestList);
            Request = CONTAINING_RECORD(Entry, GRANARY_REQUEST, ListEntry);
            NT_ASSERT(Extension->RequestCount != 0);
            Extension->RequestCount -= 1;
        }
        KeReleaseInStackQueuedSpinLock(&LockHandle);
        if (Request == NULL) {
            return;
        }
        FromTail = !FromTail;
        GranaryFinish(Extension, Request);
    }
}

_Use_decl_annotations_
VOID
GranaryDpc(
    PKDPC Dpc,
    PVOID DeferredContext,
    PVOID SystemArgument1,
    PVOID SystemArgument2
    )
{
    PGRANARY_EXTENSION Extension = (PGRANARY_EXTENSION)DeferredContext;

    UNREFERENCED_PARAMETER(Dpc);
    UNREFERENCED_PARAMETER(SystemArgument1);
    UNREFERENCED_PARAMETER(SystemArgument2);
    _Analysis_assume_(Extension != NULL);

    InterlockedExchange(&Extension->DpcHasWork, FALSE);
    GranaryDrain(Extension);
}

_Use_decl_annotations_
VOID
GranaryProcessPacket(
    VMBCHANNEL Channel,
    VMBPACKETCOMPLETION Packet,
    PVOID Buffer,
    UINT32 BufferLength,
    UINT32 Flags
    )
{
    PGRANARY_EXTENSION Extension = GranaryGetExtension(Channel);
    PGRANARY_REQUEST Request;
    KLOCK_QUEUE_HANDLE LockHandle;
    ULONG Waiting;
    NTSTATUS Status;

    InterlockedIncrement64((volatile LONG64*)&Extension->Counts.Packets);
    if (!ExAcquireRundownProtection(&Extension->Rundown)) {
        GranaryReportWrong(Extension, "a packet %p after the rundown\n", Packet);
        VmbChannelPacketComplete(Packet, NULL, 0);
        return;
    }
    Request = (PGRANARY_REQUEST)ExAllocateFromLookasideListEx(&Extension->RequestLookaside);
    if (Request == NULL) {
        VmbChannelPacketComplete(Packet, NULL, 0);
        ExReleaseRundownProtection(&Extension->Rundown);
        return;
    }
    RtlZeroMemory(Request, sizeof(*Request));
    RtlCopyMemory(&Request->Command, Buffer, min(BufferLength, sizeof(Request->Command)));
    Request->Packet = Packet;
    Request->Arrived = KeQueryPerformanceCounter(&Extension->Frequency);

    if ((Flags & VMBUS_CHANNEL_PROCESS_PACKET_FLAG_EXTERNAL_DATA) != 0) {
        Status = VmbChannelPacketGetExternalData(
            Packet,
            Request->Command.Opcode == GranaryWrite ? VMBUS_CHANNEL_PACKET_EXTERNAL_DATA_FLAG_READ_ONLY : 0,
            &Request->DataMdl);
        if (Status == STATUS_PENDING) {
            ExFreeToLookasideListEx(&Extension->RequestLookaside, Request);
            ExReleaseRundownProtection(&Extension->Rundown);
            return;
        }
        if (!NT_SUCCESS(Status)) {
            Request->DataMdl = NULL;
        }
    }

    KeAcquireInStackQueuedSpinLock(&Extension->RequestLock, &LockHandle);
    InsertTailList(&Extension->RequestList, &Request->ListEntry);
    Waiting = ++Extension->RequestCount;
    KeReleaseInStackQueuedSpinLock(&LockHandle);

    if (InterlockedCompareExchange(&Extension->DpcHasWork, TRUE, FALSE) == FALSE) {
        LARGE_INTEGER DueTime;

        DueTime.QuadPart = -(LONGLONG)(Waiting & 7) * 10;
        KeSetTimer(&Extension->Timer, DueTime, &Extension->TimerDpc);
    }
}

// ------------------------------------------------------------------------- notices

_Use_decl_annotations_
VOID
GranaryNoticeComplete(
    VMBPACKET Packet,
    NTSTATUS Status,
    PVOID Buffer,
    UINT32 BufferLength
    )
{
    PGRANARY_NOTICE Notice = (PGRANARY_NOTICE)VmbPacketGetPointer(Packet);
    PGRANARY_EXTENSION Extension = Notice->Extension;
    ULONG Index;

    UNREFERENCED_PARAMETER(Buffer);
    UNREFERENCED_PARAMETER(BufferLength);

    for (Index = 0; Index < Notice->HistoryLength; Index += 1) {
        if (Notice->History[Index] != (UCHAR)(Notice->Sequence + Index)) {
            GranaryReportWrong(Extension, "the history of %lu at %lu\n", Notice->Sequence, Index);
            break;
        }
    }
    if (NT_SUCCESS(Status)) {
        InterlockedIncrement64((volatile LONG64*)&Extension->Counts.CallsDone);
    } else {
        InterlockedIncrement64((volatile LONG64*)&Extension->Counts.CallsCancelled);
        Extension->Counts.LastStatus = Status;
    }
    VmbPacketFree(Packet);
    ExFreePoolWithTag(Notice, GRANARY_POOL_TAG);
}

_Success_(return != NULL)
static
PGRANARY_NOTICE
GranaryCreateNotice(
    _In_ PGRANARY_EXTENSION Extension,
    _Out_ VMBPACKET* Packet
    )
{
    PGRANARY_NOTICE Notice;

    Notice = (PGRANARY_NOTICE)ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_UNINITIALIZED, sizeof(*Notice),
                                              GRANARY_POOL_TAG);
    if (Notice == NULL) {
        return NULL;
    }
    RtlZeroMemory(Notice, FIELD_OFFSET(GRANARY_NOTICE, History));
    Notice->Extension = Extension;
    *Packet = VmbPacketAllocate(Extension->Channel);
    if (*Packet == NULL) {
        ExFreePoolWithTag(Notice, GRANARY_POOL_TAG);
        return NULL;
    }
    VmbPacketSetPointer(*Packet, Notice);
    VmbPacketSetCompletionRoutine(*Packet, GranaryNoticeComplete);
    return Notice;
}

static
NTSTATUS
GranaryCall(
    _In_ PGRANARY_EXTENSION Extension,
    _In_ ULONG Count
    )
{
    ULONG Message[8] = {0};
    NTSTATUS Status = STATUS_SUCCESS;

    while (Count-- > 0 && NT_SUCCESS(Status)) {
        VMBPACKET Packet;
        PGRANARY_NOTICE Notice = GranaryCreateNotice(Extension, &Packet);
        ULONG Index;

        if (Notice == NULL) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        Notice->Sequence = ++Extension->Sequence;
        Notice->HistoryLength = GRANARY_HISTORY - Notice->Sequence % 64;
        for (Index = 0; Index < Notice->HistoryLength; Index += 1) {
            Notice->History[Index] = (UCHAR)(Notice->Sequence + Index);
        }
        Message[1] = Notice->Sequence;
        InterlockedIncrement64((volatile LONG64*)&Extension->Counts.CallsMade);
        Status = VmbPacketSend(Packet, Message, sizeof(Message), NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION);
        if (!NT_SUCCESS(Status)) {
            VmbPacketFree(Packet);
            ExFreePoolWithTag(Notice, GRANARY_POOL_TAG);
        }
    }
    return Status;
}

// ----------------------------------------------------------------- save and restore

static
ULONG
GranaryChecksum(
    _In_reads_bytes_(Length) const UCHAR* Bytes,
    _In_ ULONG Length
    )
{
    ULONG Sum = 0;

    while (Length-- != 0) {
        Sum = _rotl(Sum, 5) ^ *Bytes++;
    }
    return Sum;
}

_Use_decl_annotations_
NTSTATUS
GranarySavePacket(
    VMBCHANNEL Channel,
    VMBPACKET Packet,
    PVOID SaveBuf,
    UINT32 SaveBufSize,
    PUINT32 BytesNeeded
    )
{
    PGRANARY_EXTENSION Extension = GranaryGetExtension(Channel);
    PGRANARY_NOTICE Notice = (PGRANARY_NOTICE)VmbPacketGetPointer(Packet);
    PGRANARY_SAVED_NOTICE Saved = (PGRANARY_SAVED_NOTICE)SaveBuf;
    ULONG Needed = FIELD_OFFSET(GRANARY_SAVED_NOTICE, History) + Notice->HistoryLength;

    PAGED_CODE();
    Extension->Counts.Batched += 1;
    *BytesNeeded = Needed;
    if (SaveBufSize < Needed) {
        if (SaveBufSize != 0) {
            GranaryReportWrong(Extension, "%u bytes when %u are needed\n", SaveBufSize, Needed);
        }
        return STATUS_BUFFER_TOO_SMALL;
    }
    Saved->Signature = GRANARY_SIGNATURE;
    Saved->Sequence = Notice->Sequence;
    Saved->HistoryLength = Notice->HistoryLength;
    Saved->Checksum = GranaryChecksum(Notice->History, Notice->HistoryLength);
    RtlCopyMemory(Saved->History, Notice->History, Notice->HistoryLength);
    return STATUS_SUCCESS;
}

_Use_decl_annotations_
NTSTATUS
GranaryRestorePacket(
    VMBCHANNEL Channel,
    PVOID LibBuf,
    UINT32 LibBufSize,
    PVOID SaveBuf,
    UINT32 SaveBufSize
    )
{
    PGRANARY_EXTENSION Extension = GranaryGetExtension(Channel);
    const GRANARY_SAVED_NOTICE* Saved = (const GRANARY_SAVED_NOTICE*)SaveBuf;
    PGRANARY_NOTICE Notice;
    VMBPACKET Packet;
    NTSTATUS Status;

    PAGED_CODE();
    if (SaveBufSize < FIELD_OFFSET(GRANARY_SAVED_NOTICE, History) || Saved->Signature != GRANARY_SIGNATURE ||
        Saved->HistoryLength > GRANARY_HISTORY ||
        SaveBufSize != FIELD_OFFSET(GRANARY_SAVED_NOTICE, History) + Saved->HistoryLength ||
        Saved->Checksum != GranaryChecksum(Saved->History, Saved->HistoryLength)) {
        GranaryReportWrong(Extension, "%u saved bytes\n", SaveBufSize);
        return STATUS_CRC_ERROR;
    }
    Notice = GranaryCreateNotice(Extension, &Packet);
    if (Notice == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Notice->Sequence = Saved->Sequence;
    Notice->HistoryLength = Saved->HistoryLength;
    RtlCopyMemory(Notice->History, Saved->History, Saved->HistoryLength);
    Status = VmbPacketRestore(Packet, LibBuf, LibBufSize);
    if (!NT_SUCCESS(Status)) {
        VmbPacketFree(Packet);
        ExFreePoolWithTag(Notice, GRANARY_POOL_TAG);
        return Status;
    }
    Extension->Sequence = max(Extension->Sequence, Notice->Sequence);
    Extension->Counts.CallsRestored += 1;
    return STATUS_SUCCESS;
}

// --------------------------------------------------------------------------- state

_Use_decl_annotations_
NTSTATUS
GranaryChannelOpened(
    VMBCHANNEL Channel
    )
{
    PGRANARY_EXTENSION Extension = GranaryGetExtension(Channel);

    ExReInitializeRundownProtection(&Extension->Rundown);
    Extension->Counts.Opened += 1;
    return STATUS_SUCCESS;
}

_Use_decl_annotations_
VOID
GranaryChannelClosed(
    VMBCHANNEL Channel
    )
{
    PGRANARY_EXTENSION Extension = GranaryGetExtension(Channel);

    if (Extension->RequestCount != 0) {
        GranaryReportWrong(Extension, "closed with %lu requests\n", Extension->RequestCount);
    }
    ExWaitForRundownProtectionRelease(&Extension->Rundown);
    Extension->Counts.Closed += 1;
}

_Use_decl_annotations_
VOID
GranaryChannelSuspend(
    VMBCHANNEL Channel
    )
{
    PGRANARY_EXTENSION Extension = GranaryGetExtension(Channel);

    if (KeCancelTimer(&Extension->Timer)) {
        InterlockedExchange(&Extension->DpcHasWork, FALSE);
    }
    KeFlushQueuedDpcs();
    GranaryDrain(Extension);
    Extension->Counts.Suspended += 1;
}

_Use_decl_annotations_
VOID
GranaryChannelStarted(
    VMBCHANNEL Channel
    )
{
    GranaryGetExtension(Channel)->Counts.Started += 1;
}

_Use_decl_annotations_
VOID
GranaryChannelPostStarted(
    VMBCHANNEL Channel
    )
{
    GranaryGetExtension(Channel)->Counts.PostStarted += 1;
}

// ------------------------------------------------------------------------- channel

static
VOID
GranaryRevoke(
    _In_ PGRANARY_EXTENSION Extension
    )
{
    if (Extension->Channel == NULL) {
        return;
    }
    if (Extension->SaveActive) {
        VmbChannelSaveEnd(Extension->Channel);
        Extension->SaveActive = FALSE;
    }
    if (Extension->OnBus) {
        VmbChannelDisable(Extension->Channel);
        Extension->OnBus = FALSE;
    }
    VmbChannelCleanup(Extension->Channel);
    Extension->Channel = NULL;
    ObCloseHandle(Extension->BusHandle, KernelMode);
    Extension->BusHandle = NULL;
}

static
NTSTATUS
GranaryOffer(
    _In_ PDEVICE_OBJECT DeviceObject,
    _In_ const FIELD_OFFER* Offer
    )
{
    PGRANARY_EXTENSION Extension = (PGRANARY_EXTENSION)DeviceObject->DeviceExtension;
    DECLARE_CONST_UNICODE_STRING(FriendlyName, L"Granary disk");
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS Callbacks = {
        .Version = 1,
        .Size = sizeof(VMB_CHANNEL_STATE_CHANGE_CALLBACKS),
        .EvtChannelOpened = GranaryChannelOpened,
        .EvtChannelClosed = GranaryChannelClosed,
        .EvtChannelSuspend = GranaryChannelSuspend,
        .EvtChannelStarted = GranaryChannelStarted,
        .EvtChannelPostStarted = GranaryChannelPostStarted,
    };
    VMBCHANNEL Channel;
    NTSTATUS Status;

    if (Extension->Channel != NULL) {
        return STATUS_DEVICE_ALREADY_ATTACHED;
    }
    Status = VmbConvertVmbusHandleToKernelHandle((HANDLE)Offer->VmbusHandle, &Extension->BusHandle);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = VmbChannelAllocate(DeviceObject, TRUE, &Channel);
    if (!NT_SUCCESS(Status)) {
        ObCloseHandle(Extension->BusHandle, KernelMode);
        return Status;
    }
    Extension->Channel = Channel;
    VmbChannelSetPointer(Channel, Extension);

    Status = VmbChannelInitSetStateChangeCallbacks(Channel, &Callbacks);
    if (!NT_SUCCESS(Status)) goto Failed;
    Status = VmbChannelInitSetProcessPacketCallbacks(Channel, GranaryProcessPacket, NULL);
    if (!NT_SUCCESS(Status)) goto Failed;
    Status = VmbServerChannelInitSetSaveRestorePacketCallbacks(Channel, GranarySavePacket, GranaryRestorePacket);
    if (!NT_SUCCESS(Status)) goto Failed;
    Status = VmbChannelInitSetMaximumPacketSize(Channel, sizeof(GRANARY_COMMAND) + GRANARY_SENSE_BYTES);
    if (!NT_SUCCESS(Status)) goto Failed;
    Status = VmbChannelInitSetMaximumExternalData(Channel, GRANARY_BYTES, GRANARY_BYTES / PAGE_SIZE + 1);
    if (!NT_SUCCESS(Status)) goto Failed;
    Status = VmbChannelInitSetFriendlyName(Channel, &FriendlyName);
    if (!NT_SUCCESS(Status)) goto Failed;
    Status = VmbServerChannelInitSetFlags(Channel, VMBUS_SERVER_CHANNEL_INIT_FLAG_ENUMERATE_DEVICE_INTERFACE);
    if (!NT_SUCCESS(Status)) goto Failed;
    Status = VmbServerChannelInitSetTargetInterfaceId(Channel, GranaryInterfaceType, Offer->Instance);
    if (!NT_SUCCESS(Status)) goto Failed;
    Status = VmbServerChannelInitSetVmbusHandle(Channel, Extension->BusHandle);
    if (!NT_SUCCESS(Status)) goto Failed;
    Status = VmbChannelEnable(Channel);
    if (!NT_SUCCESS(Status)) goto Failed;
    Extension->OnBus = TRUE;
    return STATUS_SUCCESS;

Failed:
    KdPrint(("granary: offer failed with %08lX\n", Status));
    GranaryRevoke(Extension);
    return Status;
}

static
NTSTATUS
GranarySave(
    _In_ PGRANARY_EXTENSION Extension,
    _In_ BOOLEAN First,
    _Out_writes_bytes_(Length) FIELD_PIECE* Piece,
    _In_ ULONG Length
    )
{
    ULONG BytesFilled;
    ULONG BytesRequired;
    NTSTATUS Status;

    if (Length <= sizeof(FIELD_PIECE)) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    if (First) {
        Extension->Counts.Batched = 0;
        Status = VmbChannelSaveBegin(Extension->Channel);
        if (!NT_SUCCESS(Status)) {
            return Status;
        }
        Extension->SaveActive = TRUE;
    }
    Status = VmbChannelSaveContinue(Extension->Channel, Piece + 1, Length - sizeof(FIELD_PIECE), &BytesFilled,
                                    &BytesRequired);
    RtlZeroMemory(Piece, sizeof(*Piece));
    Piece->Status = Status;
    Piece->Filled = BytesFilled;
    Piece->Required = BytesRequired;
    if (NT_SUCCESS(Status) || NT_ERROR(Status)) {
        if (Status != STATUS_BUFFER_TOO_SMALL) {
            VmbChannelSaveEnd(Extension->Channel);
            Extension->SaveActive = FALSE;
        }
    }
    return STATUS_SUCCESS;
}

// ---------------------------------------------------------------------------- device

static
NTSTATUS
GranaryControl(
    _In_ PDEVICE_OBJECT DeviceObject,
    _In_ PIRP Irp,
    _In_ PIO_STACK_LOCATION IrpSp
    )
{
    PGRANARY_EXTENSION Extension = (PGRANARY_EXTENSION)DeviceObject->DeviceExtension;
    ULONG InputLength = IrpSp->Parameters.DeviceIoControl.InputBufferLength;
    ULONG OutputLength = IrpSp->Parameters.DeviceIoControl.OutputBufferLength;
    PVOID Buffer = Irp->AssociatedIrp.SystemBuffer;
    FIELD_PIECE* Piece = (FIELD_PIECE*)Buffer;
    NTSTATUS Status;

    switch (IrpSp->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_FIELD_OFFER:
        return InputLength < sizeof(FIELD_OFFER) ? STATUS_INVALID_BUFFER_SIZE
                                                 : GranaryOffer(DeviceObject, (const FIELD_OFFER*)Buffer);
    case IOCTL_FIELD_START:
        VmbChannelStart(Extension->Channel);
        return STATUS_SUCCESS;
    case IOCTL_FIELD_PAUSE:
        VmbChannelPause(Extension->Channel);
        return STATUS_SUCCESS;
    case IOCTL_FIELD_REVOKE:
        GranaryRevoke(Extension);
        return STATUS_SUCCESS;
    case IOCTL_FIELD_CALL:
        return InputLength < sizeof(ULONG) ? STATUS_INVALID_BUFFER_SIZE : GranaryCall(Extension, *(PULONG)Buffer);
    case IOCTL_FIELD_COUNTS:
        if (OutputLength < sizeof(FIELD_COUNTS)) {
            return STATUS_BUFFER_TOO_SMALL;
        }
        *(FIELD_COUNTS*)Buffer = Extension->Counts;
        Irp->IoStatus.Information = sizeof(FIELD_COUNTS);
        return STATUS_SUCCESS;
    case IOCTL_FIELD_SAVE:
        Status = GranarySave(Extension, (BOOLEAN)(InputLength == 0), Piece, OutputLength);
        if (NT_SUCCESS(Status)) {
            Irp->IoStatus.Information = sizeof(FIELD_PIECE) + Piece->Filled;
        }
        return Status;
    case IOCTL_FIELD_RESTORE:
        return VmbChannelRestoreFromBuffer(Extension->Channel, Buffer, InputLength);
    default:
        return STATUS_INVALID_DEVICE_REQUEST;
    }
}

_Use_decl_annotations_
NTSTATUS
GranaryDispatch(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp
    )
{
    PGRANARY_EXTENSION Extension = (PGRANARY_EXTENSION)DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION IrpSp = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS Status = STATUS_SUCCESS;

    PAGED_CODE();
    Irp->IoStatus.Information = 0;
    if (IrpSp->MajorFunction == IRP_MJ_DEVICE_CONTROL) {
        (VOID)KeWaitForMutexObject(&Extension->StateMutex, Executive, KernelMode, FALSE, NULL);
        Status = GranaryControl(DeviceObject, Irp, IrpSp);
        (VOID)KeReleaseMutex(&Extension->StateMutex, FALSE);
    }
    Irp->IoStatus.Status = Status;
    IoCompleteRequest(Irp, IO_DISK_INCREMENT);
    return Status;
}

_Use_decl_annotations_
VOID
GranaryUnload(
    PDRIVER_OBJECT DriverObject
    )
{
    PDEVICE_OBJECT DeviceObject = DriverObject->DeviceObject;
    PGRANARY_EXTENSION Extension = (PGRANARY_EXTENSION)DeviceObject->DeviceExtension;
    UNICODE_STRING Link;

    PAGED_CODE();
    GranaryRevoke(Extension);
    (VOID)KeCancelTimer(&Extension->Timer);
    KeFlushQueuedDpcs();
    ExDeleteLookasideListEx(&Extension->RequestLookaside);
    ExFreePoolWithTag(Extension->Store, GRANARY_POOL_TAG);
    RtlInitUnicodeString(&Link, L"\\DosDevices\\Granary");
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(DeviceObject);
}

_Use_decl_annotations_
NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath
    )
{
    UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Granary");
    UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Granary");
    PGRANARY_EXTENSION Extension;
    PDEVICE_OBJECT DeviceObject = NULL;
    NTSTATUS Status;
    ULONG Index;

    UNREFERENCED_PARAMETER(RegistryPath);

    Status = IoCreateDeviceSecure(DriverObject, sizeof(GRANARY_EXTENSION), &DeviceName, FILE_DEVICE_DISK,
                                  FILE_DEVICE_SECURE_OPEN, FALSE, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL, NULL, &DeviceObject);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Extension = (PGRANARY_EXTENSION)DeviceObject->DeviceExtension;
    InitializeListHead(&Extension->RequestList);
    KeInitializeSpinLock(&Extension->RequestLock);
    KeInitializeMutex(&Extension->StateMutex, 0);
    KeInitializeTimerEx(&Extension->Timer, SynchronizationTimer);
    KeInitializeDpc(&Extension->TimerDpc, GranaryDpc, Extension);
    KeSetImportanceDpc(&Extension->TimerDpc, MediumHighImportance);
    ExInitializeRundownProtection(&Extension->Rundown);

    Status = ExInitializeLookasideListEx(&Extension->RequestLookaside, NULL, NULL, NonPagedPoolNx, 0,
                                         sizeof(GRANARY_REQUEST), GRANARY_POOL_TAG, 0);
    if (!NT_SUCCESS(Status)) {
        goto NoLookaside;
    }
    Extension->Store = (PUCHAR)ExAllocatePoolZero(NonPagedPoolNx, GRANARY_BYTES, GRANARY_POOL_TAG);
    if (Extension->Store == NULL) {
        Status = STATUS_INSUFFICIENT_RESOURCES;
        goto NoStore;
    }
    Status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(Status)) {
        goto NoLink;
    }
    for (Index = 0; Index <= IRP_MJ_MAXIMUM_FUNCTION; Index += 1) {
        DriverObject->MajorFunction[Index] = GranaryDispatch;
    }
    DriverObject->DriverUnload = GranaryUnload;
    ClearFlag(DeviceObject->Flags, DO_DEVICE_INITIALIZING);
    return STATUS_SUCCESS;

NoLink:
    ExFreePoolWithTag(Extension->Store, GRANARY_POOL_TAG);
NoStore:
    ExDeleteLookasideListEx(&Extension->RequestLookaside);
NoLookaside:
    IoDeleteDevice(DeviceObject);
    return Status;
}
