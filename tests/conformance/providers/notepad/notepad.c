/*++

SPDX-License-Identifier: Apache-2.0

Module Name:

    notepad.c

Abstract:

    A provider whose requests are about a buffer that the client shares. What maps has to run at PASSIVE_LEVEL, so such a
    packet is deferred when it comes at DISPATCH_LEVEL; the rest is answered in place.

--*/

#include <ntddk.h>
#include <vmbuskernelmodeclientlibapi.h>

#include "../offer.h"

static const GUID NotepadInterfaceType =
    { 0x907e9ad0, 0x2222, 0x4333, { 0x94, 0x44, 0x55, 0x55, 0x66, 0x66, 0x77, 0x77 } };

typedef struct _NOTEPAD
{
    PDEVICE_OBJECT DeviceObject;
    VMBCHANNEL Channel;
    UINT32 Gpadl;
    PMDL Mdl;
    PROVIDER_COUNTS Counts;
} NOTEPAD, *PNOTEPAD;

static NOTEPAD Notepad;

static EVT_VMB_CHANNEL_PROCESS_PACKET NotepadProcessPacket;
static EVT_VMB_CHANNEL_CLOSED NotepadClosed;
static EVT_VMB_CHANNEL_SUSPEND NotepadSuspended;
DRIVER_INITIALIZE DriverEntry;

static VOID
NotepadUnmapBuffer(
    VOID
    )
{
    if (Notepad.Mdl != NULL)
    {
        Notepad.Mdl = NULL;
        VmbChannelUnmapGpadl(Notepad.Channel, Notepad.Gpadl);
    }
}

static VOID
NotepadClosed(
    _In_ VMBCHANNEL Channel
    )
{
    UNREFERENCED_PARAMETER(Channel);
    NotepadUnmapBuffer();
    Notepad.Counts.Closed += 1;
}

static VOID
NotepadSuspended(
    _In_ VMBCHANNEL Channel
    )
{
    UNREFERENCED_PARAMETER(Channel);
    Notepad.Counts.Suspended += 1;
}

static NTSTATUS
NotepadMapBuffer(
    _In_ const NOTEPAD_REQUEST* Request
    )
{
    NTSTATUS Status;

    if (Notepad.Mdl != NULL)
    {
        return STATUS_DEVICE_BUSY;
    }
    Status = VmbChannelMapGpadl(Notepad.Channel, Request->Value, Request->Gpadl, &Notepad.Mdl);
    if (NT_SUCCESS(Status))
    {
        Notepad.Gpadl = Request->Gpadl;
    }
    return Status;
}

static NTSTATUS
NotepadTouchBuffer(
    _In_ const NOTEPAD_REQUEST* Request,
    _Inout_ NOTEPAD_ANSWER* Answer
    )
{
    PMDL Mdl;

    if (Notepad.Mdl == NULL)
    {
        return STATUS_INVALID_DEVICE_STATE;
    }
    for (Mdl = Notepad.Mdl; Mdl != NULL; Mdl = Mdl->Next)
    {
        PUCHAR Bytes = MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority);
        ULONG Index;

        if (Bytes == NULL)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        for (Index = 0; Index < MmGetMdlByteCount(Mdl); Index++)
        {
            if (Request->Verb == NotepadFill)
            {
                Bytes[Index] = (UCHAR)Request->Value;
            }
            Answer->Sum += Bytes[Index];
        }
        Answer->Bytes += MmGetMdlByteCount(Mdl);
    }
    return STATUS_SUCCESS;
}

static VOID
NotepadProcessPacket(
    _In_ VMBCHANNEL Channel,
    _In_ VMBPACKETCOMPLETION Packet,
    _In_reads_bytes_(BufferLength) PVOID Buffer,
    _In_ UINT32 BufferLength,
    _In_ UINT32 Flags
    )
{
    NOTEPAD_REQUEST* Request = Buffer;
    NOTEPAD_ANSWER Answer = { 0 };

    UNREFERENCED_PARAMETER(Channel);
    UNREFERENCED_PARAMETER(Flags);

    if (BufferLength < sizeof(*Request))
    {
        Notepad.Counts.Failed += 1;
        VmbChannelPacketFail(Packet);
        return;
    }
    if ((Request->Verb == NotepadMap || Request->Verb == NotepadUnmap) && KeGetCurrentIrql() != PASSIVE_LEVEL)
    {
        Notepad.Counts.Deferred += 1;
        VmbChannelPacketDeferToPassive(Packet);
        return;
    }
    Notepad.Counts.Packets += 1;
    switch (Request->Verb)
    {
    case NotepadMap:
        Answer.Status = NotepadMapBuffer(Request);
        break;
    case NotepadUnmap:
        NotepadUnmapBuffer();
        break;
    default:
        Answer.Status = NotepadTouchBuffer(Request, &Answer);
        break;
    }
    VmbChannelPacketComplete(Packet, &Answer, sizeof(Answer));
}

static NTSTATUS
NotepadOffer(
    _In_ const PROVIDER_OFFER* Offer
    )
{
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS Callbacks;
    NTSTATUS Status;

    Status = VmbChannelAllocate(Notepad.DeviceObject, TRUE, &Notepad.Channel);
    if (!NT_SUCCESS(Status))
    {
        return Status;
    }
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&Callbacks);
    Callbacks.EvtChannelClosed = NotepadClosed;
    Callbacks.EvtChannelSuspend = NotepadSuspended;
    Status = VmbChannelInitSetStateChangeCallbacks(Notepad.Channel, &Callbacks);
    if (!NT_SUCCESS(Status)) goto Exit;
    Status = VmbChannelInitSetProcessPacketCallbacks(Notepad.Channel, NotepadProcessPacket, NULL);
    if (!NT_SUCCESS(Status)) goto Exit;
    Status = VmbServerChannelInitSetTargetInterfaceId(Notepad.Channel, NotepadInterfaceType, Offer->Instance);
    if (!NT_SUCCESS(Status)) goto Exit;
    Status = VmbServerChannelInitSetVmbusHandle(Notepad.Channel, (HANDLE)(ULONG_PTR)Offer->VmbusHandle);
    if (!NT_SUCCESS(Status)) goto Exit;
    Status = VmbChannelEnable(Notepad.Channel);
    if (!NT_SUCCESS(Status)) goto Exit;
    VmbChannelStart(Notepad.Channel);
    return STATUS_SUCCESS;

Exit:
    VmbChannelCleanup(Notepad.Channel);
    Notepad.Channel = NULL;
    return Status;
}

static VOID
NotepadRevoke(
    VOID
    )
{
    if (Notepad.Channel != NULL)
    {
        VmbChannelDisable(Notepad.Channel);
        VmbChannelCleanup(Notepad.Channel);
        Notepad.Channel = NULL;
    }
}

static NTSTATUS
NotepadDispatch(
    _In_ PDEVICE_OBJECT DeviceObject,
    _Inout_ PIRP Irp
    )
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS Status = STATUS_SUCCESS;
    ULONG_PTR Information = 0;

    UNREFERENCED_PARAMETER(DeviceObject);
    if (Stack->MajorFunction == IRP_MJ_DEVICE_CONTROL)
    {
        switch (Stack->Parameters.DeviceIoControl.IoControlCode)
        {
        case IOCTL_PROVIDER_OFFER:
            Status = NotepadOffer(Irp->AssociatedIrp.SystemBuffer);
            break;
        case IOCTL_PROVIDER_REVOKE:
            NotepadRevoke();
            break;
        case IOCTL_PROVIDER_COUNTS:
            *(PROVIDER_COUNTS*)Irp->AssociatedIrp.SystemBuffer = Notepad.Counts;
            Information = sizeof(PROVIDER_COUNTS);
            break;
        default:
            Status = STATUS_INVALID_DEVICE_REQUEST;
            break;
        }
    }
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static VOID
NotepadUnload(
    _In_ PDRIVER_OBJECT DriverObject
    )
{
    UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\??\\Notepad");

    UNREFERENCED_PARAMETER(DriverObject);
    NotepadRevoke();
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(Notepad.DeviceObject);
}

NTSTATUS
DriverEntry(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_ PUNICODE_STRING RegistryPath
    )
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Notepad");
    UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\??\\Notepad");
    NTSTATUS Status;

    UNREFERENCED_PARAMETER(RegistryPath);
    RtlZeroMemory(&Notepad, sizeof(Notepad));
    DriverObject->MajorFunction[IRP_MJ_CREATE] = NotepadDispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = NotepadDispatch;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = NotepadDispatch;
    DriverObject->DriverUnload = NotepadUnload;
    Status = IoCreateDevice(DriverObject, 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &Notepad.DeviceObject);
    if (NT_SUCCESS(Status))
    {
        Status = IoCreateSymbolicLink(&Link, &Name);
    }
    return Status;
}
