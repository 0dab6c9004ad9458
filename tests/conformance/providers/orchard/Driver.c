/* SPDX-License-Identifier: Apache-2.0 */
#include <initguid.h>
#include "Orchard.h"

DEFINE_GUID(ORCHARD_INTERFACE_TYPE, 0x10000007, 0x1111, 0x4222, 0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x07);

DRIVER_INITIALIZE DriverEntry;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, OrchardEvtDeviceAdd)
#pragma alloc_text(PAGE, OrchardEvtReleaseHardware)
#pragma alloc_text(PAGE, OrchardEvtUnload)
#endif

_Use_decl_annotations_
NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDF_OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    ExInitializeDriverRuntime(DrvRtPoolNxOptIn);

    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    WDF_DRIVER_CONFIG_INIT(&config, OrchardEvtDeviceAdd);
    config.EvtDriverUnload = OrchardEvtUnload;
    config.DriverPoolTag = ORCHARD_TAG;

    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status)) {
        KdPrintEx((DPFLTR_IHVDRIVER_ID, DPFLTR_ERROR_LEVEL, "orchard: WdfDriverCreate failed 0x%x\n", status));
    }
    return status;
}

VOID
OrchardEvtUnload(_In_ WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    PAGED_CODE();
    KdPrint(("orchard: unload\n"));
}

static VOID
OrchardReadParameters(_In_ WDFDRIVER Driver, _Inout_ PORCHARD_DEVICE Device)
{
    DECLARE_CONST_UNICODE_STRING(treesName, L"Trees");
    DECLARE_CONST_UNICODE_STRING(delayName, L"DelayInMilliseconds");
    WDFKEY key;
    ULONG value;

    Device->TreeCount = ORCHARD_TREES_DEFAULT;
    Device->DelayMs = ORCHARD_DELAY_DEFAULT_MS;
    if (!NT_SUCCESS(WdfDriverOpenParametersRegistryKey(Driver, KEY_READ, WDF_NO_OBJECT_ATTRIBUTES, &key))) {
        return;
    }
    if (NT_SUCCESS(WdfRegistryQueryULong(key, &treesName, &value)) && value > 0) {
        Device->TreeCount = min(value, ORCHARD_TREES_MAX);
    }
    if (NT_SUCCESS(WdfRegistryQueryULong(key, &delayName, &value))) {
        Device->DelayMs = value;
    }
    WdfRegistryClose(key);
}

static NTSTATUS
OrchardCreateTools(_In_ PORCHARD_DEVICE Device)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_TIMER_CONFIG timerConfig;
    WDF_WORKITEM_CONFIG workItemConfig;
    NTSTATUS status;

    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ParentObject = Device->Device;
    status = WdfSpinLockCreate(&attributes, &Device->Lock);
    if (!NT_SUCCESS(status)) return status;

    status = WdfCollectionCreate(&attributes, &Device->Trees);
    if (!NT_SUCCESS(status)) return status;

    WDF_TIMER_CONFIG_INIT(&timerConfig, OrchardEvtTimer);
    timerConfig.AutomaticSerialization = FALSE;
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, ORCHARD_TIMER);
    attributes.ParentObject = Device->Device;
    status = WdfTimerCreate(&timerConfig, &attributes, &Device->Timer);
    if (!NT_SUCCESS(status)) return status;
    OrchardGetTimer(Device->Timer)->Owner = Device;

    WDF_WORKITEM_CONFIG_INIT(&workItemConfig, OrchardEvtWorkItem);
    workItemConfig.AutomaticSerialization = FALSE;
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ParentObject = Device->Device;
    return WdfWorkItemCreate(&workItemConfig, &attributes, &Device->WorkItem);
}

NTSTATUS
OrchardEvtDeviceAdd(_In_ WDFDRIVER Driver, _Inout_ PWDFDEVICE_INIT DeviceInit)
{
    DECLARE_CONST_UNICODE_STRING(deviceName, L"\\Device\\Orchard");
    DECLARE_CONST_UNICODE_STRING(linkName, L"\\DosDevices\\Orchard");
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_IO_QUEUE_CONFIG queueConfig;
    WDF_PNPPOWER_EVENT_CALLBACKS pnpCallbacks;
    PORCHARD_DEVICE context;
    WDFDEVICE device;
    NTSTATUS status;

    PAGED_CODE();

    WDF_PNPPOWER_EVENT_CALLBACKS_INIT(&pnpCallbacks);
    pnpCallbacks.EvtDeviceReleaseHardware = OrchardEvtReleaseHardware;
    WdfDeviceInitSetPnpPowerEventCallbacks(DeviceInit, &pnpCallbacks);
    WdfDeviceInitSetDeviceType(DeviceInit, FILE_DEVICE_UNKNOWN);
    WdfDeviceInitSetCharacteristics(DeviceInit, FILE_DEVICE_SECURE_OPEN, FALSE);
    WdfDeviceInitSetIoType(DeviceInit, WdfDeviceIoBuffered);
    status = WdfDeviceInitAssignName(DeviceInit, &deviceName);
    if (!NT_SUCCESS(status)) return status;

    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, ORCHARD_DEVICE);
    status = WdfDeviceCreate(&DeviceInit, &attributes, &device);
    if (!NT_SUCCESS(status)) return status;

    context = OrchardGetDevice(device);
    NT_ASSERT(context->TreeCount == 0);
    context->Device = device;
    InitializeListHead(&context->Ripe);
    OrchardReadParameters(Driver, context);

    status = OrchardCreateTools(context);
    if (!NT_SUCCESS(status)) return status;

    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queueConfig, WdfIoQueueDispatchSequential);
    queueConfig.EvtIoDeviceControl = OrchardEvtIoDeviceControl;
    queueConfig.PowerManaged = WdfFalse;
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ExecutionLevel = WdfExecutionLevelPassive;
    status = WdfIoQueueCreate(device, &queueConfig, &attributes, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status)) return status;

    return WdfDeviceCreateSymbolicLink(device, &linkName);
}

/* The framework's objects are still there, which they no longer are in the device's cleanup callback. */
NTSTATUS
OrchardEvtReleaseHardware(_In_ WDFDEVICE Device, _In_ WDFCMRESLIST ResourcesTranslated)
{
    UNREFERENCED_PARAMETER(ResourcesTranslated);
    PAGED_CODE();
    OrchardTreesDelete(OrchardGetDevice(Device));
    return STATUS_SUCCESS;
}
