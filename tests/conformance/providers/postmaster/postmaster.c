/* SPDX-License-Identifier: Apache-2.0
 *
 * postmaster: a WDM driver of the old school. Every packet is served at passive level, some from a work item,
 * some after a GPADL was mapped or the sender's own memory was summed, and each letter to the guest is handed to
 * a queue of the driver's own that a system thread empties.
 */
#include <ntddk.h>
#include <ntstrsafe.h>
#include <initguid.h>
#include "vmbuskernelmodeclientlibapi.h"
#include "../field.h"

#define PM_TAG ((ULONG)'mtsP')
#define PM_MAX_PACKET 1024
#define PM_MAX_EXTERNAL (256 * 1024)
#define PM_MAX_CHAIN 64
#define PM_QUOTA 16

// {10000008-1111-4222-8333-444455556608}
DEFINE_GUID(GUID_POSTMASTER, 0x10000008, 0x1111, 0x4222, 0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x08);

enum { PmEcho = 0, PmMap = 1, PmSum = 2, PmUnmap = 3, PmLate = 4, PmNotify = 5 };

#pragma pack(push, 4)
typedef struct PM_REQUEST {
    ULONG Verb;
    ULONG Sequence;
    ULONG Gpadl;
    ULONG Flags;
} PM_REQUEST, *PPM_REQUEST;

typedef struct PM_REPLY {
    NTSTATUS Status;
    ULONG Bytes;
    ULONGLONG Sum;
} PM_REPLY, *PPM_REPLY;
#pragma pack(pop)

C_ASSERT(sizeof(PM_REQUEST) == 16);
C_ASSERT(sizeof(PM_REPLY) == 16);

typedef struct PM_LETTER {
    LIST_ENTRY Entry;
    struct PM_EXTENSION *Extension;
    ULONG Sequence;
} PM_LETTER, *PPM_LETTER;

typedef struct PM_LATE {
    PIO_WORKITEM WorkItem;
    VMBPACKETCOMPLETION Packet;
    PM_REPLY Reply;
} PM_LATE, *PPM_LATE;

typedef struct PM_EXTENSION {
    PDEVICE_OBJECT DeviceObject;
    VMBCHANNEL Channel;
    HANDLE Vmbus;
    ERESOURCE ConfigLock;   /* what is mapped */
    FAST_MUTEX PostMutex;   /* nothing is sent while the channel is saved */
    BOOLEAN Posting;
    KSPIN_LOCK QueueLock;
    LIST_ENTRY Outgoing;
    KEVENT WorkReady;
    KEVENT StopEvent;
    KEVENT LateIdle;
    volatile LONG LateCount;
    PKTHREAD Thread;
    NPAGED_LOOKASIDE_LIST LetterList;
    PMDL Mapped;
    ULONG MappedGpadl;
    ULONG Sequence;
    BOOLEAN Offered;
    BOOLEAN Saving;
    FIELD_COUNTS Counts;
    WCHAR FriendlyBuffer[64];
} PM_EXTENSION, *PPM_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PmUnload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH PmCreateClose;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) DRIVER_DISPATCH PmDeviceControl;
KSTART_ROUTINE PmThread;
IO_WORKITEM_ROUTINE PmLateRoutine;

EVT_VMB_CHANNEL_OPENED PmOpened;
EVT_VMB_CHANNEL_CLOSED PmClosed;
EVT_VMB_CHANNEL_SUSPEND PmSuspend;
EVT_VMB_CHANNEL_STARTED PmStarted;
EVT_VMB_CHANNEL_POST_STARTED PmPostStarted;
EVT_VMB_CHANNEL_PROCESS_PACKET PmProcessPacket;
EVT_VMB_CHANNEL_PROCESSING_COMPLETE PmProcessingComplete;
EVT_VMB_CHANNEL_SAVE_PACKET PmSavePacket;
EVT_VMB_CHANNEL_RESTORE_PACKET PmRestorePacket;
EVT_VMB_PACKET_COMPLETION_ROUTINE PmLetterDone;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, PmUnload)
#pragma alloc_text(PAGE, PmCreateClose)
#pragma alloc_text(PAGE, PmDeviceControl)
#endif

#define PmExtensionOf(_Channel) ((PPM_EXTENSION)VmbChannelGetPointer(_Channel))

static UNICODE_STRING PmDeviceName = RTL_CONSTANT_STRING(L"\\Device\\Postmaster");
static UNICODE_STRING PmLinkName = RTL_CONSTANT_STRING(L"\\??\\Postmaster");
static ULONG PmBatchLetters = 32;

static VOID PmWrong(PPM_EXTENSION Extension, PCSTR Where)
{
    InterlockedIncrement64((LONG64 volatile *)&Extension->Counts.Wrong);
    DbgPrintEx(DPFLTR_IHVDRIVER_ID, DPFLTR_ERROR_LEVEL, "postmaster: %s is wrong at IRQL %u\n", Where,
               (unsigned)KeGetCurrentIrql());
}

/* ------------------------------------------------------------------ state */

NTSTATUS PmOpened(VMBCHANNEL Channel)
{
    PPM_EXTENSION Extension = PmExtensionOf(Channel);
    GUID Instance;

    PAGED_CODE();
    VmbChannelGetInterfaceInstance(Channel, &Instance);
    if (IsEqualGUID(&Instance, &GUID_POSTMASTER)) PmWrong(Extension, "the instance");
    VmbChannelSetTransactionQuota(Channel, PM_QUOTA);
    Extension->Counts.Opened++;
    return STATUS_SUCCESS;
}

VOID PmClosed(VMBCHANNEL Channel)
{
    PPM_EXTENSION Extension = PmExtensionOf(Channel);

    PAGED_CODE();
    if (Extension->Mapped != NULL) {
        VmbChannelUnmapGpadl(Channel, Extension->MappedGpadl);
        Extension->Mapped = NULL;
    }
    Extension->Counts.Closed++;
}

VOID PmSuspend(VMBCHANNEL Channel)
{
    PPM_EXTENSION Extension = PmExtensionOf(Channel);

    PAGED_CODE();
    Extension->Counts.Suspended++;
    /* Here it is allowed to wait for the work items: they complete what they hold. */
    if (Extension->LateCount != 0)
        KeWaitForSingleObject(&Extension->LateIdle, Executive, KernelMode, FALSE, NULL);
}

VOID PmStarted(VMBCHANNEL Channel)
{
    PPM_EXTENSION Extension = PmExtensionOf(Channel);

    PAGED_CODE();
    Extension->Counts.Started++;
}

VOID PmPostStarted(VMBCHANNEL Channel)
{
    PPM_EXTENSION Extension = PmExtensionOf(Channel);

    PAGED_CODE();
    Extension->Counts.PostStarted++;
}

/* --------------------------------------------------------------- incoming */

static NTSTATUS PmSumMdl(PMDL Mdl, PPM_REPLY Reply)
{
    for (; Mdl != NULL; Mdl = Mdl->Next) {
        PUCHAR Bytes = MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority | MdlMappingNoExecute);
        ULONG i;

        if (Bytes == NULL) return STATUS_INSUFFICIENT_RESOURCES;
        for (i = 0; i < MmGetMdlByteCount(Mdl); ++i) Reply->Sum += Bytes[i];
        Reply->Bytes += MmGetMdlByteCount(Mdl);
    }
    return STATUS_SUCCESS;
}

VOID PmLateRoutine(PDEVICE_OBJECT DeviceObject, PVOID Context)
{
    PPM_EXTENSION Extension = DeviceObject->DeviceExtension;
    PPM_LATE Late = Context;
    PIO_WORKITEM WorkItem = Late->WorkItem;

    PAGED_CODE();
    VmbChannelPacketComplete(Late->Packet, &Late->Reply, sizeof(Late->Reply));
    ExFreePoolWithTag(Late, PM_TAG);
    IoFreeWorkItem(WorkItem);
    if (InterlockedDecrement(&Extension->LateCount) == 0) KeSetEvent(&Extension->LateIdle, IO_NO_INCREMENT, FALSE);
}

static BOOLEAN PmAnswerLate(PPM_EXTENSION Extension, VMBPACKETCOMPLETION Packet, PPM_REPLY Reply)
{
    PPM_LATE Late;

#pragma warning(suppress : 4996)
    Late = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(PM_LATE), PM_TAG);
    if (Late == NULL) return FALSE;
    Late->WorkItem = IoAllocateWorkItem(Extension->DeviceObject);
    if (Late->WorkItem == NULL) {
        ExFreePoolWithTag(Late, PM_TAG);
        return FALSE;
    }
    Late->Packet = Packet;
    Late->Reply = *Reply;
    if (InterlockedIncrement(&Extension->LateCount) == 1) KeClearEvent(&Extension->LateIdle);
    IoQueueWorkItem(Late->WorkItem, PmLateRoutine, DelayedWorkQueue, Late);
    return TRUE;
}

static NTSTATUS PmServe(PPM_EXTENSION Extension, PPM_REQUEST Request, PPM_REPLY Reply)
{
    NTSTATUS Status;

    switch (Request->Verb) {
    case PmMap:
        if (Extension->Mapped != NULL) return STATUS_ALREADY_COMMITTED;
        Status = VmbChannelMapGpadl(Extension->Channel, Request->Flags, Request->Gpadl, &Extension->Mapped);
        if (NT_SUCCESS(Status)) Extension->MappedGpadl = Request->Gpadl;
        else Extension->Mapped = NULL;
        return Status;
    case PmSum:
        return Extension->Mapped == NULL ? STATUS_NOT_FOUND : PmSumMdl(Extension->Mapped, Reply);
    case PmUnmap:
        if (Extension->Mapped == NULL) return STATUS_NOT_FOUND;
        VmbChannelUnmapGpadl(Extension->Channel, Extension->MappedGpadl);
        Extension->Mapped = NULL;
        return STATUS_SUCCESS;
    case PmNotify: {
        /* A server's synchronous request never waits. */
        LARGE_INTEGER Now;
        ULONG Note[4] = {0xFFFFFFFF, ++Extension->Sequence, 0, 0};

        Now.QuadPart = 0;
        return VmbChannelSendSynchronousRequest(Extension->Channel, Note, sizeof(Note), NULL, 0, NULL, NULL, &Now);
    }
    default:
        return STATUS_SUCCESS;
    }
}

_Use_decl_annotations_
VOID PmProcessPacket(VMBCHANNEL Channel, VMBPACKETCOMPLETION Packet, PVOID Buffer, UINT32 BufferLength, UINT32 Flags)
{
    PPM_EXTENSION Extension = PmExtensionOf(Channel);
    PM_REQUEST Request;
    PM_REPLY Reply;

    PAGED_CODE();
    RtlZeroMemory(&Reply, sizeof(Reply));
    RtlZeroMemory(&Request, sizeof(Request));
    RtlCopyMemory(&Request, Buffer, min(BufferLength, sizeof(Request)));
    InterlockedIncrement64((LONG64 volatile *)&Extension->Counts.Packets);
    if (KeGetCurrentIrql() != PASSIVE_LEVEL) PmWrong(Extension, "the level of a packet");
    if ((Flags & ~VMBUS_CHANNEL_PROCESS_PACKET_FLAGS) != 0) PmWrong(Extension, "a flag");

    KeEnterCriticalRegion();
    (VOID)ExAcquireResourceExclusiveLite(&Extension->ConfigLock, TRUE);
    if (Flags & VMBUS_CHANNEL_PROCESS_PACKET_FLAG_EXTERNAL_DATA) {
        PMDL Mdl = NULL;

        Reply.Status = VmbChannelPacketGetExternalData(Packet, VMBUS_CHANNEL_PACKET_EXTERNAL_DATA_FLAG_READ_ONLY, &Mdl);
        if (Reply.Status == STATUS_PENDING) {
            ExReleaseResourceAndLeaveCriticalRegion(&Extension->ConfigLock);
            return;
        }
        if (NT_SUCCESS(Reply.Status)) Reply.Status = PmSumMdl(Mdl, &Reply);
    } else {
        Reply.Status = PmServe(Extension, &Request, &Reply);
    }
    ExReleaseResourceAndLeaveCriticalRegion(&Extension->ConfigLock);

    if (Request.Verb == PmLate && PmAnswerLate(Extension, Packet, &Reply)) return;
    VmbChannelPacketComplete(Packet, &Reply, sizeof(Reply));
}

VOID PmProcessingComplete(VMBCHANNEL Channel, UINT32 PacketsProcessed)
{
    PPM_EXTENSION Extension = PmExtensionOf(Channel);

    if (PacketsProcessed == 0) PmWrong(Extension, "an empty batch");
    InterlockedExchangeAdd64((LONG64 volatile *)&Extension->Counts.Batched, PacketsProcessed);
}

/* --------------------------------------------------------------- outgoing */

VOID PmLetterDone(VMBPACKET Packet, NTSTATUS Status, PVOID Buffer, UINT32 BufferLength)
{
    PPM_LETTER Letter = VmbPacketGetPointer(Packet);
    PPM_EXTENSION Extension = Letter->Extension;
    KLOCK_QUEUE_HANDLE Handle;

    KeAcquireInStackQueuedSpinLock(&Extension->QueueLock, &Handle);
    if (Status == STATUS_CANCELLED) Extension->Counts.CallsCancelled++;
    else if (NT_SUCCESS(Status)) Extension->Counts.CallsDone++;
    else Extension->Counts.Wrong++;
    KeReleaseInStackQueuedSpinLock(&Handle);
    if ((Buffer == NULL) != (BufferLength == 0)) PmWrong(Extension, "an answer without a buffer");
    ExFreeToNPagedLookasideList(&Extension->LetterList, Letter);
    VmbPacketFree(Packet);
}

static VMBPACKET PmPacketFor(PPM_LETTER Letter)
{
    VMBPACKET Packet = VmbPacketAllocate(Letter->Extension->Channel);

    if (Packet == NULL) return NULL;
    VmbPacketSetPointer(Packet, Letter);
    VmbPacketSetCompletionRoutine(Packet, PmLetterDone);
    return Packet;
}

static VOID PmPostLetter(PPM_LETTER Letter)
{
    VMBPACKET Packet = PmPacketFor(Letter);
    ULONG Message[6] = {0x7E77E12A, Letter->Sequence};
    NTSTATUS Status;

    if (Packet == NULL) {
        ExFreeToNPagedLookasideList(&Letter->Extension->LetterList, Letter);
        return;
    }
    Status = VmbPacketSend(Packet, Message, sizeof(Message), NULL,
                           VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION | VMBUS_CHANNEL_FORMAT_FLAG_PAGED_BUFFER);
    if (!NT_SUCCESS(Status)) {
        PmWrong(Letter->Extension, "a send");
        ExFreeToNPagedLookasideList(&Letter->Extension->LetterList, Letter);
        VmbPacketFree(Packet);
    }
}

VOID PmThread(PVOID Context)
{
    PPM_EXTENSION Extension = Context;
    PVOID Objects[2] = {&Extension->StopEvent, &Extension->WorkReady};

    KeSetPriorityThread(KeGetCurrentThread(), LOW_REALTIME_PRIORITY);
    for (;;) {
        PLIST_ENTRY Entry;
        ULONG Posted = 0;
        NTSTATUS Status =
            KeWaitForMultipleObjects(RTL_NUMBER_OF(Objects), Objects, WaitAny, Executive, KernelMode, FALSE, NULL, NULL);

        if (Status == STATUS_WAIT_0) break;
        ExAcquireFastMutex(&Extension->PostMutex);
        while (Extension->Posting && Posted++ < PmBatchLetters &&
               (Entry = ExInterlockedRemoveHeadList(&Extension->Outgoing, &Extension->QueueLock)) != NULL) {
            PmPostLetter(CONTAINING_RECORD(Entry, PM_LETTER, Entry));
            Extension->Counts.CallsMade++; /* of this thread alone */
        }
        ExReleaseFastMutex(&Extension->PostMutex);
        if (Posted > PmBatchLetters) KeSetEvent(&Extension->WorkReady, IO_NO_INCREMENT, FALSE);
    }
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static NTSTATUS PmCall(PPM_EXTENSION Extension, ULONG Count)
{
    while (Count-- != 0) {
        PPM_LETTER Letter = ExAllocateFromNPagedLookasideList(&Extension->LetterList);
        KIRQL OldIrql;

        if (Letter == NULL) return STATUS_NO_MEMORY;
        Letter->Extension = Extension;
        Letter->Sequence = ++Extension->Sequence;
        KeAcquireSpinLock(&Extension->QueueLock, &OldIrql);
        InsertTailList(&Extension->Outgoing, &Letter->Entry);
        KeReleaseSpinLock(&Extension->QueueLock, OldIrql);
    }
    KeSetEvent(&Extension->WorkReady, IO_NO_INCREMENT, FALSE);
    return STATUS_SUCCESS;
}

/* ----------------------------------------------------------- save, restore */

NTSTATUS PmSavePacket(VMBCHANNEL Channel, VMBPACKET Packet, PVOID SaveBuf, UINT32 SaveBufSize, PUINT32 BytesNeeded)
{
    PPM_LETTER Letter = VmbPacketGetPointer(Packet);

    PAGED_CODE();
    if (Letter->Extension->Channel != Channel) PmWrong(Letter->Extension, "the channel of a saved packet");
    *BytesNeeded = sizeof(Letter->Sequence);
    if (SaveBufSize < *BytesNeeded) return STATUS_BUFFER_TOO_SMALL;
    RtlCopyMemory(SaveBuf, &Letter->Sequence, sizeof(Letter->Sequence));
    return STATUS_SUCCESS;
}

NTSTATUS PmRestorePacket(VMBCHANNEL Channel, PVOID LibBuf, UINT32 LibBufSize, PVOID SaveBuf, UINT32 SaveBufSize)
{
    PPM_EXTENSION Extension = PmExtensionOf(Channel);
    PPM_LETTER Letter;
    VMBPACKET Packet;
    NTSTATUS Status;

    PAGED_CODE();
    if (SaveBufSize != sizeof(Letter->Sequence)) return STATUS_INFO_LENGTH_MISMATCH;
    Letter = ExAllocateFromNPagedLookasideList(&Extension->LetterList);
    if (Letter == NULL) return STATUS_NO_MEMORY;
    Letter->Extension = Extension;
    RtlCopyMemory(&Letter->Sequence, SaveBuf, SaveBufSize);
    Packet = PmPacketFor(Letter);
    Status = Packet == NULL ? STATUS_NO_MEMORY : VmbPacketRestore(Packet, LibBuf, LibBufSize);
    if (!NT_SUCCESS(Status)) {
        if (Packet != NULL) VmbPacketFree(Packet);
        ExFreeToNPagedLookasideList(&Extension->LetterList, Letter);
        return Status;
    }
    Extension->Sequence = max(Extension->Sequence, Letter->Sequence);
    Extension->Counts.CallsRestored++;
    return STATUS_SUCCESS;
}

static NTSTATUS PmSave(PPM_EXTENSION Extension, BOOLEAN First, PVOID Output, ULONG OutputLength, PULONG_PTR Information)
{
    FIELD_PIECE *Piece = Output;
    ULONG Filled = 0, Required = 0;
    NTSTATUS Status;

    if (OutputLength <= sizeof(*Piece)) return STATUS_BUFFER_TOO_SMALL;
    if (First) {
        Status = VmbChannelSaveBegin(Extension->Channel);
        if (!NT_SUCCESS(Status)) return Status;
        Extension->Saving = TRUE;
    }
    Status = VmbChannelSaveContinue(Extension->Channel, Piece + 1, OutputLength - sizeof(*Piece), &Filled, &Required);
    Piece->Status = Status;
    Piece->Filled = Filled;
    Piece->Required = Required;
    *Information = sizeof(*Piece) + Filled;
    if (Status != STATUS_BUFFER_OVERFLOW && Status != STATUS_BUFFER_TOO_SMALL) {
        VmbChannelSaveEnd(Extension->Channel);
        Extension->Saving = FALSE;
    }
    return STATUS_SUCCESS;
}

/* ------------------------------------------------------------ the channel */

static VOID PmPosting(PPM_EXTENSION Extension, BOOLEAN Posting)
{
    ExAcquireFastMutex(&Extension->PostMutex);
    Extension->Posting = Posting;
    ExReleaseFastMutex(&Extension->PostMutex);
    if (Posting) KeSetEvent(&Extension->WorkReady, IO_NO_INCREMENT, FALSE);
}

static VOID PmRevoke(PPM_EXTENSION Extension)
{
    if (Extension->Channel == NULL) return;
    PmPosting(Extension, FALSE);
    if (Extension->Saving) VmbChannelSaveEnd(Extension->Channel);
    Extension->Saving = FALSE;
    if (Extension->Offered) VmbChannelDisable(Extension->Channel);
    Extension->Offered = FALSE;
    VmbChannelCleanup(Extension->Channel);
    Extension->Channel = NULL;
    ZwClose(Extension->Vmbus);
}

static NTSTATUS PmConfigure(PPM_EXTENSION Extension, const FIELD_OFFER *Offer)
{
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS Callbacks;
    VMBCHANNEL Channel = Extension->Channel;
    UNICODE_STRING Name;
    UNICODE_STRING InstanceText;
    NTSTATUS Status;

    VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&Callbacks);
    Callbacks.EvtChannelOpened = PmOpened;
    Callbacks.EvtChannelClosed = PmClosed;
    Callbacks.EvtChannelSuspend = PmSuspend;
    Callbacks.EvtChannelStarted = PmStarted;
    Callbacks.EvtChannelPostStarted = PmPostStarted;
    if (!NT_SUCCESS(Status = VmbChannelInitSetStateChangeCallbacks(Channel, &Callbacks)) ||
        !NT_SUCCESS(Status = VmbChannelInitSetProcessPacketCallbacks(Channel, PmProcessPacket, PmProcessingComplete)) ||
        !NT_SUCCESS(Status = VmbChannelInitSetMaximumPacketSize(Channel, PM_MAX_PACKET)) ||
        !NT_SUCCESS(Status = VmbChannelInitSetMaximumExternalData(Channel, PM_MAX_EXTERNAL, PM_MAX_CHAIN)) ||
        !NT_SUCCESS(Status = VmbServerChannelInitSetSaveRestorePacketCallbacks(Channel, PmSavePacket, PmRestorePacket)))
        return Status;

    Status = RtlStringFromGUID(&Offer->Instance, &InstanceText);
    if (!NT_SUCCESS(Status)) return Status;
    RtlInitEmptyUnicodeString(&Name, Extension->FriendlyBuffer, sizeof(Extension->FriendlyBuffer));
    Status = RtlUnicodeStringPrintf(&Name, L"Postmaster %wZ", &InstanceText);
    RtlFreeUnicodeString(&InstanceText);
    if (!NT_SUCCESS(Status)) return Status;
    Status = VmbChannelInitSetFriendlyName(Channel, &Name);
    if (!NT_SUCCESS(Status)) return Status;

    Status = VmbServerChannelInitSetVmbusHandle(Channel, Extension->Vmbus);
    if (!NT_SUCCESS(Status)) return Status;
    Status = VmbServerChannelInitSetTargetInterfaceId(Channel, GUID_POSTMASTER, Offer->Instance);
    if (!NT_SUCCESS(Status)) return Status;
    VmbChannelSetPointer(Channel, Extension);
    VmbChannelSetIncomingProcessingAtPassive(Channel, TRUE);
    return VmbChannelEnable(Channel);
}

static NTSTATUS PmOffer(PPM_EXTENSION Extension, const FIELD_OFFER *Offer)
{
    NTSTATUS Status;

    if (Extension->Channel != NULL) return STATUS_DEVICE_BUSY;
    Status = VmbConvertVmbusHandleToKernelHandle((HANDLE)(ULONG_PTR)Offer->VmbusHandle, &Extension->Vmbus);
    if (!NT_SUCCESS(Status)) return Status;
    Status = VmbChannelAllocate(Extension->DeviceObject, TRUE, &Extension->Channel);
    if (!NT_SUCCESS(Status)) {
        ZwClose(Extension->Vmbus);
        return Status;
    }
    Status = PmConfigure(Extension, Offer);
    if (NT_SUCCESS(Status)) Extension->Offered = TRUE;
    else PmRevoke(Extension);
    return Status;
}

/* --------------------------------------------------------------- the rest */

NTSTATUS PmCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    PAGED_CODE();
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS PmDeviceControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PPM_EXTENSION Extension = DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    ULONG InputLength = Stack->Parameters.DeviceIoControl.InputBufferLength;
    ULONG OutputLength = Stack->Parameters.DeviceIoControl.OutputBufferLength;
    PVOID Buffer = Irp->AssociatedIrp.SystemBuffer;
    NTSTATUS Status = STATUS_SUCCESS;
    KIRQL OldIrql;

    PAGED_CODE();
    Irp->IoStatus.Information = 0;
    switch (Stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_FIELD_OFFER:
        Status = InputLength < sizeof(FIELD_OFFER) ? STATUS_BUFFER_TOO_SMALL : PmOffer(Extension, Buffer);
        break;
    case IOCTL_FIELD_START:
        VmbChannelStart(Extension->Channel);
        PmPosting(Extension, TRUE);
        break;
    case IOCTL_FIELD_PAUSE:
        PmPosting(Extension, FALSE);
        VmbChannelPause(Extension->Channel);
        break;
    case IOCTL_FIELD_REVOKE:
        PmRevoke(Extension);
        break;
    case IOCTL_FIELD_CALL:
        Status = InputLength < sizeof(ULONG) ? STATUS_BUFFER_TOO_SMALL : PmCall(Extension, *(PULONG)Buffer);
        break;
    case IOCTL_FIELD_COUNTS:
        if (OutputLength < sizeof(FIELD_COUNTS)) {
            Status = STATUS_BUFFER_TOO_SMALL;
            break;
        }
        KeAcquireSpinLock(&Extension->QueueLock, &OldIrql);
        RtlCopyMemory(Buffer, &Extension->Counts, sizeof(FIELD_COUNTS));
        KeReleaseSpinLock(&Extension->QueueLock, OldIrql);
        Irp->IoStatus.Information = sizeof(FIELD_COUNTS);
        break;
    case IOCTL_FIELD_SAVE:
        Status = PmSave(Extension, (BOOLEAN)(InputLength == 0), Buffer, OutputLength, &Irp->IoStatus.Information);
        break;
    case IOCTL_FIELD_RESTORE:
        Status = VmbChannelRestoreFromBuffer(Extension->Channel, Buffer, InputLength);
        break;
    default:
        Status = STATUS_INVALID_DEVICE_REQUEST;
        break;
    }
    Irp->IoStatus.Status = Status;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

VOID PmUnload(PDRIVER_OBJECT DriverObject)
{
    PPM_EXTENSION Extension = DriverObject->DeviceObject->DeviceExtension;
    PLIST_ENTRY Entry;

    PAGED_CODE();
    PmRevoke(Extension);
    KeSetEvent(&Extension->StopEvent, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(Extension->Thread, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Extension->Thread);
    while ((Entry = ExInterlockedRemoveHeadList(&Extension->Outgoing, &Extension->QueueLock)) != NULL)
        ExFreeToNPagedLookasideList(&Extension->LetterList, CONTAINING_RECORD(Entry, PM_LETTER, Entry));
    ExDeleteNPagedLookasideList(&Extension->LetterList);
    (VOID)ExDeleteResourceLite(&Extension->ConfigLock);
    IoDeleteSymbolicLink(&PmLinkName);
    IoDeleteDevice(DriverObject->DeviceObject);
}

static NTSTATUS PmQueryBatch(PUNICODE_STRING RegistryPath)
{
    RTL_QUERY_REGISTRY_TABLE Table[2];
    ULONG Default = PmBatchLetters;

    RtlZeroMemory(Table, sizeof(Table));
    Table[0].Flags = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK;
    Table[0].Name = L"BatchLetters";
    Table[0].EntryContext = &PmBatchLetters;
    Table[0].DefaultType = (REG_DWORD << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT) | REG_DWORD;
    Table[0].DefaultData = &Default;
    Table[0].DefaultLength = sizeof(Default);
    return RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, RegistryPath->Buffer, Table, NULL, NULL);
}

static NTSTATUS PmStartThread(PPM_EXTENSION Extension)
{
    OBJECT_ATTRIBUTES Attributes;
    HANDLE Handle;
    NTSTATUS Status;

    InitializeObjectAttributes(&Attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    Status = PsCreateSystemThread(&Handle, THREAD_ALL_ACCESS, &Attributes, NULL, NULL, PmThread, Extension);
    if (!NT_SUCCESS(Status)) return Status;
    Status = ObReferenceObjectByHandle(Handle, SYNCHRONIZE, *PsThreadType, KernelMode, (PVOID *)&Extension->Thread, NULL);
    NT_VERIFY(NT_SUCCESS(ZwClose(Handle)));
    return Status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT DeviceObject;
    PPM_EXTENSION Extension;
    NTSTATUS Status;

    (VOID)PmQueryBatch(RegistryPath);
    if (PmBatchLetters == 0) PmBatchLetters = 1;
    Status = IoCreateDevice(DriverObject, sizeof(PM_EXTENSION), &PmDeviceName, FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN, FALSE, &DeviceObject);
    if (!NT_SUCCESS(Status)) return Status;

    Extension = DeviceObject->DeviceExtension;
    Extension->DeviceObject = DeviceObject;
    ExInitializeFastMutex(&Extension->PostMutex);
    KeInitializeSpinLock(&Extension->QueueLock);
    InitializeListHead(&Extension->Outgoing);
    KeInitializeEvent(&Extension->WorkReady, SynchronizationEvent, FALSE);
    KeInitializeEvent(&Extension->StopEvent, NotificationEvent, FALSE);
    KeInitializeEvent(&Extension->LateIdle, NotificationEvent, TRUE);
    Status = ExInitializeResourceLite(&Extension->ConfigLock);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(DeviceObject);
        return Status;
    }
    ExInitializeNPagedLookasideList(&Extension->LetterList, NULL, NULL, POOL_NX_ALLOCATION, sizeof(PM_LETTER), PM_TAG, 0);

    DriverObject->DriverUnload = PmUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = PmCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = PmCreateClose;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = PmDeviceControl;

    Status = IoCreateSymbolicLink(&PmLinkName, &PmDeviceName);
    if (NT_SUCCESS(Status)) {
        Status = PmStartThread(Extension);
        if (!NT_SUCCESS(Status)) IoDeleteSymbolicLink(&PmLinkName);
    }
    if (!NT_SUCCESS(Status)) {
        ExDeleteNPagedLookasideList(&Extension->LetterList);
        (VOID)ExDeleteResourceLite(&Extension->ConfigLock);
        IoDeleteDevice(DeviceObject);
        return Status;
    }
    DeviceObject->Flags |= DO_BUFFERED_IO;
    DeviceObject->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
