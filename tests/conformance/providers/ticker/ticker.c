/* SPDX-License-Identifier: Apache-2.0 */
/*++

Module Name:

    ticker.c

Abstract:

    A framework driver that owns several channels of one device at once. What a guest asks is kept in a collection
    and answered when a timer ticks; what we ask the guest leaves from a work item.

Environment:

    Kernel mode

--*/
#include <ntddk.h>
#include <wdf.h>
#define INITGUID
#include <guiddef.h>
#include <VmbusKernelModeClientLibApi.h>
#include "../field.h"

#define TICKER_POOL_TAG (ULONG)'kciT'
#define TICKER_CHANNELS 3
#define TICKER_DEFAULT_PERIOD_MS 1

// {1000000D-1111-4222-8333-44445555660D}
DEFINE_GUID(TICKER_INTERFACE_TYPE, 0x1000000d, 0x1111, 0x4222, 0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x0d);

typedef struct _DEVICE_CONTEXT {
    WDFDEVICE       Device;
    WDFQUEUE        CallQueue;
    WDFWORKITEM     CallWorkItem;
    WDFCOLLECTION   Channels;
    WDFWAITLOCK     ChannelsLock;
    WDFLOOKASIDE    HeldLookaside;
    FIELD_COUNTS    Counts;
    ULONG           PeriodMs;
    HANDLE          VmbusHandle;
} DEVICE_CONTEXT, *PDEVICE_CONTEXT;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(DEVICE_CONTEXT, TickerGetDeviceContext)

typedef struct _CHANNEL_CONTEXT {
    VMBCHANNEL      Channel;
    PDEVICE_CONTEXT Device;
    ULONG           Index;
    BOOLEAN         Enabled;
    WDFTIMER        Timer;
    WDFSPINLOCK     HeldLock;
    WDFCOLLECTION   Held;
    volatile LONG   NextSequence;
} CHANNEL_CONTEXT, *PCHANNEL_CONTEXT;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(CHANNEL_CONTEXT, TickerGetChannelContext)

typedef struct _TIMER_CONTEXT {
    WDFOBJECT ChannelObject;
} TIMER_CONTEXT, *PTIMER_CONTEXT;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(TIMER_CONTEXT, TickerGetTimerContext)

typedef struct _HELD_PACKET {
    VMBPACKETCOMPLETION Completion;
    LARGE_INTEGER       Since;
    UINT32              Words[2];
} HELD_PACKET, *PHELD_PACKET;

typedef struct _CALL_STATE {
    PCHANNEL_CONTEXT Channel;
    UINT32           Sequence;
    UINT32           Index;
} CALL_STATE, *PCALL_STATE;

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD TickerEvtDeviceAdd;
EVT_WDF_DEVICE_PREPARE_HARDWARE TickerEvtPrepareHardware;
EVT_WDF_DEVICE_RELEASE_HARDWARE TickerEvtReleaseHardware;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL TickerEvtIoDeviceControl;
EVT_WDF_TIMER TickerEvtTimer;
EVT_WDF_WORKITEM TickerEvtCallWork;
EVT_VMB_CHANNEL_OPENED TickerEvtChannelOpened;
EVT_VMB_CHANNEL_CLOSED TickerEvtChannelClosed;
EVT_VMB_CHANNEL_SUSPEND TickerEvtChannelSuspend;
EVT_VMB_CHANNEL_STARTED TickerEvtChannelStarted;
EVT_VMB_CHANNEL_POST_STARTED TickerEvtChannelPostStarted;
EVT_VMB_CHANNEL_PROCESS_PACKET TickerEvtChannelProcessPacket;
EVT_VMB_PACKET_COMPLETION_ROUTINE TickerEvtPacketCompletion;
EVT_VMB_CHANNEL_SAVE_PACKET TickerEvtSavePacket;
EVT_VMB_CHANNEL_RESTORE_PACKET TickerEvtRestorePacket;

#ifdef ALLOC_PRAGMA
#pragma alloc_text (INIT, DriverEntry)
#pragma alloc_text (PAGE, TickerEvtDeviceAdd)
#endif

static
PCHANNEL_CONTEXT
TickerChannel(
    _In_ VMBCHANNEL Channel
    )
{
    return (PCHANNEL_CONTEXT)VmbChannelGetPointer(Channel);
}

_Use_decl_annotations_
NTSTATUS
TickerEvtChannelOpened(
    VMBCHANNEL Channel
    )
{
    InterlockedIncrement((LONG volatile *)&TickerChannel(Channel)->Device->Counts.Opened);
    return STATUS_SUCCESS;
}

_Use_decl_annotations_
VOID
TickerEvtChannelClosed(
    VMBCHANNEL Channel
    )
{
    PCHANNEL_CONTEXT context = TickerChannel(Channel);

    WdfSpinLockAcquire(context->HeldLock);
    if (WdfCollectionGetCount(context->Held) != 0) {
        InterlockedIncrement64((LONG64 volatile *)&context->Device->Counts.Wrong);
    }
    WdfSpinLockRelease(context->HeldLock);
    InterlockedIncrement((LONG volatile *)&context->Device->Counts.Closed);
}

_Use_decl_annotations_
VOID
TickerEvtChannelStarted(
    VMBCHANNEL Channel
    )
{
    PCHANNEL_CONTEXT context = TickerChannel(Channel);

    InterlockedIncrement((LONG volatile *)&context->Device->Counts.Started);
    (VOID)WdfTimerStart(context->Timer, WDF_REL_TIMEOUT_IN_MS(context->Device->PeriodMs));
}

_Use_decl_annotations_
VOID
TickerEvtChannelPostStarted(
    VMBCHANNEL Channel
    )
{
    InterlockedIncrement((LONG volatile *)&TickerChannel(Channel)->Device->Counts.PostStarted);
}

//
// The timer goes on: whatever it still holds it answers within a period.
//
_Use_decl_annotations_
VOID
TickerEvtChannelSuspend(
    VMBCHANNEL Channel
    )
{
    InterlockedIncrement((LONG volatile *)&TickerChannel(Channel)->Device->Counts.Suspended);
}

_Use_decl_annotations_
VOID
TickerEvtChannelProcessPacket(
    VMBCHANNEL Channel,
    VMBPACKETCOMPLETION Packet,
    PVOID Buffer,
    UINT32 BufferLength,
    UINT32 Flags
    )
{
    PCHANNEL_CONTEXT context = TickerChannel(Channel);
    PHELD_PACKET held;
    WDFMEMORY memory;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(Flags);
    InterlockedIncrement64((LONG64 volatile *)&context->Device->Counts.Packets);
    status = WdfMemoryCreateFromLookaside(context->Device->HeldLookaside, &memory);
    if (!NT_SUCCESS(status)) {
        VmbChannelPacketComplete(Packet, NULL, 0);
        return;
    }
    held = (PHELD_PACKET)WdfMemoryGetBuffer(memory, NULL);
    RtlZeroMemory(held, sizeof(*held));
    held->Completion = Packet;
    KeQueryTickCount(&held->Since);
    RtlCopyMemory(held->Words, Buffer, min(BufferLength, sizeof(held->Words)));

    WdfSpinLockAcquire(context->HeldLock);
    status = WdfCollectionAdd(context->Held, memory);
    WdfSpinLockRelease(context->HeldLock);
    if (!NT_SUCCESS(status)) {
        VmbChannelPacketComplete(Packet, NULL, 0);
        WdfObjectDelete(memory);
    }
}

_Use_decl_annotations_
VOID
TickerEvtTimer(
    WDFTIMER Timer
    )
{
    PCHANNEL_CONTEXT context = TickerGetChannelContext(TickerGetTimerContext(Timer)->ChannelObject);
    PHELD_PACKET held;
    WDFMEMORY memory;

    for (;;) {
        WdfSpinLockAcquire(context->HeldLock);
        memory = (WDFMEMORY)WdfCollectionGetFirstItem(context->Held);
        if (memory != NULL) {
            WdfObjectReference(memory);
            WdfCollectionRemove(context->Held, memory);
        }
        WdfSpinLockRelease(context->HeldLock);
        if (memory == NULL) {
            break;
        }
        held = (PHELD_PACKET)WdfMemoryGetBuffer(memory, NULL);
        VmbChannelPacketComplete(held->Completion, held->Words, sizeof(held->Words));
        WdfObjectDereference(memory);
        WdfObjectDelete(memory);
    }
}

_Use_decl_annotations_
VOID
TickerEvtPacketCompletion(
    VMBPACKET Packet,
    NTSTATUS Status,
    PVOID Buffer,
    UINT32 BufferLength
    )
{
    PCALL_STATE call = (PCALL_STATE)VmbPacketGetPointer(Packet);
    PDEVICE_CONTEXT device = call->Channel->Device;

    if (!NT_SUCCESS(Status)) {
        InterlockedIncrement64((LONG64 volatile *)&device->Counts.CallsCancelled);
    } else {
        if (BufferLength != 0 && ((PUINT32)Buffer)[1] != call->Sequence) {
            InterlockedIncrement64((LONG64 volatile *)&device->Counts.Wrong);
        }
        InterlockedIncrement64((LONG64 volatile *)&device->Counts.CallsDone);
    }
    ExFreePoolWithTag(call, TICKER_POOL_TAG);
    VmbPacketFree(Packet);
}

static
NTSTATUS
TickerCall(
    _In_ PCHANNEL_CONTEXT Context
    )
{
    UINT32 message[2];
    PCALL_STATE call;
    VMBPACKET packet;
    NTSTATUS status;

    call = (PCALL_STATE)ExAllocatePoolZero(NonPagedPoolNx, sizeof(*call), TICKER_POOL_TAG);
    packet = VmbPacketAllocate(Context->Channel);
    if (call == NULL || packet == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto Failed;
    }
    call->Channel = Context;
    call->Index = Context->Index;
    call->Sequence = (UINT32)InterlockedIncrement(&Context->NextSequence);
    message[0] = Context->Index;
    message[1] = call->Sequence;
    VmbPacketSetPointer(packet, call);
    VmbPacketSetCompletionRoutine(packet, TickerEvtPacketCompletion);
    status = VmbPacketSend(packet, message, sizeof(message), NULL, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION);
    if (NT_SUCCESS(status)) {
        InterlockedIncrement64((LONG64 volatile *)&Context->Device->Counts.CallsMade);
        return status;
    }

Failed:
    if (packet != NULL) {
        VmbPacketFree(packet);
    }
    if (call != NULL) {
        ExFreePoolWithTag(call, TICKER_POOL_TAG);
    }
    return status;
}

_Use_decl_annotations_
NTSTATUS
TickerEvtSavePacket(
    VMBCHANNEL Channel,
    VMBPACKET Packet,
    PVOID SaveBuf,
    UINT32 SaveBufSize,
    PUINT32 BytesNeeded
    )
{
    PCALL_STATE call = (PCALL_STATE)VmbPacketGetPointer(Packet);

    UNREFERENCED_PARAMETER(Channel);
    if (SaveBufSize < sizeof(call->Sequence)) {
        *BytesNeeded = sizeof(call->Sequence);
        return STATUS_UNSUCCESSFUL;
    }
    *(UINT32 UNALIGNED *)SaveBuf = call->Sequence;
    return STATUS_SUCCESS;      // BytesNeeded is as it was
}

_Use_decl_annotations_
NTSTATUS
TickerEvtRestorePacket(
    VMBCHANNEL Channel,
    PVOID LibBuf,
    UINT32 LibBufSize,
    PVOID SaveBuf,
    UINT32 SaveBufSize
    )
{
    PCHANNEL_CONTEXT context = TickerChannel(Channel);
    PCALL_STATE call;
    VMBPACKET packet;
    NTSTATUS status;

    if (SaveBufSize != sizeof(UINT32)) {
        return STATUS_INVALID_BUFFER_SIZE;
    }
    packet = VmbPacketAllocate(Channel);
    if (packet == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    call = (PCALL_STATE)ExAllocatePoolZero(NonPagedPoolNx, sizeof(*call), TICKER_POOL_TAG);
    if (call == NULL) {
        VmbPacketFree(packet);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    call->Channel = context;
    call->Sequence = *(UINT32 UNALIGNED *)SaveBuf;
    VmbPacketSetPointer(packet, call);
    VmbPacketSetCompletionRoutine(packet, TickerEvtPacketCompletion);
    status = VmbPacketRestore(packet, LibBuf, LibBufSize);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(call, TICKER_POOL_TAG);
        VmbPacketFree(packet);
        return status;
    }
    context->Device->Counts.CallsRestored++;
    return STATUS_SUCCESS;
}

//
// A channel is a framework object of its own. Its children go before it, so the channel and the timer end first.
//
static
VOID
TickerDeleteChannel(
    _In_ WDFOBJECT Object
    )
{
    PCHANNEL_CONTEXT context = TickerGetChannelContext(Object);

    if (context->Channel != NULL) {
        if (context->Enabled) {
            VmbChannelDisable(context->Channel);
        }
        VmbChannelCleanup(context->Channel);
        context->Channel = NULL;
    }
    if (context->Timer != NULL) {
        WdfTimerStop(context->Timer, TRUE);
        WdfObjectDelete(context->Timer);
    }
    WdfObjectDelete(Object);
}

static
NTSTATUS
TickerCreateChannel(
    _In_ PDEVICE_CONTEXT Device,
    _In_ ULONG Index,
    _In_ const FIELD_OFFER *Offer
    )
{
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_TIMER_CONFIG timerConfig;
    PCHANNEL_CONTEXT context;
    WDFOBJECT object;
    NTSTATUS status;
    GUID instance = Offer->Instance;

    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, CHANNEL_CONTEXT);
    attributes.ParentObject = Device->Device;
    status = WdfObjectCreate(&attributes, &object);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    context = TickerGetChannelContext(object);
    context->Device = Device;
    context->Index = Index;

    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ParentObject = object;
    status = WdfSpinLockCreate(&attributes, &context->HeldLock);
    if (NT_SUCCESS(status)) {
        status = WdfCollectionCreate(&attributes, &context->Held);
    }
    if (NT_SUCCESS(status)) {
        WDF_TIMER_CONFIG_INIT_PERIODIC(&timerConfig, TickerEvtTimer, Device->PeriodMs);
        timerConfig.AutomaticSerialization = FALSE;
        WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, TIMER_CONTEXT);
        attributes.ParentObject = Device->Device;
        status = WdfTimerCreate(&timerConfig, &attributes, &context->Timer);
    }
    if (!NT_SUCCESS(status)) {
        goto Done;
    }
    TickerGetTimerContext(context->Timer)->ChannelObject = object;

    status = VmbChannelAllocate(WdfDeviceWdmGetDeviceObject(Device->Device), TRUE, &context->Channel);
    if (!NT_SUCCESS(status)) {
        goto Done;
    }
    VmbChannelSetPointer(context->Channel, context);
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
    callbacks.EvtChannelOpened = TickerEvtChannelOpened;
    callbacks.EvtChannelClosed = TickerEvtChannelClosed;
    callbacks.EvtChannelSuspend = TickerEvtChannelSuspend;
    callbacks.EvtChannelStarted = TickerEvtChannelStarted;
    callbacks.EvtChannelPostStarted = TickerEvtChannelPostStarted;
    status = VmbChannelInitSetStateChangeCallbacks(context->Channel, &callbacks);
    if (NT_SUCCESS(status)) {
        status = VmbChannelInitSetProcessPacketCallbacks(context->Channel, TickerEvtChannelProcessPacket, NULL);
    }
    if (NT_SUCCESS(status)) {
        instance.Data1 += Index;
        status = VmbServerChannelInitSetTargetInterfaceId(context->Channel, TICKER_INTERFACE_TYPE, instance);
    }
    if (NT_SUCCESS(status)) {
        status = VmbServerChannelInitSetVmbusHandle(context->Channel, Device->VmbusHandle);
    }
    if (NT_SUCCESS(status)) {
        status = VmbServerChannelInitSetSaveRestorePacketCallbacks(context->Channel,
                                                                   TickerEvtSavePacket,
                                                                   TickerEvtRestorePacket);
    }
    if (NT_SUCCESS(status)) {
        status = VmbChannelEnable(context->Channel);
        context->Enabled = NT_SUCCESS(status);
    }
    if (NT_SUCCESS(status)) {
        WdfWaitLockAcquire(Device->ChannelsLock, NULL);
        status = WdfCollectionAdd(Device->Channels, object);
        WdfWaitLockRelease(Device->ChannelsLock);
    }

Done:
    if (!NT_SUCCESS(status)) {
        TickerDeleteChannel(object);
    }
    return status;
}

static
VOID
TickerRevoke(
    _In_ PDEVICE_CONTEXT Device
    )
{
    WDFOBJECT object;

    WdfWaitLockAcquire(Device->ChannelsLock, NULL);
    while ((object = WdfCollectionGetFirstItem(Device->Channels)) != NULL) {
        WdfCollectionRemoveItem(Device->Channels, 0);
        TickerDeleteChannel(object);
    }
    WdfWaitLockRelease(Device->ChannelsLock);
    if (Device->VmbusHandle != NULL) {
        ZwClose(Device->VmbusHandle);
        Device->VmbusHandle = NULL;
    }
}

static
NTSTATUS
TickerOffer(
    _In_ PDEVICE_CONTEXT Device,
    _In_ const FIELD_OFFER *Offer
    )
{
    NTSTATUS status;
    ULONG index;

    status = VmbConvertVmbusHandleToKernelHandle((HANDLE)(ULONG_PTR)Offer->VmbusHandle, &Device->VmbusHandle);
    for (index = 0; NT_SUCCESS(status) && index < TICKER_CHANNELS; index++) {
        status = TickerCreateChannel(Device, index, Offer);
    }
    if (!NT_SUCCESS(status)) {
        TickerRevoke(Device);
    }
    return status;
}

static
VMBCHANNEL
TickerFirst(
    _In_ PDEVICE_CONTEXT Device
    )
{
    WDFOBJECT object = WdfCollectionGetFirstItem(Device->Channels);

    return object == NULL ? NULL : TickerGetChannelContext(object)->Channel;
}

_Use_decl_annotations_
VOID
TickerEvtCallWork(
    WDFWORKITEM WorkItem
    )
{
    PDEVICE_CONTEXT device = TickerGetDeviceContext(WdfWorkItemGetParentObject(WorkItem));
    WDFREQUEST request;
    PUINT32 count;
    NTSTATUS status;

    while (NT_SUCCESS(WdfIoQueueRetrieveNextRequest(device->CallQueue, &request))) {
        status = WdfRequestRetrieveInputBuffer(request, sizeof(*count), (PVOID *)&count, NULL);
        if (NT_SUCCESS(status)) {
            WDFOBJECT object = WdfCollectionGetItem(device->Channels, 0);
            UINT32 left = *count;

            while (left-- != 0 && NT_SUCCESS(status)) {
                status = TickerCall(TickerGetChannelContext(object));
            }
        }
        WdfRequestComplete(request, status);
    }
}

static
NTSTATUS
TickerSave(
    _In_ PDEVICE_CONTEXT Device,
    _In_ WDFREQUEST Request,
    _In_ size_t InputBufferLength,
    _Out_ size_t *Information
    )
{
    VMBCHANNEL channel = TickerFirst(Device);
    FIELD_PIECE *piece;
    ULONG filled, required;
    size_t length;
    NTSTATUS status;

    *Information = 0;
    status = WdfRequestRetrieveOutputBuffer(Request, sizeof(*piece), (PVOID *)&piece, &length);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    if (InputBufferLength == 0) {
        status = VmbChannelSaveBegin(channel);
        if (!NT_SUCCESS(status)) {
            return status;
        }
    }
    status = VmbChannelSaveContinue(channel, piece + 1, (ULONG)(length - sizeof(*piece)), &filled, &required);
    if (status != STATUS_BUFFER_OVERFLOW && !(status == STATUS_BUFFER_TOO_SMALL && required != 0)) {
        VmbChannelSaveEnd(channel);
    }
    piece->Status = status;
    piece->Filled = filled;
    piece->Required = required;
    *Information = sizeof(*piece) + filled;
    return STATUS_SUCCESS;
}

_Use_decl_annotations_
VOID
TickerEvtIoDeviceControl(
    WDFQUEUE Queue,
    WDFREQUEST Request,
    size_t OutputBufferLength,
    size_t InputBufferLength,
    ULONG IoControlCode
    )
{
    PDEVICE_CONTEXT device = TickerGetDeviceContext(WdfIoQueueGetDevice(Queue));
    NTSTATUS status = STATUS_SUCCESS;
    size_t information = 0;
    PVOID buffer = NULL;
    ULONG index;

    UNREFERENCED_PARAMETER(OutputBufferLength);
    switch (IoControlCode) {

    case IOCTL_FIELD_OFFER:
        status = WdfRequestRetrieveInputBuffer(Request, sizeof(FIELD_OFFER), &buffer, NULL);
        if (NT_SUCCESS(status)) {
            status = TickerOffer(device, (FIELD_OFFER *)buffer);
        }
        break;

    case IOCTL_FIELD_REVOKE:
        TickerRevoke(device);
        break;

    case IOCTL_FIELD_START:
    case IOCTL_FIELD_PAUSE:
        for (index = 0; index < WdfCollectionGetCount(device->Channels); index++) {
            VMBCHANNEL channel = TickerGetChannelContext(WdfCollectionGetItem(device->Channels, index))->Channel;

            if (IoControlCode == IOCTL_FIELD_START) {
                VmbChannelStart(channel);
            } else {
                VmbChannelPause(channel);
            }
        }
        break;

    case IOCTL_FIELD_CALL:
        status = WdfRequestForwardToIoQueue(Request, device->CallQueue);
        if (NT_SUCCESS(status)) {
            WdfWorkItemEnqueue(device->CallWorkItem);
            return;
        }
        break;

    case IOCTL_FIELD_SAVE:
        status = TickerSave(device, Request, InputBufferLength, &information);
        break;

    case IOCTL_FIELD_RESTORE:
        status = WdfRequestRetrieveInputBuffer(Request, 1, &buffer, NULL);
        if (NT_SUCCESS(status)) {
            status = VmbChannelRestoreFromBuffer(TickerFirst(device), buffer, (ULONG)InputBufferLength);
        }
        break;

    case IOCTL_FIELD_COUNTS: {
        WDFMEMORY memory;

        status = WdfRequestRetrieveOutputMemory(Request, &memory);
        if (NT_SUCCESS(status)) {
            status = WdfMemoryCopyFromBuffer(memory, 0, &device->Counts, sizeof(device->Counts));
        }
        if (NT_SUCCESS(status)) {
            information = sizeof(device->Counts);
        }
        break;
    }

    default:
        status = STATUS_INVALID_DEVICE_REQUEST;
        break;
    }
    WdfRequestCompleteWithInformation(Request, status, information);
}

_Use_decl_annotations_
NTSTATUS
TickerEvtPrepareHardware(
    WDFDEVICE Device,
    WDFCMRESLIST ResourcesRaw,
    WDFCMRESLIST ResourcesTranslated
    )
{
    UNREFERENCED_PARAMETER(ResourcesRaw);
    UNREFERENCED_PARAMETER(ResourcesTranslated);
    return TickerGetDeviceContext(Device)->Channels == NULL ? STATUS_DEVICE_CONFIGURATION_ERROR : STATUS_SUCCESS;
}

//
// Child objects are gone when the device is cleaned up, and the channels need them until they are closed.
//
_Use_decl_annotations_
NTSTATUS
TickerEvtReleaseHardware(
    WDFDEVICE Device,
    WDFCMRESLIST ResourcesTranslated
    )
{
    UNREFERENCED_PARAMETER(ResourcesTranslated);
    TickerRevoke(TickerGetDeviceContext(Device));
    return STATUS_SUCCESS;
}

static
VOID
TickerReadPeriod(
    _In_ WDFDRIVER Driver,
    _Inout_ PULONG PeriodMs
    )
{
    DECLARE_CONST_UNICODE_STRING(valueName, L"PeriodMs");
    WDFKEY key;

    *PeriodMs = TICKER_DEFAULT_PERIOD_MS;
    if (NT_SUCCESS(WdfDriverOpenParametersRegistryKey(Driver, KEY_READ, WDF_NO_OBJECT_ATTRIBUTES, &key))) {
        (VOID)WdfRegistryQueryULong(key, &valueName, PeriodMs);
        WdfRegistryClose(key);
    }
}

_Use_decl_annotations_
NTSTATUS
TickerEvtDeviceAdd(
    WDFDRIVER Driver,
    PWDFDEVICE_INIT DeviceInit
    )
{
    DECLARE_CONST_UNICODE_STRING(deviceName, L"\\Device\\Ticker");
    DECLARE_CONST_UNICODE_STRING(linkName, L"\\DosDevices\\Ticker");
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_IO_QUEUE_CONFIG queueConfig;
    WDF_WORKITEM_CONFIG workItemConfig;
    WDF_PNPPOWER_EVENT_CALLBACKS pnpCallbacks;
    PDEVICE_CONTEXT context;
    WDFDEVICE device;
    NTSTATUS status;

    PAGED_CODE();
    WDF_PNPPOWER_EVENT_CALLBACKS_INIT(&pnpCallbacks);
    pnpCallbacks.EvtDevicePrepareHardware = TickerEvtPrepareHardware;
    pnpCallbacks.EvtDeviceReleaseHardware = TickerEvtReleaseHardware;
    WdfDeviceInitSetPnpPowerEventCallbacks(DeviceInit, &pnpCallbacks);
    status = WdfDeviceInitAssignName(DeviceInit, &deviceName);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, DEVICE_CONTEXT);
    attributes.ExecutionLevel = WdfExecutionLevelPassive;
    status = WdfDeviceCreate(&DeviceInit, &attributes, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    context = TickerGetDeviceContext(device);
    context->Device = device;
    TickerReadPeriod(Driver, &context->PeriodMs);

    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ParentObject = device;
    status = WdfCollectionCreate(&attributes, &context->Channels);
    if (NT_SUCCESS(status)) {
        status = WdfWaitLockCreate(&attributes, &context->ChannelsLock);
    }
    if (NT_SUCCESS(status)) {
        status = WdfLookasideListCreate(&attributes, sizeof(HELD_PACKET), NonPagedPoolNx,
                                        WDF_NO_OBJECT_ATTRIBUTES, TICKER_POOL_TAG, &context->HeldLookaside);
    }
    if (NT_SUCCESS(status)) {
        WDF_WORKITEM_CONFIG_INIT(&workItemConfig, TickerEvtCallWork);
        workItemConfig.AutomaticSerialization = FALSE;
        status = WdfWorkItemCreate(&workItemConfig, &attributes, &context->CallWorkItem);
    }
    if (NT_SUCCESS(status)) {
        WDF_IO_QUEUE_CONFIG_INIT(&queueConfig, WdfIoQueueDispatchManual);
        queueConfig.PowerManaged = WdfFalse;
        status = WdfIoQueueCreate(device, &queueConfig, WDF_NO_OBJECT_ATTRIBUTES, &context->CallQueue);
    }
    if (NT_SUCCESS(status)) {
        WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queueConfig, WdfIoQueueDispatchSequential);
        queueConfig.EvtIoDeviceControl = TickerEvtIoDeviceControl;
        queueConfig.PowerManaged = WdfFalse;
        status = WdfIoQueueCreate(device, &queueConfig, WDF_NO_OBJECT_ATTRIBUTES, WDF_NO_HANDLE);
    }
    if (NT_SUCCESS(status)) {
        status = WdfDeviceCreateSymbolicLink(device, &linkName);
    }
    return status;
}

_Use_decl_annotations_
NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath
    )
{
    WDF_DRIVER_CONFIG config;

    WDF_DRIVER_CONFIG_INIT(&config, TickerEvtDeviceAdd);
    config.DriverPoolTag = TICKER_POOL_TAG;
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}
