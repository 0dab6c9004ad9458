// SPDX-License-Identifier: Apache-2.0
//
// warden: works at PASSIVE_LEVEL only. A thread of its own answers, work items make the calls, external data and
// shared buffers are read, and whoever waits for the guest waits in a cancel-safe queue.
//
#include <ntifs.h>
#include <wdmsec.h>
#include <initguid.h>
#include <vmbuskernelmodeclientlibapi.h>
#include "../field.h"
#include "warden.h"

#define WARDEN_TAG 'draW'

DEFINE_GUID(WARDEN_TYPE, 0x1000000e, 0x1111, 0x4222, 0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x0e);

typedef struct _WARDEN_JOB
{
    LIST_ENTRY Link;
    VMBPACKETCOMPLETION Packet;
    WARDEN_MESSAGE Message;
    PMDL Data;
} WARDEN_JOB, *PWARDEN_JOB;

typedef struct _WARDEN_CALL
{
    ULONG Sequence;
    struct _WARDEN_EXT* Ext;
    // the packet follows, in our memory
    DECLSPEC_ALIGN(MEMORY_ALLOCATION_ALIGNMENT) UCHAR Packet[1];
} WARDEN_CALL, *PWARDEN_CALL;

typedef struct _WARDEN_WORK
{
    PIO_WORKITEM Item;
    struct _WARDEN_EXT* Ext;
    PIRP Irp;
} WARDEN_WORK, *PWARDEN_WORK;

typedef struct _WARDEN_EXT
{
    PDEVICE_OBJECT DeviceObject;
    VMBCHANNEL Channel;
    BOOLEAN Enabled;
    HANDLE Bus;
    FAST_MUTEX JobsMutex;
    LIST_ENTRY Jobs;
    KSEMAPHORE JobsReady;
    KEVENT Stop;
    PKTHREAD Thread;
    IO_CSQ Csq;
    LIST_ENTRY Waiters;
    KSPIN_LOCK WaitersLock;
    IO_REMOVE_LOCK RemoveLock;
    PMDL Mapped;
    ULONG MappedHandle;
    ULONG Greeting;
    LONG NextSequence;
    FIELD_COUNTS Counts;
} WARDEN_EXT, *PWARDEN_EXT;

EVT_VMB_CHANNEL_OPENED WardenOpened;
EVT_VMB_CHANNEL_CLOSED WardenClosed;
EVT_VMB_CHANNEL_SUSPEND WardenSuspend;
EVT_VMB_CHANNEL_STARTED WardenStarted;
EVT_VMB_CHANNEL_POST_STARTED WardenPostStarted;
EVT_VMB_CHANNEL_PROCESS_PACKET WardenProcessPacket;
EVT_VMB_PACKET_COMPLETION_ROUTINE WardenCallDone;
EVT_VMB_CHANNEL_SAVE_PACKET WardenSavePacket;
EVT_VMB_CHANNEL_RESTORE_PACKET WardenRestorePacket;
KSTART_ROUTINE WardenThread;
IO_WORKITEM_ROUTINE_EX WardenCallWork;
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD WardenUnload;
DRIVER_DISPATCH WardenCreateClose, WardenCleanup, WardenControl;
IO_CSQ_INSERT_IRP WardenCsqInsert;
IO_CSQ_REMOVE_IRP WardenCsqRemove;
IO_CSQ_PEEK_NEXT_IRP WardenCsqPeek;
IO_CSQ_ACQUIRE_LOCK WardenCsqAcquire;
IO_CSQ_RELEASE_LOCK WardenCsqRelease;
IO_CSQ_COMPLETE_CANCELED_IRP WardenCsqCompleteCanceled;

#define WRONG(ext) \
    (KdPrintEx((DPFLTR_IHVDRIVER_ID, DPFLTR_ERROR_LEVEL, "warden %s:%d\n", __FUNCTION__, __LINE__)), \
     (void)InterlockedIncrement64((PLONG64)&(ext)->Counts.Wrong))

#pragma region cancel-safe queue

VOID WardenCsqInsert(PIO_CSQ Csq, PIRP Irp)
{
    PWARDEN_EXT ext = CONTAINING_RECORD(Csq, WARDEN_EXT, Csq);
    InsertTailList(&ext->Waiters, &Irp->Tail.Overlay.ListEntry);
}

VOID WardenCsqRemove(PIO_CSQ Csq, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Csq);
    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
}

PIRP WardenCsqPeek(PIO_CSQ Csq, PIRP Irp, PVOID PeekContext)
{
    PWARDEN_EXT ext = CONTAINING_RECORD(Csq, WARDEN_EXT, Csq);
    PLIST_ENTRY next = Irp == NULL ? ext->Waiters.Flink : Irp->Tail.Overlay.ListEntry.Flink;

    for (; next != &ext->Waiters; next = next->Flink)
    {
        PIRP candidate = CONTAINING_RECORD(next, IRP, Tail.Overlay.ListEntry);
        if (PeekContext == NULL || IoGetCurrentIrpStackLocation(candidate)->FileObject == (PFILE_OBJECT)PeekContext)
            return candidate;
    }
    return NULL;
}

_IRQL_raises_(DISPATCH_LEVEL)
VOID WardenCsqAcquire(PIO_CSQ Csq, PKIRQL Irql)
{
    KeAcquireSpinLock(&CONTAINING_RECORD(Csq, WARDEN_EXT, Csq)->WaitersLock, Irql);
}

VOID WardenCsqRelease(PIO_CSQ Csq, KIRQL Irql)
{
    KeReleaseSpinLock(&CONTAINING_RECORD(Csq, WARDEN_EXT, Csq)->WaitersLock, Irql);
}

VOID WardenCsqCompleteCanceled(PIO_CSQ Csq, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Csq);
    Irp->IoStatus.Status = STATUS_CANCELLED;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
}

#pragma endregion

static VOID WardenWake(PWARDEN_EXT ext, PFILE_OBJECT file, NTSTATUS status)
{
    PIRP irp;

    while ((irp = IoCsqRemoveNextIrp(&ext->Csq, file)) != NULL)
    {
        irp->IoStatus.Status = status;
        irp->IoStatus.Information = 0;
        IoCompleteRequest(irp, IO_NETWORK_INCREMENT);
    }
}

NTSTATUS WardenOpened(VMBCHANNEL Channel)
{
    PWARDEN_EXT ext = VmbChannelGetPointer(Channel);
    ext->Counts.Opened++;
    return STATUS_SUCCESS;
}

static VOID WardenDropMapping(PWARDEN_EXT ext)
{
    if (ext->Mapped == NULL)
        return;
    VmbChannelUnmapGpadl(ext->Channel, ext->MappedHandle);
    ext->Mapped = NULL;
}

VOID WardenClosed(VMBCHANNEL Channel)
{
    PWARDEN_EXT ext = VmbChannelGetPointer(Channel);
    WardenDropMapping(ext);
    ext->Counts.Closed++;
}

VOID WardenStarted(VMBCHANNEL Channel)
{
    ((PWARDEN_EXT)VmbChannelGetPointer(Channel))->Counts.Started++;
}

VOID WardenPostStarted(VMBCHANNEL Channel)
{
    PWARDEN_EXT ext = VmbChannelGetPointer(Channel);
    LARGE_INTEGER now = { 0 };
    UINT32 room = 16;
    UCHAR answer[16];
    ULONG64 hello[2] = { 0 };

    // A server may not wait, nor describe memory of its own.
    if (VmbChannelSendSynchronousRequest(Channel, hello, sizeof(hello), NULL,
            VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION, answer, &room, NULL) == STATUS_SUCCESS)
        WRONG(ext);
    if (ext->Greeting != 0 &&
        !NT_SUCCESS(VmbChannelSendSynchronousRequest(Channel, hello, sizeof(hello), NULL, 0, NULL, NULL, &now)))
        WRONG(ext);
    ext->Counts.PostStarted++;
    WardenWake(ext, NULL, STATUS_SUCCESS);
}

VOID WardenSuspend(VMBCHANNEL Channel)
{
    ((PWARDEN_EXT)VmbChannelGetPointer(Channel))->Counts.Suspended++;
}

VOID WardenProcessPacket(VMBCHANNEL Channel, VMBPACKETCOMPLETION Packet, PVOID Buffer, UINT32 BufferLength, UINT32 Flags)
{
    PWARDEN_EXT ext = VmbChannelGetPointer(Channel);
    PWARDEN_JOB job;

    PAGED_CODE();
    ext->Counts.Packets++;
    job = ExAllocatePoolZero(PagedPool, sizeof(*job), WARDEN_TAG);
    if (!job)
    {
        VmbChannelPacketFail(Packet);
        return;
    }
    job->Packet = Packet;
    RtlMoveMemory(&job->Message, Buffer, min(sizeof(job->Message), BufferLength));
    if (Flags & VMBUS_CHANNEL_PROCESS_PACKET_FLAG_EXTERNAL_DATA)
    {
        job->Message.Status = VmbChannelPacketGetExternalData(Packet, VMBUS_CHANNEL_PACKET_EXTERNAL_DATA_FLAG_READ_ONLY, &job->Data);
        if (job->Message.Status == STATUS_PENDING)
        {
            ExFreePool(job);
            return;
        }
    }
    ExAcquireFastMutex(&ext->JobsMutex);
    InsertTailList(&ext->Jobs, &job->Link);
    ExReleaseFastMutex(&ext->JobsMutex);
    KeReleaseSemaphore(&ext->JobsReady, IO_NO_INCREMENT, 1, FALSE);
}

static NTSTATUS WardenSum(PMDL mdl, PUINT64 sum)
{
    *sum = 0;
    for (; mdl != NULL; mdl = mdl->Next)
    {
        PUCHAR bytes = MmGetSystemAddressForMdlSafe(mdl, LowPagePriority);
        ULONG i;

        if (bytes == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
        for (i = 0; i < MmGetMdlByteCount(mdl); i++)
            *sum += bytes[i];
    }
    return STATUS_SUCCESS;
}

static VOID WardenDo(PWARDEN_EXT ext, PWARDEN_JOB job)
{
    PWARDEN_MESSAGE m = &job->Message;
    PMDL second;

    if (job->Data != NULL)
    {
        m->Status = WardenSum(job->Data, &m->Sum);
        return;
    }
    switch (m->Verb)
    {
    case WardenMap:
        m->Status = VmbChannelMapGpadl(ext->Channel, VMBUS_CHANNEL_GPADL_FLAG_READ_ONLY, m->Gpadl, &ext->Mapped);
        if (NT_SUCCESS(m->Status))
        {
            ext->MappedHandle = m->Gpadl;
            if (VmbChannelMapGpadl(ext->Channel, 0, m->Gpadl, &second) != STATUS_INVALID_DEVICE_STATE)
                WRONG(ext);
        }
        else
        {
            ext->Mapped = NULL;
        }
        break;
    case WardenSumMapped:
        m->Status = ext->Mapped == NULL ? STATUS_INVALID_DEVICE_STATE : WardenSum(ext->Mapped, &m->Sum);
        break;
    case WardenUnmap:
        WardenDropMapping(ext);
        m->Status = STATUS_SUCCESS;
        break;
    default:
        break;
    }
}

_Function_class_(KSTART_ROUTINE)
VOID WardenThread(PVOID StartContext)
{
    PWARDEN_EXT ext = StartContext;
    PVOID objects[2] = { &ext->Stop, &ext->JobsReady };

    KeSetPriorityThread(KeGetCurrentThread(), LOW_REALTIME_PRIORITY);
    while (KeWaitForMultipleObjects(ARRAYSIZE(objects), objects, WaitAny, Executive, KernelMode, FALSE, NULL, NULL) !=
           STATUS_WAIT_0)
    {
        PWARDEN_JOB job;

        ExAcquireFastMutex(&ext->JobsMutex);
        NT_ASSERT(!IsListEmpty(&ext->Jobs));
        job = CONTAINING_RECORD(RemoveHeadList(&ext->Jobs), WARDEN_JOB, Link);
        ExReleaseFastMutex(&ext->JobsMutex);
        WardenDo(ext, job);
        VmbChannelPacketComplete(job->Packet, &job->Message, sizeof(job->Message));
        ExFreePool(job);
    }
    PsTerminateSystemThread(STATUS_SUCCESS);
}

VOID WardenCallDone(VMBPACKET Packet, NTSTATUS Status, PVOID Buffer, UINT32 BufferLength)
{
    PWARDEN_CALL call = VmbPacketGetPointer(Packet);
    PWARDEN_EXT ext = call->Ext;

    if (Status == STATUS_SUCCESS)
    {
        if (BufferLength != 0 && ((PWARDEN_MESSAGE)Buffer)->Sequence != call->Sequence)
            WRONG(ext);
        InterlockedIncrement64((PLONG64)&ext->Counts.CallsDone);
    }
    else
    {
        InterlockedIncrement64((PLONG64)&ext->Counts.CallsCancelled);
    }
    ExFreePoolWithTag(call, WARDEN_TAG);    // and the packet with it
}

static PWARDEN_CALL WardenNewCall(PWARDEN_EXT ext, ULONG sequence)
{
    UINT32 size = VmbChannelSizeofPacket(ext->Channel);
    PWARDEN_CALL call = ExAllocatePoolZero(NonPagedPoolNx, FIELD_OFFSET(WARDEN_CALL, Packet) + size, WARDEN_TAG);
    VMBPACKET packet;

    if (call == NULL)
        return NULL;
    packet = (VMBPACKET)call->Packet;
    if (VmbPacketInitialize(ext->Channel, packet, size - 1) != STATUS_INVALID_PARAMETER_3)
        WRONG(ext);
    if (!NT_SUCCESS(VmbPacketInitialize(ext->Channel, packet, size)))
    {
        ExFreePoolWithTag(call, WARDEN_TAG);
        return NULL;
    }
    call->Sequence = sequence;
    call->Ext = ext;
    VmbPacketSetPointer(packet, call);
    VmbPacketSetCompletionRoutine(packet, WardenCallDone);
    return call;
}

static NTSTATUS WardenCallOnce(PWARDEN_EXT ext)
{
    WARDEN_MESSAGE message = { 0 };
    PWARDEN_CALL call = WardenNewCall(ext, (ULONG)InterlockedIncrement(&ext->NextSequence));
    NTSTATUS status;

    if (call == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    message.Sequence = call->Sequence;
    status = VmbPacketSend((VMBPACKET)call->Packet, &message, sizeof(message), NULL,
                           VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION);
    if (!NT_SUCCESS(status))
        ExFreePoolWithTag(call, WARDEN_TAG);
    else
        InterlockedIncrement64((PLONG64)&ext->Counts.CallsMade);
    return status;
}

VOID WardenCallWork(PVOID IoObject, PVOID Context, PIO_WORKITEM IoWorkItem)
{
    PWARDEN_WORK work = Context;
    PWARDEN_EXT ext = work->Ext;
    PIRP irp = work->Irp;
    ULONG count = *(PULONG)irp->AssociatedIrp.SystemBuffer;
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(IoObject);
    while (count-- && NT_SUCCESS(status))
        status = WardenCallOnce(ext);
    IoFreeWorkItem(IoWorkItem);
    ExFreePoolWithTag(work, WARDEN_TAG);
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = 0;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    IoReleaseRemoveLock(&ext->RemoveLock, irp);
}

NTSTATUS WardenSavePacket(VMBCHANNEL Channel, VMBPACKET Packet, PVOID SaveBuf, UINT32 SaveBufSize, PUINT32 BytesNeeded)
{
    PWARDEN_CALL call = VmbPacketGetPointer(Packet);

    UNREFERENCED_PARAMETER(Channel);
    *BytesNeeded = sizeof(ULONG);
    if (SaveBuf == NULL || SaveBufSize < sizeof(ULONG))
        return STATUS_BUFFER_TOO_SMALL;
    RtlCopyBytes(SaveBuf, &call->Sequence, sizeof(ULONG));
    return STATUS_SUCCESS;
}

NTSTATUS WardenRestorePacket(VMBCHANNEL Channel, PVOID LibBuf, UINT32 LibBufSize, PVOID SaveBuf, UINT32 SaveBufSize)
{
    PWARDEN_EXT ext = VmbChannelGetPointer(Channel);
    PWARDEN_CALL call;
    ULONG sequence;
    NTSTATUS status;

    if (SaveBufSize != sizeof(sequence))
        return STATUS_INVALID_BUFFER_SIZE;
    RtlCopyBytes(&sequence, SaveBuf, sizeof(sequence));
    call = WardenNewCall(ext, sequence);
    if (call == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = VmbPacketRestore((VMBPACKET)call->Packet, LibBuf, LibBufSize);
    if (!NT_SUCCESS(status))
    {
        ExFreePoolWithTag(call, WARDEN_TAG);
        return status;
    }
    ext->Counts.CallsRestored++;
    return STATUS_SUCCESS;
}

static VOID WardenRevoke(PWARDEN_EXT ext)
{
    if (ext->Channel == NULL)
        return;
    if (ext->Enabled)
        VmbChannelDisable(ext->Channel);
    ext->Enabled = FALSE;
    VmbChannelCleanup(ext->Channel);
    ext->Channel = NULL;
    if (ext->Bus != NULL)
        ObCloseHandle(ext->Bus, KernelMode);
    ext->Bus = NULL;
}

static NTSTATUS WardenOffer(PWARDEN_EXT ext, FIELD_OFFER* offer)
{
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
    NTSTATUS status;

    status = VmbChannelAllocate(ext->DeviceObject, TRUE, &ext->Channel);
    if (!NT_SUCCESS(status))
        return status;
    __try
    {
        VmbChannelSetPointer(ext->Channel, ext);
        VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
        callbacks.EvtChannelOpened = WardenOpened;
        callbacks.EvtChannelClosed = WardenClosed;
        callbacks.EvtChannelSuspend = WardenSuspend;
        callbacks.EvtChannelStarted = WardenStarted;
        callbacks.EvtChannelPostStarted = WardenPostStarted;
        if (!NT_SUCCESS(status = VmbChannelInitSetStateChangeCallbacks(ext->Channel, &callbacks)))
            __leave;
        if (!NT_SUCCESS(status = VmbChannelInitSetProcessPacketCallbacks(ext->Channel, WardenProcessPacket, NULL)))
            __leave;
        VmbChannelSetIncomingProcessingAtPassive(ext->Channel, TRUE);
        if (!NT_SUCCESS(status = VmbChannelInitSetMaximumExternalData(ext->Channel, 1 << 20, 256)))
            __leave;
        if (!NT_SUCCESS(status = VmbServerChannelInitSetTargetInterfaceId(ext->Channel, WARDEN_TYPE, offer->Instance)))
            __leave;
        if (!NT_SUCCESS(status = VmbServerChannelInitSetSaveRestorePacketCallbacks(ext->Channel, WardenSavePacket, WardenRestorePacket)))
            __leave;
        if (!NT_SUCCESS(status = VmbConvertVmbusHandleToKernelHandle((HANDLE)offer->VmbusHandle, &ext->Bus)))
            __leave;
        if (!NT_SUCCESS(status = VmbServerChannelInitSetVmbusHandle(ext->Channel, ext->Bus)))
            __leave;
        status = VmbChannelEnable(ext->Channel);
        ext->Enabled = NT_SUCCESS(status);
    }
    __finally
    {
        if (!NT_SUCCESS(status))
            WardenRevoke(ext);
    }
    return status;
}

static NTSTATUS WardenSave(PWARDEN_EXT ext, FIELD_PIECE* piece, ULONG in, ULONG out, PULONG_PTR information)
{
    NTSTATUS status = STATUS_SUCCESS;
    ULONG filled = 0, required = 0;

    if (in == 0)
        status = VmbChannelSaveBegin(ext->Channel);
    if (!NT_SUCCESS(status))
        return status;
    status = VmbChannelSaveContinue(ext->Channel, piece + 1, out - sizeof(*piece), &filled, &required);
    if (NT_SUCCESS(status) || (status != STATUS_BUFFER_OVERFLOW && required == 0))
        VmbChannelSaveEnd(ext->Channel);
    piece->Status = status;
    piece->Filled = filled;
    piece->Required = required;
    *information = sizeof(*piece) + filled;
    return STATUS_SUCCESS;
}

static NTSTATUS WardenQueueCall(PWARDEN_EXT ext, PIRP irp)
{
    PWARDEN_WORK work = ExAllocatePoolZero(NonPagedPoolNx, sizeof(*work), WARDEN_TAG);

    if (work == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    work->Item = IoAllocateWorkItem(ext->DeviceObject);
    if (work->Item == NULL)
    {
        ExFreePoolWithTag(work, WARDEN_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    work->Ext = ext;
    work->Irp = irp;
    IoMarkIrpPending(irp);
    IoQueueWorkItemEx(work->Item, WardenCallWork, DelayedWorkQueue, work);
    return STATUS_PENDING;
}

NTSTATUS WardenControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PWARDEN_EXT ext = DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION sp = IoGetCurrentIrpStackLocation(Irp);
    PVOID buffer = Irp->AssociatedIrp.SystemBuffer;
    ULONG in = sp->Parameters.DeviceIoControl.InputBufferLength;
    ULONG out = sp->Parameters.DeviceIoControl.OutputBufferLength;
    ULONG_PTR information = 0;
    NTSTATUS status = IoAcquireRemoveLock(&ext->RemoveLock, Irp);

    if (NT_SUCCESS(status))
    {
        switch (sp->Parameters.DeviceIoControl.IoControlCode)
        {
        case IOCTL_FIELD_OFFER:   status = WardenOffer(ext, buffer); break;
        case IOCTL_FIELD_REVOKE:  WardenRevoke(ext); break;
        case IOCTL_FIELD_START:   VmbChannelStart(ext->Channel); break;
        case IOCTL_FIELD_PAUSE:   VmbChannelPause(ext->Channel); break;
        case IOCTL_FIELD_SAVE:    status = WardenSave(ext, buffer, in, out, &information); break;
        case IOCTL_FIELD_RESTORE: status = VmbChannelRestoreFromBuffer(ext->Channel, buffer, in); break;
        case IOCTL_FIELD_CALL:
            status = WardenQueueCall(ext, Irp);
            if (status == STATUS_PENDING)
                return status;
            break;
        case IOCTL_WARDEN_WAIT:
            IoReleaseRemoveLock(&ext->RemoveLock, Irp);
            IoCsqInsertIrp(&ext->Csq, Irp, NULL);
            return STATUS_PENDING;
        case IOCTL_FIELD_COUNTS:
            information = min(out, sizeof(ext->Counts));
            RtlCopyMemory(buffer, &ext->Counts, information);
            break;
        default:
            status = STATUS_INVALID_DEVICE_REQUEST;
        }
        IoReleaseRemoveLock(&ext->RemoveLock, Irp);
    }
    Irp->IoStatus.Status = status;
    Irp->IoStatus.Information = information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return status;
}

NTSTATUS WardenCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = FILE_OPENED;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS WardenCleanup(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    WardenWake(DeviceObject->DeviceExtension, IoGetCurrentIrpStackLocation(Irp)->FileObject, STATUS_CANCELLED);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID WardenUnload(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device = DriverObject->DeviceObject;
    PWARDEN_EXT ext = device->DeviceExtension;
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\??\\Warden");

    (void)IoAcquireRemoveLock(&ext->RemoveLock, NULL);
    IoReleaseRemoveLockAndWait(&ext->RemoveLock, NULL);
    WardenRevoke(ext);
    KeSetEvent(&ext->Stop, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(ext->Thread, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(ext->Thread);
    IoDeleteSymbolicLink(&link);
    IoDeleteDevice(device);
}

static ULONG WardenReadGreeting(PUNICODE_STRING RegistryPath)
{
    RTL_QUERY_REGISTRY_TABLE table[2];
    ULONG value = 0, fallback = 0;

    RtlZeroMemory(table, sizeof(table));
    table[0].Flags = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK;
    table[0].Name = L"Greeting";
    table[0].EntryContext = &value;
    table[0].DefaultType = (REG_DWORD << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT) | REG_DWORD;
    table[0].DefaultData = &fallback;
    table[0].DefaultLength = sizeof(fallback);
    if (!NT_SUCCESS(RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, RegistryPath->Buffer, table, NULL, NULL)))
        value = fallback;
    return value;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Warden");
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\??\\Warden");
    OBJECT_ATTRIBUTES oa;
    PDEVICE_OBJECT device;
    PWARDEN_EXT ext;
    HANDLE thread;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, sizeof(WARDEN_EXT), &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    ext = device->DeviceExtension;
    ext->DeviceObject = device;
    ext->Greeting = WardenReadGreeting(RegistryPath);
    ExInitializeFastMutex(&ext->JobsMutex);
    InitializeListHead(&ext->Jobs);
    InitializeListHead(&ext->Waiters);
    KeInitializeSpinLock(&ext->WaitersLock);
    KeInitializeSemaphore(&ext->JobsReady, 0, MAXLONG);
    KeInitializeEvent(&ext->Stop, NotificationEvent, FALSE);
    IoInitializeRemoveLock(&ext->RemoveLock, WARDEN_TAG, 0, 0);
    IoCsqInitialize(&ext->Csq, WardenCsqInsert, WardenCsqRemove, WardenCsqPeek, WardenCsqAcquire, WardenCsqRelease,
                    WardenCsqCompleteCanceled);
    InitializeObjectAttributes(&oa, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, &oa, NULL, NULL, WardenThread, ext);
    if (!NT_SUCCESS(status))
    {
        IoDeleteDevice(device);
        return status;
    }
    status = ObReferenceObjectByHandle(thread, THREAD_ALL_ACCESS, *PsThreadType, KernelMode, (PVOID*)&ext->Thread, NULL);
    NT_ASSERT(NT_SUCCESS(status));
    ZwClose(thread);
    IoCreateSymbolicLink(&link, &name);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DriverObject->MajorFunction[IRP_MJ_CLOSE] = WardenCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = WardenCleanup;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = WardenControl;
    DriverObject->DriverUnload = WardenUnload;
    device->Flags |= DO_BUFFERED_IO;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return status;
}
