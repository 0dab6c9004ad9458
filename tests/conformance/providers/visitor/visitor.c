/* SPDX-License-Identifier: Apache-2.0 */
#include <wdm.h>
#include <vmbuskernelmodeclientlibapi.h>
#include <ntintsafe.h>
#include "visitor.h"

#define VISITOR_TAG 'tsiV'

typedef struct _VISITOR_CLIENT {
    VMBCHANNEL Channel;
    ULONG Index;
    ULONG LastSequence;
    BOOLEAN Enabled;
    KEVENT Open;
    LIST_ENTRY Held; /* of VISITOR_HELD, guarded by the driver's lock */
    UINT32 Gpadl;
    PMDL Mdl;
    PVOID Buffer;
} VISITOR_CLIENT, *PVISITOR_CLIENT;

typedef struct _VISITOR_HELD {
    LIST_ENTRY Link;
    VMBPACKETCOMPLETION Packet;
    PVOID Buffer;
    UINT32 Length;
} VISITOR_HELD, *PVISITOR_HELD;

static struct {
    PDEVICE_OBJECT DeviceObject;
    KSPIN_LOCK Lock;
    VISITOR_CLIENT Clients[VISITOR_CHANNELS_MAX];
    ULONG Count;
    VISITOR_COUNTS Counts;
} Visitor;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD VisitorUnload;
static DRIVER_DISPATCH VisitorDispatch;
static EVT_VMB_CHANNEL_OPENED VisitorOpened;
static EVT_VMB_CHANNEL_CLOSED VisitorClosed;
static EVT_VMB_CHANNEL_SUSPEND VisitorSuspend;
static EVT_VMB_CHANNEL_PROCESS_PACKET VisitorReceive;
static EVT_VMB_CHANNEL_PNP_FAILURE VisitorPnpFailure;

static VOID VisitorWrong(const char *What)
{
    KdPrintEx((DPFLTR_IHVBUS_ID, DPFLTR_ERROR_LEVEL, "visitor: %s\n", What));
    InterlockedIncrement((PLONG)&Visitor.Counts.Wrong);
}

static NTSTATUS VisitorOpened(VMBCHANNEL Channel)
{
    PVISITOR_CLIENT Client = VmbChannelGetPointer(Channel);

    InterlockedIncrement((PLONG)&Visitor.Counts.Opened);
    KeSetEvent(&Client->Open, IO_NO_INCREMENT, FALSE);
    return STATUS_SUCCESS;
}

static VOID VisitorClosed(VMBCHANNEL Channel)
{
    PVISITOR_CLIENT Client = VmbChannelGetPointer(Channel);

    KeClearEvent(&Client->Open);
    InterlockedIncrement((PLONG)&Visitor.Counts.Closed);
}

static VOID VisitorPnpFailure(VMBCHANNEL Channel, NTSTATUS FailureStatus)
{
    UNREFERENCED_PARAMETER(Channel);
    DbgPrint("visitor: no device, %08x\n", FailureStatus);
}

static VOID VisitorAnswer(PVISITOR_CLIENT Client)
{
    PLIST_ENTRY Entry;

    while ((Entry = ExInterlockedRemoveHeadList(&Client->Held, &Visitor.Lock)) != NULL) {
        PVISITOR_HELD Held = CONTAINING_RECORD(Entry, VISITOR_HELD, Link);
        UINT32 Echo[2] = {0, Held->Length >= 8 ? ((PUINT32)Held->Buffer)[1] : 0};

        InterlockedDecrement((PLONG)&Visitor.Counts.Held);
        VmbChannelPacketComplete(Held->Packet, Echo, sizeof(Echo));
        ExFreePool(Held);
    }
}

static VOID VisitorSuspend(VMBCHANNEL Channel)
{
    VisitorAnswer(VmbChannelGetPointer(Channel));
}

static VOID VisitorReceive(VMBCHANNEL Channel, VMBPACKETCOMPLETION Packet, PVOID Buffer, UINT32 BufferLength, UINT32 Flags)
{
    PVISITOR_CLIENT Client = VmbChannelGetPointer(Channel);
    PVISITOR_HELD Held = ExAllocatePoolZero(NonPagedPoolNx, sizeof(*Held), VISITOR_TAG);

    UNREFERENCED_PARAMETER(Flags);
    if (BufferLength >= 8) {
        UINT32 Sequence = ((PUINT32)Buffer)[1];

        if (Sequence <= Client->LastSequence) VisitorWrong("a sequence that goes back");
        Client->LastSequence = Sequence;
    }
    InterlockedIncrement((PLONG)&Visitor.Counts.Received[Client->Index]);
    if (Held == NULL) {
        VmbChannelPacketComplete(Packet, NULL, 0);
        return;
    }
    Held->Packet = Packet;
    Held->Buffer = Buffer;
    Held->Length = BufferLength;
    InterlockedIncrement((PLONG)&Visitor.Counts.Held);
    ExInterlockedInsertTailList(&Client->Held, &Held->Link, &Visitor.Lock);
}

/* A buffer is shown to the server for as long as the channel is open. */
static NTSTATUS VisitorShare(PVISITOR_CLIENT Client)
{
    Client->Buffer = ExAllocatePoolZero(NonPagedPoolNx, 3 * PAGE_SIZE, VISITOR_TAG);
    if (Client->Buffer == NULL) return STATUS_INSUFFICIENT_RESOURCES;
    Client->Mdl = IoAllocateMdl(Client->Buffer, 3 * PAGE_SIZE, FALSE, FALSE, NULL);
    if (Client->Mdl == NULL) return STATUS_INSUFFICIENT_RESOURCES;
    MmBuildMdlForNonPagedPool(Client->Mdl);
    return VmbChannelCreateGpadlFromMdl(Client->Channel, VMBUS_CHANNEL_GPADL_FLAG_READ_ONLY, Client->Mdl, 0, 0,
                                        &Client->Gpadl);
}

static NTSTATUS VisitorConfigure(PVISITOR_CLIENT Client, const VISITOR_CONNECT *Where)
{
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS Callbacks;
    DECLARE_CONST_UNICODE_STRING(Name, L"visitor");
    GUID Instance = Where->Instance;
    NTSTATUS Status;

    VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&Callbacks);
    Callbacks.EvtChannelOpened = VisitorOpened;
    Callbacks.EvtChannelClosed = VisitorClosed;
    Callbacks.EvtChannelSuspend = VisitorSuspend;
    Instance.Data4[7] = (UCHAR)(Instance.Data4[7] + Client->Index);
    VmbChannelSetPointer(Client->Channel, Client);
    Status = VmbChannelInitSetStateChangeCallbacks(Client->Channel, &Callbacks);
    if (NT_SUCCESS(Status)) Status = VmbChannelInitSetProcessPacketCallbacks(Client->Channel, VisitorReceive, NULL);
    if (NT_SUCCESS(Status)) Status = VmbChannelInitSetFriendlyName(Client->Channel, &Name);
    if (NT_SUCCESS(Status)) Status = VmbChannelInitSetMaximumPacketSize(Client->Channel, 4096);
    if (NT_SUCCESS(Status)) Status = VmbChannelInitSetMaximumExternalData(Client->Channel, 65536, 16);
    if (NT_SUCCESS(Status)) Status = VmbChannelInitSetFlags(Client->Channel, 0);
    if (NT_SUCCESS(Status)) Status = VmbClientChannelInitSetRingBufferPageCount(Client->Channel, 1 + Client->Index, 2);
    if (NT_SUCCESS(Status))
        Status = VmbClientChannelInitSetTargetPnp(Client->Channel, &Where->Type, &Instance, VisitorPnpFailure);
    if (VmbServerChannelInitSetFlags(Client->Channel, 0) == STATUS_SUCCESS) VisitorWrong("a server's setter");
    return Status;
}

static NTSTATUS VisitorConnectOne(PVISITOR_CLIENT Client, const VISITOR_CONNECT *Where)
{
    LARGE_INTEGER Timeout;
    UINT16 Latency = 0;
    NTSTATUS Status = VmbChannelAllocate(Visitor.DeviceObject, FALSE, &Client->Channel);

    if (!NT_SUCCESS(Status)) return Status;
    Client->LastSequence = 0;
    Status = VisitorConfigure(Client, Where);
    if (NT_SUCCESS(Status)) Status = VmbChannelEnable(Client->Channel);
    Client->Enabled = (BOOLEAN)NT_SUCCESS(Status);
    if (!NT_SUCCESS(Status)) return Status;
    Timeout.QuadPart = -10LL * 10000000;
    if (KeWaitForSingleObject(&Client->Open, Executive, KernelMode, FALSE, &Timeout) == STATUS_TIMEOUT)
        return STATUS_IO_TIMEOUT;
    (VOID)VmbChannelSetInterruptLatency(Client->Channel, 50, &Latency); /* a hint: it is no harm if nobody takes it */
    return VisitorShare(Client);
}

static VOID VisitorDisconnect(VOID)
{
    while (Visitor.Count != 0) {
        PVISITOR_CLIENT Client = &Visitor.Clients[--Visitor.Count];

        if (Client->Gpadl != 0) VmbChannelDeleteGpadl(Client->Channel, Client->Gpadl);
        if (Client->Enabled) VmbChannelDisable(Client->Channel);
        if (Client->Channel != NULL) VmbChannelCleanup(Client->Channel);
        if (Client->Mdl != NULL) IoFreeMdl(Client->Mdl);
        if (Client->Buffer != NULL) ExFreePoolWithTag(Client->Buffer, VISITOR_TAG);
        RtlZeroMemory(Client, sizeof(*Client));
    }
}

static NTSTATUS VisitorConnect(const VISITOR_CONNECT *Where)
{
    NTSTATUS Status = STATUS_SUCCESS;

    if (Visitor.Count != 0 || Where->Count > VISITOR_CHANNELS_MAX) return STATUS_INVALID_PARAMETER;
    while (NT_SUCCESS(Status) && Visitor.Count < Where->Count) {
        PVISITOR_CLIENT Client = &Visitor.Clients[Visitor.Count];

        Client->Index = Visitor.Count++;
        KeInitializeEvent(&Client->Open, NotificationEvent, FALSE);
        InitializeListHead(&Client->Held);
        Status = VisitorConnectOne(Client, Where);
    }
    if (!NT_SUCCESS(Status)) VisitorDisconnect();
    return Status;
}

static NTSTATUS VisitorAsk(ULONG Times)
{
    ULONG Turn, Index;

    for (Turn = 0; Turn < Times; ++Turn) {
        for (Index = 0; Index < Visitor.Count; ++Index) {
            UINT32 Question[4] = {0, Turn, Index, 0xA5C};
            UINT32 Reply[16] = {0};
            UINT32 ReplySize = sizeof(Reply);
            NTSTATUS Status = VmbChannelSendSynchronousRequest(Visitor.Clients[Index].Channel, Question,
                                                               sizeof(Question), NULL,
                                                               VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION, Reply,
                                                               &ReplySize, NULL);
            if (!NT_SUCCESS(Status)) return Status;
            if (ReplySize < 16 || RtlCompareMemory(Reply, Question, 16) != 16) VisitorWrong("an answer");
            Visitor.Counts.Answered++;
        }
    }
    return STATUS_SUCCESS;
}

static NTSTATUS VisitorControl(ULONG Code, PVOID Buffer, ULONG InputLength, ULONG OutputLength, PULONG_PTR Information)
{
    ULONG Index;

    switch (Code) {
    case IOCTL_VISITOR_CONNECT:
        return InputLength < sizeof(VISITOR_CONNECT) ? STATUS_BUFFER_TOO_SMALL : VisitorConnect(Buffer);
    case IOCTL_VISITOR_DISCONNECT:
        VisitorDisconnect();
        return STATUS_SUCCESS;
    case IOCTL_VISITOR_ASK:
        return InputLength < sizeof(VISITOR_ASK) ? STATUS_BUFFER_TOO_SMALL : VisitorAsk(((VISITOR_ASK *)Buffer)->Times);
    case IOCTL_VISITOR_ANSWER:
        for (Index = 0; Index < Visitor.Count; ++Index) VisitorAnswer(&Visitor.Clients[Index]);
        return STATUS_SUCCESS;
    case IOCTL_VISITOR_COUNTS:
        if (OutputLength < sizeof(VISITOR_COUNTS)) return STATUS_BUFFER_TOO_SMALL;
        *(VISITOR_COUNTS *)Buffer = Visitor.Counts;
        *Information = sizeof(VISITOR_COUNTS);
        return STATUS_SUCCESS;
    default:
        return STATUS_INVALID_DEVICE_REQUEST;
    }
}

static NTSTATUS VisitorDispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS Status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Information = 0;
    if (Stack->MajorFunction == IRP_MJ_DEVICE_CONTROL)
        Status = VisitorControl(Stack->Parameters.DeviceIoControl.IoControlCode, Irp->AssociatedIrp.SystemBuffer,
                                Stack->Parameters.DeviceIoControl.InputBufferLength,
                                Stack->Parameters.DeviceIoControl.OutputBufferLength, &Irp->IoStatus.Information);
    Irp->IoStatus.Status = Status;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static VOID VisitorUnload(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Visitor");

    VisitorDisconnect();
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Visitor");
    UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Visitor");
    NTSTATUS Status;

    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeSpinLock(&Visitor.Lock);
    Status = IoCreateDevice(DriverObject, 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &Visitor.DeviceObject);
    if (!NT_SUCCESS(Status)) return Status;
    Status = IoCreateSymbolicLink(&Link, &Name);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(Visitor.DeviceObject);
        return Status;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = VisitorDispatch;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = VisitorDispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = VisitorDispatch;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = VisitorDispatch;
    DriverObject->DriverUnload = VisitorUnload;
    return STATUS_SUCCESS;
}
