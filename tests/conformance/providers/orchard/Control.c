/* SPDX-License-Identifier: Apache-2.0 */
#include "Orchard.h"

static NTSTATUS
OrchardOffer(_In_ PORCHARD_DEVICE Device, _In_ WDFREQUEST Request)
{
    FIELD_OFFER* offer;
    NTSTATUS status = WdfRequestRetrieveInputBuffer(Request, sizeof(*offer), (PVOID*)&offer, NULL);

    if (!NT_SUCCESS(status)) return status;
    return OrchardTreesCreate(Device, offer);
}

static NTSTATUS
OrchardCounts(_In_ PORCHARD_DEVICE Device, _In_ WDFREQUEST Request)
{
    WDFMEMORY memory;
    NTSTATUS status = WdfRequestRetrieveOutputMemory(Request, &memory);

    if (!NT_SUCCESS(status)) return status;
    WdfSpinLockAcquire(Device->Lock);
    status = WdfMemoryCopyFromBuffer(memory, 0, &Device->Counts, sizeof(Device->Counts));
    WdfSpinLockRelease(Device->Lock);
    if (NT_SUCCESS(status)) WdfRequestSetInformation(Request, sizeof(Device->Counts));
    return status;
}

static NTSTATUS
OrchardSave(_In_ PORCHARD_DEVICE Device, _In_ WDFREQUEST Request, _In_ size_t InputLength)
{
    WDFMEMORY scratch;
    FIELD_PIECE piece;
    FIELD_PIECE* out;
    PVOID bytes;
    size_t length;
    NTSTATUS status = WdfRequestRetrieveOutputBuffer(Request, sizeof(*out) + 1, (PVOID*)&out, &length);

    if (!NT_SUCCESS(status)) return status;
    /* In and out are one buffer of the I/O manager's. */
    status = WdfMemoryCreate(WDF_NO_OBJECT_ATTRIBUTES, PagedPool, 0, length - sizeof(*out), &scratch, &bytes);
    if (!NT_SUCCESS(status)) return status;
    RtlZeroMemory(&piece, sizeof(piece));
    status = OrchardTreesSave(Device, (BOOLEAN)(InputLength == 0), bytes, (ULONG)(length - sizeof(*out)), &piece);
    if (NT_SUCCESS(status)) {
        *out = piece;
        status = WdfMemoryCopyToBuffer(scratch, 0, out + 1, piece.Filled);
        WdfRequestSetInformation(Request, sizeof(*out) + piece.Filled);
    }
    WdfObjectDelete(scratch);
    return status;
}

static NTSTATUS
OrchardRestore(_In_ PORCHARD_DEVICE Device, _In_ WDFREQUEST Request)
{
    PVOID bytes;
    size_t length;
    NTSTATUS status = WdfRequestRetrieveInputBuffer(Request, sizeof(ORCHARD_PIECE), &bytes, &length);

    return NT_SUCCESS(status) ? OrchardTreesRestore(Device, bytes, (ULONG)length) : status;
}

VOID
OrchardEvtIoDeviceControl(_In_ WDFQUEUE Queue, _In_ WDFREQUEST Request, _In_ size_t OutputBufferLength,
                          _In_ size_t InputBufferLength, _In_ ULONG IoControlCode)
{
    PORCHARD_DEVICE device = OrchardGetDevice(WdfIoQueueGetDevice(Queue));
    NTSTATUS status = STATUS_SUCCESS;
    PULONG number;

    UNREFERENCED_PARAMETER(OutputBufferLength);
    switch (IoControlCode) {
    case IOCTL_FIELD_OFFER:
        status = OrchardOffer(device, Request);
        break;
    case IOCTL_FIELD_START:
        OrchardTreesStart(device);
        break;
    case IOCTL_FIELD_PAUSE:
        OrchardTreesPause(device);
        break;
    case IOCTL_FIELD_REVOKE:
        OrchardTreesDelete(device);
        break;
    case IOCTL_FIELD_COUNTS:
        status = OrchardCounts(device, Request);
        break;
    case IOCTL_FIELD_SAVE:
        status = OrchardSave(device, Request, InputBufferLength);
        break;
    case IOCTL_FIELD_RESTORE:
        status = OrchardRestore(device, Request);
        break;
    case IOCTL_FIELD_CALL:
        status = WdfRequestRetrieveInputBuffer(Request, sizeof(*number), (PVOID*)&number, NULL);
        if (NT_SUCCESS(status)) status = OrchardTreesCall(device, *number);
        break;
    default:
        status = STATUS_INVALID_DEVICE_REQUEST;
        break;
    }
    WdfRequestComplete(Request, status);
}
