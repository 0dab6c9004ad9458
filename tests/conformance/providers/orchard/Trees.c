/* SPDX-License-Identifier: Apache-2.0 */
#include "Orchard.h"

EVT_VMB_CHANNEL_OPENED OrchardEvtOpened;
EVT_VMB_CHANNEL_CLOSED OrchardEvtClosed;
EVT_VMB_CHANNEL_SUSPEND OrchardEvtSuspend;
EVT_VMB_CHANNEL_STARTED OrchardEvtStarted;
EVT_VMB_CHANNEL_POST_STARTED OrchardEvtPostStarted;
EVT_VMB_CHANNEL_PROCESS_PACKET OrchardEvtProcessPacket;
EVT_VMB_CHANNEL_PROCESSING_COMPLETE OrchardEvtProcessingComplete;
EVT_VMB_CHANNEL_SAVE_PACKET OrchardEvtSavePacket;
EVT_VMB_CHANNEL_RESTORE_PACKET OrchardEvtRestorePacket;
EVT_VMB_PACKET_COMPLETION_ROUTINE OrchardEvtCallDone;

static PORCHARD_TREE
OrchardTreeAt(_In_ PORCHARD_DEVICE Device, _In_ ULONG Index)
{
    WDFOBJECT object = WdfCollectionGetItem(Device->Trees, Index);
    return object == NULL ? NULL : OrchardGetTree(object);
}

static VOID
OrchardWrong(_In_ PORCHARD_DEVICE Device, _In_z_ PCSTR What)
{
    DbgPrintEx(DPFLTR_IHVBUS_ID, DPFLTR_WARNING_LEVEL, "orchard: wrong: %s\n", What);
    InterlockedIncrement64((PLONG64)&Device->Counts.Wrong);
}

NTSTATUS
OrchardEvtOpened(_In_ VMBCHANNEL Channel)
{
    PORCHARD_TREE tree = VmbChannelGetPointer(Channel);

    if (KeGetCurrentIrql() != PASSIVE_LEVEL) OrchardWrong(tree->Owner, "opened above passive");
    WdfSpinLockAcquire(tree->Owner->Lock);
    tree->Open = TRUE;
    tree->Owner->Counts.Opened++;
    WdfSpinLockRelease(tree->Owner->Lock);
    return STATUS_SUCCESS;
}

VOID
OrchardEvtClosed(_In_ VMBCHANNEL Channel)
{
    PORCHARD_TREE tree = VmbChannelGetPointer(Channel);

    WdfSpinLockAcquire(tree->Owner->Lock);
    tree->Open = FALSE;
    tree->Owner->Counts.Closed++;
    WdfSpinLockRelease(tree->Owner->Lock);
}

VOID
OrchardEvtStarted(_In_ VMBCHANNEL Channel)
{
    PORCHARD_TREE tree = VmbChannelGetPointer(Channel);

    if (tree->Started) OrchardWrong(tree->Owner, "started twice");
    tree->Started = TRUE;
    InterlockedIncrement((PLONG)&tree->Owner->Counts.Started);
}

VOID
OrchardEvtPostStarted(_In_ VMBCHANNEL Channel)
{
    PORCHARD_TREE tree = VmbChannelGetPointer(Channel);

    InterlockedIncrement((PLONG)&tree->Owner->Counts.PostStarted);
}

/* What the timer has not answered must not wait for it: the pause waits for us. */
VOID
OrchardEvtSuspend(_In_ VMBCHANNEL Channel)
{
    PORCHARD_TREE tree = VmbChannelGetPointer(Channel);

    tree->Started = FALSE;
    InterlockedIncrement((PLONG)&tree->Owner->Counts.Suspended);
    WdfTimerStart(tree->Owner->Timer, WDF_REL_TIMEOUT_IN_US(1));
}

VOID
OrchardEvtProcessPacket(_In_ VMBCHANNEL Channel, _In_ VMBPACKETCOMPLETION Packet,
                        _In_reads_bytes_(BufferLength) PVOID Buffer, _In_ UINT32 BufferLength, _In_ UINT32 Flags)
{
    PORCHARD_TREE tree = VmbChannelGetPointer(Channel);
    PORCHARD_DEVICE device = tree->Owner;
    PORCHARD_FRUIT fruit;
    BOOLEAN arm;

    if (FlagOn(Flags, VMBUS_CHANNEL_PROCESS_PACKET_FLAG_EXTERNAL_DATA)) OrchardWrong(device, "external data");
    fruit = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*fruit), ORCHARD_TAG);
    if (fruit == NULL) {
        VmbChannelPacketComplete(Packet, NULL, 0);
        return;
    }
    fruit->Packet = Packet;
    fruit->Buffer = Buffer;
    fruit->Length = BufferLength;

    WdfSpinLockAcquire(device->Lock);
    device->Counts.Packets++;
    InsertTailList(&device->Ripe, &fruit->Link);
    arm = InterlockedExchange(&device->TimerArmed, 1) == 0;
    WdfSpinLockRelease(device->Lock);
    if (arm) (VOID)WdfTimerStart(device->Timer, WDF_REL_TIMEOUT_IN_MS(device->DelayMs));
}

VOID
OrchardEvtProcessingComplete(_In_ VMBCHANNEL Channel, _In_ UINT32 PacketsProcessed)
{
    PORCHARD_TREE tree = VmbChannelGetPointer(Channel);

    InterlockedAdd64((PLONG64)&tree->Owner->Counts.Batched, PacketsProcessed);
    WdfWorkItemEnqueue(tree->Owner->WorkItem);
}

VOID
OrchardEvtWorkItem(_In_ WDFWORKITEM WorkItem)
{
    PORCHARD_DEVICE device = OrchardGetDevice(WdfWorkItemGetParentObject(WorkItem));

    PAGED_CODE();
    InterlockedIncrement64(&device->WorkDone);
}

VOID
OrchardEvtTimer(_In_ WDFTIMER Timer)
{
    PORCHARD_DEVICE device = OrchardGetTimer(Timer)->Owner;
    LIST_ENTRY ripe;

    NT_ASSERT(device->Device == WdfTimerGetParentObject(Timer));
    InitializeListHead(&ripe);
    WdfSpinLockAcquire(device->Lock);
    InterlockedExchange(&device->TimerArmed, 0);
    while (!IsListEmpty(&device->Ripe)) {
        InsertTailList(&ripe, RemoveHeadList(&device->Ripe));
    }
    WdfSpinLockRelease(device->Lock);

    while (!IsListEmpty(&ripe)) {
        PORCHARD_FRUIT fruit = CONTAINING_RECORD(RemoveHeadList(&ripe), ORCHARD_FRUIT, Link);
        VmbChannelPacketComplete(fruit->Packet, fruit->Buffer, min(fruit->Length, 16));
        ExFreePoolWithTag(fruit, ORCHARD_TAG);
    }
}

/* --- calls to the guest --- */

VOID
OrchardEvtCallDone(_In_ VMBPACKET Packet, _In_ NTSTATUS Status, _In_reads_bytes_opt_(BufferLength) PVOID Buffer,
                   _In_ UINT32 BufferLength)
{
    PORCHARD_CALL call = VmbPacketGetPointer(Packet);
    PORCHARD_DEVICE device = call->Tree->Owner;

    UNREFERENCED_PARAMETER(Buffer);
    UNREFERENCED_PARAMETER(BufferLength);
    if (VmbPacketGetChannel(Packet) != call->Tree->Channel) OrchardWrong(device, "packet of another channel");
    WdfSpinLockAcquire(device->Lock);
    if (NT_SUCCESS(Status)) {
        device->Counts.CallsDone++;
    } else {
        device->Counts.CallsCancelled++;
        device->Counts.LastStatus = Status;
    }
    WdfSpinLockRelease(device->Lock);
    VmbPacketFree(Packet);
    WdfObjectDelete(call->Memory);
}

static NTSTATUS
OrchardCreateCall(_In_ PORCHARD_TREE Tree, _Out_ VMBPACKET* Packet, _Out_ PORCHARD_CALL* Call)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDFMEMORY memory;
    NTSTATUS status;

    *Packet = VmbPacketAllocate(Tree->Channel);
    if (*Packet == NULL) return STATUS_INSUFFICIENT_RESOURCES;

    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ParentObject = Tree->Owner->Device;
    status = WdfMemoryCreate(&attributes, NonPagedPoolNx, ORCHARD_TAG, sizeof(ORCHARD_CALL), &memory, (PVOID*)Call);
    if (!NT_SUCCESS(status)) {
        VmbPacketFree(*Packet);
        return status;
    }
    RtlZeroMemory(*Call, sizeof(**Call));
    (*Call)->Memory = memory;
    (*Call)->Tree = Tree;
    VmbPacketSetPointer(*Packet, *Call);
    VmbPacketSetCompletionRoutine(*Packet, OrchardEvtCallDone);
    return STATUS_SUCCESS;
}

NTSTATUS
OrchardTreesCall(_In_ PORCHARD_DEVICE Device, _In_ ULONG Count)
{
    for (ULONG i = 0; i < Count; i++) {
        PORCHARD_TREE tree = NULL;
        PORCHARD_CALL call;
        VMBPACKET packet;
        UINT32 message[2];
        NTSTATUS status;

        for (ULONG tries = 0; tries < Device->TreeCount; tries++) {
            tree = OrchardTreeAt(Device, Device->NextTree++ % Device->TreeCount);
            if (tree != NULL && tree->Open) break;
        }
        if (tree == NULL || !tree->Open) return STATUS_DEVICE_NOT_CONNECTED;

        status = OrchardCreateCall(tree, &packet, &call);
        if (!NT_SUCCESS(status)) return status;
        call->Sequence = ++Device->NextSequence;
        message[0] = tree->Index;
        message[1] = call->Sequence;
        InterlockedIncrement64((PLONG64)&Device->Counts.CallsMade);
        status = VmbPacketSend(packet, message, sizeof(message), NULL,
                               VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION);
        if (!NT_SUCCESS(status)) {
            VmbPacketFree(packet);
            WdfObjectDelete(call->Memory);
            return status;
        }
    }
    return STATUS_SUCCESS;
}

NTSTATUS
OrchardEvtSavePacket(_In_ VMBCHANNEL Channel, _In_ VMBPACKET Packet, _Out_writes_bytes_(SaveBufSize) PVOID SaveBuf,
                     _In_ UINT32 SaveBufSize, _Out_ PUINT32 BytesNeeded)
{
    PORCHARD_CALL call = VmbPacketGetPointer(Packet);

    if (call->Tree != VmbChannelGetPointer(Channel)) OrchardWrong(call->Tree->Owner, "saved on another channel");
    *BytesNeeded = sizeof(call->Sequence);
    if (SaveBufSize < sizeof(call->Sequence)) return STATUS_BUFFER_TOO_SMALL;
    RtlCopyMemory(SaveBuf, &call->Sequence, sizeof(call->Sequence));
    return STATUS_SUCCESS;
}

NTSTATUS
OrchardEvtRestorePacket(_In_ VMBCHANNEL Channel, _In_reads_bytes_(LibBufSize) PVOID LibBuf, _In_ UINT32 LibBufSize,
                        _In_reads_bytes_(SaveBufSize) PVOID SaveBuf, _In_ UINT32 SaveBufSize)
{
    PORCHARD_TREE tree = VmbChannelGetPointer(Channel);
    PORCHARD_CALL call;
    VMBPACKET packet;
    NTSTATUS status;

    if (SaveBufSize != sizeof(call->Sequence)) return STATUS_DATA_ERROR;
    status = OrchardCreateCall(tree, &packet, &call);
    if (!NT_SUCCESS(status)) return status;
    RtlCopyMemory(&call->Sequence, SaveBuf, sizeof(call->Sequence));
    tree->Owner->NextSequence = max(tree->Owner->NextSequence, call->Sequence);
    status = VmbPacketRestore(packet, LibBuf, LibBufSize);
    if (!NT_SUCCESS(status)) {
        VmbPacketFree(packet);
        WdfObjectDelete(call->Memory);
        return status;
    }
    InterlockedIncrement64((PLONG64)&tree->Owner->Counts.CallsRestored);
    return STATUS_SUCCESS;
}

/* --- the channels --- */

static NTSTATUS
OrchardConfigureTree(_In_ PORCHARD_TREE Tree, _In_ const FIELD_OFFER* Offer)
{
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
    DECLARE_UNICODE_STRING_SIZE(name, 32);
    GUID instance = Offer->Instance;
    VMBCHANNEL channel = Tree->Channel;
    NTSTATUS status;

    VmbChannelSetPointer(channel, Tree);
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
    callbacks.EvtChannelOpened = OrchardEvtOpened;
    callbacks.EvtChannelClosed = OrchardEvtClosed;
    callbacks.EvtChannelStarted = OrchardEvtStarted;
    callbacks.EvtChannelPostStarted = OrchardEvtPostStarted;
    callbacks.EvtChannelSuspend = OrchardEvtSuspend;
    status = VmbChannelInitSetStateChangeCallbacks(channel, &callbacks);
    if (!NT_SUCCESS(status)) return status;
    status = VmbChannelInitSetProcessPacketCallbacks(channel, OrchardEvtProcessPacket, OrchardEvtProcessingComplete);
    if (!NT_SUCCESS(status)) return status;
    status = VmbServerChannelInitSetSaveRestorePacketCallbacks(channel, OrchardEvtSavePacket,
                                                               OrchardEvtRestorePacket);
    if (!NT_SUCCESS(status)) return status;
    status = VmbChannelInitSetMaximumPacketSize(channel, 512);
    if (!NT_SUCCESS(status)) return status;

    status = RtlAppendUnicodeToString(&name, L"Orchard tree ");
    if (!NT_SUCCESS(status)) return status;
    name.Buffer[name.Length / sizeof(WCHAR)] = (WCHAR)(L'0' + Tree->Index);
    name.Length += sizeof(WCHAR);
    status = VmbChannelInitSetFriendlyName(channel, &name);
    if (!NT_SUCCESS(status)) return status;

    instance.Data4[7] = (UCHAR)(instance.Data4[7] + Tree->Index);
    status = VmbServerChannelInitSetTargetInterfaceId(channel, ORCHARD_INTERFACE_TYPE, instance);
    if (!NT_SUCCESS(status)) return status;
    status = VmbServerChannelInitSetVmbusHandle(channel, Tree->Owner->VmbusHandle);
    if (!NT_SUCCESS(status)) return status;
    return VmbChannelEnable(channel);
}

static NTSTATUS
OrchardTreeCreate(_In_ PORCHARD_DEVICE Device, _In_ ULONG Index, _In_ const FIELD_OFFER* Offer)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    PORCHARD_TREE tree;
    WDFOBJECT object;
    NTSTATUS status;

    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, ORCHARD_TREE);
    attributes.ParentObject = Device->Device;
    status = WdfObjectCreate(&attributes, &object);
    if (!NT_SUCCESS(status)) return status;

    tree = OrchardGetTree(object);
    tree->Owner = Device;
    tree->Index = Index;
    status = VmbChannelAllocate(WdfDeviceWdmGetDeviceObject(Device->Device), TRUE, &tree->Channel);
    if (!NT_SUCCESS(status)) {
        WdfObjectDelete(object);
        return status;
    }
    status = WdfCollectionAdd(Device->Trees, object);
    if (!NT_SUCCESS(status)) {
        VmbChannelCleanup(tree->Channel);
        WdfObjectDelete(object);
        return status;
    }
    status = OrchardConfigureTree(tree, Offer);
    tree->Enabled = (BOOLEAN)NT_SUCCESS(status);
    return status;
}

NTSTATUS
OrchardTreesCreate(_In_ PORCHARD_DEVICE Device, _In_ const FIELD_OFFER* Offer)
{
    HANDLE handle = (HANDLE)(ULONG_PTR)Offer->VmbusHandle;
    NTSTATUS status;

    if (WdfCollectionGetCount(Device->Trees) != 0) return STATUS_DEVICE_BUSY;
    status = VmbConvertVmbusHandleToKernelHandle(handle, &Device->VmbusHandle);
    if (!NT_SUCCESS(status)) return status;
    Device->RestoreIndex = 0;
    for (ULONG i = 0; i < Device->TreeCount; i++) {
        status = OrchardTreeCreate(Device, i, Offer);
        if (!NT_SUCCESS(status)) {
            OrchardTreesDelete(Device);
            return status;
        }
    }
    return STATUS_SUCCESS;
}

VOID
OrchardTreesStart(_In_ PORCHARD_DEVICE Device)
{
    for (ULONG i = 0; i < WdfCollectionGetCount(Device->Trees); i++) {
        VmbChannelStart(OrchardTreeAt(Device, i)->Channel);
    }
}

VOID
OrchardTreesPause(_In_ PORCHARD_DEVICE Device)
{
    for (ULONG i = 0; i < WdfCollectionGetCount(Device->Trees); i++) {
        VmbChannelPause(OrchardTreeAt(Device, i)->Channel);
    }
}

VOID
OrchardTreesDelete(_In_ PORCHARD_DEVICE Device)
{
    WDFOBJECT object;

    while ((object = WdfCollectionGetFirstItem(Device->Trees)) != NULL) {
        PORCHARD_TREE tree = OrchardGetTree(object);
        if (tree->Enabled) VmbChannelDisable(tree->Channel);
        VmbChannelCleanup(tree->Channel);
        WdfCollectionRemove(Device->Trees, object);
        WdfObjectDelete(object);
    }
    (VOID)WdfTimerStop(Device->Timer, TRUE);
    WdfWorkItemFlush(Device->WorkItem);
    if (Device->VmbusHandle != NULL) {
        (VOID)ZwClose(Device->VmbusHandle);
        Device->VmbusHandle = NULL;
    }
}

/* --- save and restore: one channel after the other --- */

NTSTATUS
OrchardTreesSave(_In_ PORCHARD_DEVICE Device, _In_ BOOLEAN First, _Out_writes_bytes_(Length) PVOID Buffer,
                 _In_ ULONG Length, _Out_ FIELD_PIECE* Piece)
{
    PORCHARD_PIECE header = Buffer;
    PORCHARD_TREE tree;
    ULONG filled = 0;
    ULONG required = 0;
    NTSTATUS status;

    if (Length < sizeof(*header)) return STATUS_BUFFER_TOO_SMALL;
    if (First) {
        Device->SaveIndex = 0;
        Device->SaveRunning = FALSE;
    }
    tree = OrchardTreeAt(Device, Device->SaveIndex);
    if (tree == NULL) return STATUS_INVALID_DEVICE_STATE;
    if (!Device->SaveRunning) {
        status = VmbChannelSaveBegin(tree->Channel);
        if (!NT_SUCCESS(status)) return status;
        Device->SaveRunning = TRUE;
    }
    status = VmbChannelSaveContinue(tree->Channel, header + 1, Length - sizeof(*header), &filled, &required);
    header->Tree = Device->SaveIndex;
    header->Last = (UINT32)(status == STATUS_SUCCESS);
    Piece->Filled = filled == 0 && status != STATUS_SUCCESS ? 0 : filled + (ULONG)sizeof(*header);
    Piece->Required = required == 0 ? 0 : required + (ULONG)sizeof(*header);
    Piece->Status = status;
    if (status == STATUS_BUFFER_OVERFLOW || status == STATUS_BUFFER_TOO_SMALL) return STATUS_SUCCESS;

    VmbChannelSaveEnd(tree->Channel);
    Device->SaveRunning = FALSE;
    if (NT_SUCCESS(status) && ++Device->SaveIndex < Device->TreeCount) Piece->Status = STATUS_BUFFER_OVERFLOW;
    return STATUS_SUCCESS;
}

NTSTATUS
OrchardTreesRestore(_In_ PORCHARD_DEVICE Device, _In_reads_bytes_(Length) PVOID Buffer, _In_ ULONG Length)
{
    PORCHARD_PIECE header = Buffer;
    PORCHARD_TREE tree;
    NTSTATUS status;

    if (Length < sizeof(*header) || header->Tree != Device->RestoreIndex) return STATUS_DATA_ERROR;
    tree = OrchardTreeAt(Device, header->Tree);
    if (tree == NULL) return STATUS_DATA_ERROR;
    status = VmbChannelRestoreFromBuffer(tree->Channel, header + 1, Length - sizeof(*header));
    if ((status == STATUS_SUCCESS) != (header->Last != 0) && NT_SUCCESS(status)) {
        OrchardWrong(Device, "the restore ended early");
    }
    if (status == STATUS_SUCCESS && ++Device->RestoreIndex < Device->TreeCount) {
        status = STATUS_MORE_PROCESSING_REQUIRED;
    }
    return status;
}
