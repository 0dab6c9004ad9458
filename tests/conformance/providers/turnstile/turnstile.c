/* SPDX-License-Identifier: Apache-2.0
 *
 * KMDF, one control device, everything in the device context. Packets are handled at PASSIVE_LEVEL: half of them
 * in the callback, half by a work item.
 */
#include <ntddk.h>
#include <wdf.h>
#include <VmbusKernelModeClientLibApi.h>
#include <initguid.h>
#include "../field.h"

DEFINE_GUID(TURNSTILE_IF_TYPE, 0x10000001, 0x1111, 0x4222, 0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x01);

#define TAG_TRNS 'snrT'

typedef struct _PENDING_ENTRY {
    LIST_ENTRY          ListEntry;
    VMBPACKETCOMPLETION Completion;
    PVOID               Buffer;
    UINT32              Length;
} PENDING_ENTRY, *PPENDING_ENTRY;

typedef struct _CALL_CONTEXT {
    UINT32 Sequence;
    UINT32 Magic;
} CALL_CONTEXT, *PCALL_CONTEXT;

typedef struct _DEVICE_CONTEXT {
    WDFDEVICE    Device;
    VMBCHANNEL   Channel;
    HANDLE       VmbusHandle;
    WDFSPINLOCK  Lock;
    WDFWORKITEM  WorkItem;
    LIST_ENTRY   Pending;
    BOOLEAN      Open;
    BOOLEAN      Running;
    UINT32       NextCall;
    FIELD_COUNTS Counts;
} DEVICE_CONTEXT, *PDEVICE_CONTEXT;

WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(DEVICE_CONTEXT, TurnstileGetContext)

DRIVER_INITIALIZE                          DriverEntry;
static EVT_WDF_DRIVER_UNLOAD               TurnstileUnload;
static EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL  TurnstileIoctl;
static EVT_WDF_WORKITEM                    TurnstileWorker;
static EVT_VMB_CHANNEL_OPENED              TurnstileOpened;
static EVT_VMB_CHANNEL_CLOSED              TurnstileClosed;
static EVT_VMB_CHANNEL_SUSPEND             TurnstileSuspend;
static EVT_VMB_CHANNEL_STARTED             TurnstileStarted;
static EVT_VMB_CHANNEL_POST_STARTED        TurnstilePostStarted;
static EVT_VMB_CHANNEL_PROCESS_PACKET      TurnstilePacket;
static EVT_VMB_CHANNEL_PROCESSING_COMPLETE TurnstileBatch;
static EVT_VMB_PACKET_COMPLETION_ROUTINE   TurnstileCallDone;
static EVT_VMB_CHANNEL_SAVE_PACKET         TurnstileSavePacket;
static EVT_VMB_CHANNEL_RESTORE_PACKET      TurnstileRestorePacket;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, TurnstileUnload)
#pragma alloc_text(PAGE, TurnstileOpened)
#pragma alloc_text(PAGE, TurnstileClosed)
#endif

static WDFDEVICE g_ControlDevice;

_Use_decl_annotations_
static NTSTATUS
TurnstileOpened(
    VMBCHANNEL Channel
    )
{
    PDEVICE_CONTEXT ctx = (PDEVICE_CONTEXT)VmbChannelGetPointer(Channel);
    GUID instance;

    PAGED_CODE();

    VmbChannelGetInterfaceInstance(Channel, &instance);
    if (ctx == NULL || ctx->Channel != Channel) {
        return STATUS_INTERNAL_ERROR;
    }
    if (ctx->Open) ctx->Counts.Wrong++;
    ctx->Open = TRUE;
    ctx->Counts.Opened++;
    KdPrintEx((DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL, "turnstile: opened %08x\n", instance.Data1));
    return STATUS_SUCCESS;
}

_Use_decl_annotations_
static VOID
TurnstileClosed(
    VMBCHANNEL Channel
    )
{
    PDEVICE_CONTEXT ctx = (PDEVICE_CONTEXT)VmbChannelGetPointer(Channel);

    PAGED_CODE();

    if (!ctx->Open || ctx->Running || !IsListEmpty(&ctx->Pending)) ctx->Counts.Wrong++;
    ctx->Open = FALSE;
    ctx->Counts.Closed++;
}

_Use_decl_annotations_
static VOID
TurnstileStarted(
    VMBCHANNEL Channel
    )
{
    PDEVICE_CONTEXT ctx = (PDEVICE_CONTEXT)VmbChannelGetPointer(Channel);

    NT_ASSERT(KeGetCurrentIrql() == PASSIVE_LEVEL);
    if (ctx->Running) ctx->Counts.Wrong++;
    ctx->Running = TRUE;
    ctx->Counts.Started++;
}

_Use_decl_annotations_
static VOID
TurnstilePostStarted(
    VMBCHANNEL Channel
    )
{
    PDEVICE_CONTEXT ctx = (PDEVICE_CONTEXT)VmbChannelGetPointer(Channel);

    if (ctx->Counts.PostStarted + 1 != ctx->Counts.Started) ctx->Counts.Wrong++;
    ctx->Counts.PostStarted++;
}

static VOID
TurnstileDrain(
    _In_ PDEVICE_CONTEXT ctx
    )
{
    for (;;) {
        PPENDING_ENTRY entry = NULL;

        WdfSpinLockAcquire(ctx->Lock);
        if (!IsListEmpty(&ctx->Pending)) {
            entry = CONTAINING_RECORD(RemoveHeadList(&ctx->Pending), PENDING_ENTRY, ListEntry);
        }
        WdfSpinLockRelease(ctx->Lock);
        if (entry == NULL) break;
        VmbChannelPacketComplete(entry->Completion, entry->Buffer, entry->Length);
        ExFreePoolWithTag(entry, TAG_TRNS);
    }
}

_Use_decl_annotations_
static VOID
TurnstileSuspend(
    VMBCHANNEL Channel
    )
{
    PDEVICE_CONTEXT ctx = (PDEVICE_CONTEXT)VmbChannelGetPointer(Channel);

    if (!ctx->Running) ctx->Counts.Wrong++;
    ctx->Running = FALSE;
    ctx->Counts.Suspended++;
    WdfWorkItemEnqueue(ctx->WorkItem);
}

_Use_decl_annotations_
static VOID
TurnstileWorker(
    WDFWORKITEM WorkItem
    )
{
    TurnstileDrain(TurnstileGetContext((WDFDEVICE)WdfWorkItemGetParentObject(WorkItem)));
}

_Use_decl_annotations_
static VOID
TurnstilePacket(
    VMBCHANNEL Channel,
    VMBPACKETCOMPLETION Packet,
    PVOID Buffer,
    UINT32 BufferLength,
    UINT32 Flags
    )
{
    PDEVICE_CONTEXT ctx = (PDEVICE_CONTEXT)VmbChannelGetPointer(Channel);
    PPENDING_ENTRY entry;

    if (KeGetCurrentIrql() != PASSIVE_LEVEL || !ctx->Running) ctx->Counts.Wrong++;
    if (Flags & ~VMBUS_CHANNEL_PROCESS_PACKET_FLAGS) ctx->Counts.Wrong++;
    if (++ctx->Counts.Packets & 1) {
        VmbChannelPacketComplete(Packet, Buffer, BufferLength);
        return;
    }
    entry = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*entry), TAG_TRNS);
    if (entry == NULL) {
        VmbChannelPacketComplete(Packet, NULL, 0);
        return;
    }
    entry->Completion = Packet;
    entry->Buffer = Buffer;
    entry->Length = BufferLength;
    WdfSpinLockAcquire(ctx->Lock);
    InsertTailList(&ctx->Pending, &entry->ListEntry);
    WdfSpinLockRelease(ctx->Lock);
    WdfWorkItemEnqueue(ctx->WorkItem);
}

_Use_decl_annotations_
static VOID
TurnstileBatch(
    VMBCHANNEL Channel,
    UINT32 PacketsProcessed
    )
{
    PDEVICE_CONTEXT ctx = (PDEVICE_CONTEXT)VmbChannelGetPointer(Channel);

    if (PacketsProcessed == 0 || KeGetCurrentIrql() != PASSIVE_LEVEL) ctx->Counts.Wrong++;
    ctx->Counts.Batched += PacketsProcessed;
}

_Use_decl_annotations_
static VOID
TurnstileCallDone(
    VMBPACKET Packet,
    NTSTATUS Status,
    PVOID Buffer,
    UINT32 BufferLength
    )
{
    PDEVICE_CONTEXT ctx = (PDEVICE_CONTEXT)VmbChannelGetPointer(VmbPacketGetChannel(Packet));
    PCALL_CONTEXT call = (PCALL_CONTEXT)VmbPacketGetPointer(Packet);

    UNREFERENCED_PARAMETER(Buffer);
    UNREFERENCED_PARAMETER(BufferLength);
    WdfSpinLockAcquire(ctx->Lock);
    if (call->Magic != (call->Sequence ^ TAG_TRNS)) ctx->Counts.Wrong++;
    if (NT_SUCCESS(Status)) ctx->Counts.CallsDone++;
    else ctx->Counts.CallsCancelled++;
    ctx->Counts.LastStatus = Status;
    WdfSpinLockRelease(ctx->Lock);
    ExFreePool(call);
    VmbPacketFree(Packet);
}

static NTSTATUS
TurnstileCall(
    _In_ PDEVICE_CONTEXT ctx
    )
{
    struct { UINT32 Code; UINT32 Sequence; UINT8 Body[44]; } message = { 0 };
    PCALL_CONTEXT call = ExAllocatePoolZero(NonPagedPoolNx, sizeof(*call), TAG_TRNS);
    VMBPACKET packet;
    NTSTATUS status;

    if (call == NULL) return STATUS_INSUFFICIENT_RESOURCES;
    packet = VmbPacketAllocate(ctx->Channel);
    if (packet == NULL) {
        ExFreePool(call);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    call->Sequence = ctx->NextCall++;
    call->Magic = call->Sequence ^ TAG_TRNS;
    message.Code = 5;
    message.Sequence = call->Sequence;
    VmbPacketSetPointer(packet, call);
    VmbPacketSetCompletionRoutine(packet, TurnstileCallDone);
    status = VmbPacketSend(packet, &message, sizeof(message), NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION);
    if (!NT_SUCCESS(status)) {
        VmbPacketFree(packet);
        ExFreePool(call);
        return status;
    }
    ctx->Counts.CallsMade++;
    return status;
}

_Use_decl_annotations_
static NTSTATUS
TurnstileSavePacket(
    VMBCHANNEL Channel,
    VMBPACKET Packet,
    PVOID SaveBuf,
    UINT32 SaveBufSize,
    PUINT32 BytesNeeded
    )
{
    PCALL_CONTEXT call = VmbPacketGetPointer(Packet);

    UNREFERENCED_PARAMETER(Channel);
    PAGED_CODE();
    if (SaveBufSize < sizeof(*call)) {
        *BytesNeeded = sizeof(*call);
        return STATUS_BUFFER_TOO_SMALL;
    }
    RtlCopyMemory(SaveBuf, call, sizeof(*call));
    return STATUS_SUCCESS;
}

_Use_decl_annotations_
static NTSTATUS
TurnstileRestorePacket(
    VMBCHANNEL Channel,
    PVOID LibBuf,
    UINT32 LibBufSize,
    PVOID SaveBuf,
    UINT32 SaveBufSize
    )
{
    PDEVICE_CONTEXT ctx = VmbChannelGetPointer(Channel);
    PCALL_CONTEXT call;
    VMBPACKET packet;
    NTSTATUS status;

    if (SaveBufSize != sizeof(*call)) {
        return STATUS_INVALID_PARAMETER;
    }
    call = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*call), TAG_TRNS);
    if (!call) return STATUS_INSUFFICIENT_RESOURCES;
    RtlCopyMemory(call, SaveBuf, sizeof(*call));
    packet = VmbPacketAllocate(Channel);
    if (!packet) {
        ExFreePool(call);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = VmbPacketRestore(packet, LibBuf, LibBufSize);
    if (!NT_SUCCESS(status)) {
        VmbPacketFree(packet);
        ExFreePool(call);
        return status;
    }
    /* After the restore, which nothing forbids: it is not running yet. */
    VmbPacketSetPointer(packet, call);
    VmbPacketSetCompletionRoutine(packet, TurnstileCallDone);
    ctx->Counts.CallsRestored++;
    return STATUS_SUCCESS;
}

static NTSTATUS
TurnstileOffer(
    _In_ PDEVICE_CONTEXT ctx,
    _In_ const FIELD_OFFER* Offer
    )
{
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
    DECLARE_CONST_UNICODE_STRING(name, L"Turnstile");
    NTSTATUS status;

    status = VmbConvertVmbusHandleToKernelHandle((HANDLE)Offer->VmbusHandle, &ctx->VmbusHandle);
    if (!NT_SUCCESS(status)) goto Exit;

    status = VmbChannelAllocate(WdfDeviceWdmGetDeviceObject(ctx->Device), TRUE, &ctx->Channel);
    if (!NT_SUCCESS(status)) goto Exit;
    VmbChannelSetPointer(ctx->Channel, ctx);

    VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
    callbacks.EvtChannelOpened = TurnstileOpened;
    callbacks.EvtChannelClosed = TurnstileClosed;
    callbacks.EvtChannelSuspend = TurnstileSuspend;
    callbacks.EvtChannelStarted = TurnstileStarted;
    callbacks.EvtChannelPostStarted = TurnstilePostStarted;
    if (!NT_SUCCESS(status = VmbChannelInitSetStateChangeCallbacks(ctx->Channel, &callbacks))) goto Exit;
    if (!NT_SUCCESS(status = VmbChannelInitSetProcessPacketCallbacks(ctx->Channel, TurnstilePacket, TurnstileBatch))) goto Exit;
    if (!NT_SUCCESS(status = VmbChannelInitSetMaximumPacketSize(ctx->Channel, PAGE_SIZE))) goto Exit;
    if (!NT_SUCCESS(status = VmbChannelInitSetMaximumExternalData(ctx->Channel, 16 * PAGE_SIZE, 16))) goto Exit;
    if (!NT_SUCCESS(status = VmbChannelInitSetClientContextSize(ctx->Channel, sizeof(PENDING_ENTRY)))) goto Exit;
    if (!NT_SUCCESS(status = VmbChannelInitSetFriendlyName(ctx->Channel, &name))) goto Exit;
    if (!NT_SUCCESS(status = VmbChannelInitSetFlags(ctx->Channel, 0))) goto Exit;
    if (!NT_SUCCESS(status = VmbServerChannelInitSetFlags(ctx->Channel, 0))) goto Exit;
    if (!NT_SUCCESS(status = VmbServerChannelInitSetTargetInterfaceId(ctx->Channel, TURNSTILE_IF_TYPE, Offer->Instance))) goto Exit;
    if (!NT_SUCCESS(status = VmbServerChannelInitSetVmbusHandle(ctx->Channel, ctx->VmbusHandle))) goto Exit;
    if (!NT_SUCCESS(status = VmbServerChannelInitSetSaveRestorePacketCallbacks(ctx->Channel, TurnstileSavePacket, TurnstileRestorePacket))) goto Exit;
    VmbChannelSetIncomingProcessingAtPassive(ctx->Channel, TRUE);
    VmbChannelSetTransactionQuota(ctx->Channel, 64);
    status = VmbChannelEnable(ctx->Channel);

Exit:
    if (!NT_SUCCESS(status) && ctx->Channel != NULL) {
        VmbChannelCleanup(ctx->Channel);
        ctx->Channel = NULL;
    }
    return status;
}

static VOID
TurnstileRevoke(
    _In_ PDEVICE_CONTEXT ctx
    )
{
    if (ctx->Channel != NULL) {
        VmbChannelPause(ctx->Channel);
        VmbChannelDisable(ctx->Channel);
        VmbChannelCleanup(ctx->Channel);
        ctx->Channel = NULL;
    }
    if (ctx->VmbusHandle != NULL) {
        ZwClose(ctx->VmbusHandle);
        ctx->VmbusHandle = NULL;
    }
}

_Use_decl_annotations_
static VOID
TurnstileIoctl(
    WDFQUEUE Queue,
    WDFREQUEST Request,
    size_t OutputBufferLength,
    size_t InputBufferLength,
    ULONG IoControlCode
    )
{
    PDEVICE_CONTEXT ctx = TurnstileGetContext(WdfIoQueueGetDevice(Queue));
    NTSTATUS status = STATUS_INVALID_DEVICE_REQUEST;
    ULONG_PTR information = 0;
    PVOID in = NULL, out = NULL;
    ULONG filled, required;

    if (InputBufferLength) (void)WdfRequestRetrieveInputBuffer(Request, 1, &in, NULL);
    if (OutputBufferLength) (void)WdfRequestRetrieveOutputBuffer(Request, 1, &out, NULL);

    switch (IoControlCode) {
    case IOCTL_FIELD_OFFER:
        status = InputBufferLength < sizeof(FIELD_OFFER) ? STATUS_INVALID_PARAMETER : TurnstileOffer(ctx, in);
        break;
    case IOCTL_FIELD_REVOKE:
        TurnstileRevoke(ctx);
        status = STATUS_SUCCESS;
        break;
    case IOCTL_FIELD_START:
        VmbChannelStart(ctx->Channel);
        status = STATUS_SUCCESS;
        break;
    case IOCTL_FIELD_PAUSE:
        VmbChannelPause(ctx->Channel);
        status = STATUS_SUCCESS;
        break;
    case IOCTL_FIELD_CALL: {
        UINT32 count = *(UINT32*)in;
        for (status = STATUS_SUCCESS; NT_SUCCESS(status) && count != 0; count--) status = TurnstileCall(ctx);
        break;
    }
    case IOCTL_FIELD_COUNTS:
        *(FIELD_COUNTS*)out = ctx->Counts;
        information = sizeof(FIELD_COUNTS);
        status = STATUS_SUCCESS;
        break;
    case IOCTL_FIELD_SAVE: {
        FIELD_PIECE* piece = out;
        if (InputBufferLength == 0) status = VmbChannelSaveBegin(ctx->Channel);
        else status = STATUS_SUCCESS;
        if (!NT_SUCCESS(status)) break;
        piece->Status = VmbChannelSaveContinue(ctx->Channel, piece + 1, (ULONG)(OutputBufferLength - sizeof(*piece)), &filled, &required);
        piece->Filled = filled;
        piece->Required = required;
        if (piece->Status != STATUS_BUFFER_OVERFLOW && piece->Status != STATUS_BUFFER_TOO_SMALL) VmbChannelSaveEnd(ctx->Channel);
        information = sizeof(*piece) + filled;
        break;
    }
    case IOCTL_FIELD_RESTORE:
        status = VmbChannelRestoreFromBuffer(ctx->Channel, in, (ULONG)InputBufferLength);
        break;
    }
    WdfRequestCompleteWithInformation(Request, status, information);
}

_Use_decl_annotations_
static VOID
TurnstileUnload(
    WDFDRIVER Driver
    )
{
    UNREFERENCED_PARAMETER(Driver);
    PAGED_CODE();
    TurnstileRevoke(TurnstileGetContext(g_ControlDevice));
}

_Use_decl_annotations_
NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath
    )
{
    WDF_DRIVER_CONFIG config;
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_IO_QUEUE_CONFIG queueConfig;
    WDF_WORKITEM_CONFIG workConfig;
    PWDFDEVICE_INIT init = NULL;
    WDFDRIVER driver;
    PDEVICE_CONTEXT ctx;
    NTSTATUS status;
    DECLARE_CONST_UNICODE_STRING(deviceName, L"\\Device\\Turnstile");
    DECLARE_CONST_UNICODE_STRING(linkName, L"\\DosDevices\\Turnstile");
    DECLARE_CONST_UNICODE_STRING(sddl, L"D:P(A;;GA;;;SY)(A;;GA;;;BA)");

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags = WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = TurnstileUnload;
    config.DriverPoolTag = TAG_TRNS;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status)) return status;

    init = WdfControlDeviceInitAllocate(driver, &sddl);
    if (init == NULL) return STATUS_INSUFFICIENT_RESOURCES;
    WdfDeviceInitSetExclusive(init, FALSE);
    status = WdfDeviceInitAssignName(init, &deviceName);
    if (!NT_SUCCESS(status)) goto Free;
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, DEVICE_CONTEXT);
    attributes.ExecutionLevel = WdfExecutionLevelPassive;
    status = WdfDeviceCreate(&init, &attributes, &g_ControlDevice);
    if (!NT_SUCCESS(status)) goto Free;

    ctx = TurnstileGetContext(g_ControlDevice);
    ctx->Device = g_ControlDevice;
    InitializeListHead(&ctx->Pending);
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ParentObject = g_ControlDevice;
    status = WdfSpinLockCreate(&attributes, &ctx->Lock);
    if (!NT_SUCCESS(status)) return status;
    WDF_WORKITEM_CONFIG_INIT(&workConfig, TurnstileWorker);
    workConfig.AutomaticSerialization = FALSE;
    status = WdfWorkItemCreate(&workConfig, &attributes, &ctx->WorkItem);
    if (!NT_SUCCESS(status)) return status;
    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queueConfig, WdfIoQueueDispatchSequential);
    queueConfig.EvtIoDeviceControl = TurnstileIoctl;
    status = WdfIoQueueCreate(g_ControlDevice, &queueConfig, WDF_NO_OBJECT_ATTRIBUTES, NULL);
    if (!NT_SUCCESS(status)) return status;
    status = WdfDeviceCreateSymbolicLink(g_ControlDevice, &linkName);
    if (!NT_SUCCESS(status)) return status;
    WdfControlFinishInitializing(g_ControlDevice);
    return STATUS_SUCCESS;

Free:
    if (init != NULL) WdfDeviceInitFree(init);
    return status;
}
