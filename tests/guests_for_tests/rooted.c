// SPDX-License-Identifier: Apache-2.0
// A framework driver of a root enumerated device. It prints what it is told; the parameter FailAt names the step
// that fails.
#include <initguid.h>
#include <ntddk.h>
#include <wdf.h>

DEFINE_GUID(GUID_ROOTED, 0x6d1f9a10, 0x1111, 0x4222, 0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x77);

DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_DEVICE_ADD DeviceAdd;
static EVT_WDF_DRIVER_UNLOAD Unload;
static EVT_WDF_DEVICE_PREPARE_HARDWARE PrepareHardware;
static EVT_WDF_DEVICE_RELEASE_HARDWARE ReleaseHardware;
static EVT_WDF_DEVICE_D0_ENTRY D0Entry;
static EVT_WDF_DEVICE_D0_EXIT D0Exit;
static EVT_WDF_DEVICE_SELF_MANAGED_IO_INIT IoInit;
static EVT_WDF_DEVICE_SELF_MANAGED_IO_SUSPEND IoSuspend;
static EVT_WDF_DEVICE_SELF_MANAGED_IO_FLUSH IoFlush;
static EVT_WDF_DEVICE_SELF_MANAGED_IO_CLEANUP IoCleanup;
static EVT_WDF_OBJECT_CONTEXT_CLEANUP Cleanup;

static ULONG FailAt;

static NTSTATUS Step(ULONG Number, PCSTR Name) {
  DbgPrint("%s\n", Name);
  return Number == FailAt ? STATUS_DEVICE_CONFIGURATION_ERROR : STATUS_SUCCESS;
}

static NTSTATUS PrepareHardware(WDFDEVICE Device, WDFCMRESLIST Raw, WDFCMRESLIST Translated) {
  UNREFERENCED_PARAMETER(Device);
  UNREFERENCED_PARAMETER(Raw);
  UNREFERENCED_PARAMETER(Translated);
  return Step(2, "prepare");
}

static NTSTATUS ReleaseHardware(WDFDEVICE Device, WDFCMRESLIST Translated) {
  UNREFERENCED_PARAMETER(Device);
  UNREFERENCED_PARAMETER(Translated);
  return Step(0, "release");
}

static NTSTATUS D0Entry(WDFDEVICE Device, WDF_POWER_DEVICE_STATE PreviousState) {
  UNREFERENCED_PARAMETER(Device);
  return Step(3, PreviousState == WdfPowerDeviceD3Final ? "up" : "up from elsewhere");
}

static NTSTATUS D0Exit(WDFDEVICE Device, WDF_POWER_DEVICE_STATE TargetState) {
  UNREFERENCED_PARAMETER(Device);
  return Step(0, TargetState == WdfPowerDeviceD3Final ? "down" : "down to elsewhere");
}

static NTSTATUS IoInit(WDFDEVICE Device) {
  UNREFERENCED_PARAMETER(Device);
  return Step(4, "io init");
}

static NTSTATUS IoSuspend(WDFDEVICE Device) {
  UNREFERENCED_PARAMETER(Device);
  return Step(0, "io suspend");
}

static VOID IoFlush(WDFDEVICE Device) {
  UNREFERENCED_PARAMETER(Device);
  Step(0, "io flush");
}

static VOID IoCleanup(WDFDEVICE Device) {
  UNREFERENCED_PARAMETER(Device);
  Step(0, "io cleanup");
}

static VOID Cleanup(WDFOBJECT Device) {
  UNREFERENCED_PARAMETER(Device);
  Step(0, "cleanup");
}

static VOID Unload(WDFDRIVER Driver) {
  UNREFERENCED_PARAMETER(Driver);
  Step(0, "unload");
}

static NTSTATUS DeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit) {
  WDF_PNPPOWER_EVENT_CALLBACKS power;
  WDF_OBJECT_ATTRIBUTES attributes;
  WDFDEVICE device;
  INTERFACE unknown;
  NTSTATUS status = Step(1, "add");

  UNREFERENCED_PARAMETER(Driver);
  if (!NT_SUCCESS(status)) return status;
  WDF_PNPPOWER_EVENT_CALLBACKS_INIT(&power);
  power.EvtDevicePrepareHardware = PrepareHardware;
  power.EvtDeviceReleaseHardware = ReleaseHardware;
  power.EvtDeviceD0Entry = D0Entry;
  power.EvtDeviceD0Exit = D0Exit;
  power.EvtDeviceSelfManagedIoInit = IoInit;
  power.EvtDeviceSelfManagedIoSuspend = IoSuspend;
  power.EvtDeviceSelfManagedIoFlush = IoFlush;
  power.EvtDeviceSelfManagedIoCleanup = IoCleanup;
  WdfDeviceInitSetPnpPowerEventCallbacks(DeviceInit, &power);
  WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
  attributes.EvtCleanupCallback = Cleanup;
  status = WdfDeviceCreate(&DeviceInit, &attributes, &device);
  if (!NT_SUCCESS(status)) return status;
  if (WdfFdoQueryForInterface(device, &GUID_ROOTED, &unknown, sizeof(unknown), 1, NULL) !=
      STATUS_NOT_SUPPORTED) {
    return STATUS_UNSUCCESSFUL;
  }
  return WdfDeviceCreateDeviceInterface(device, &GUID_ROOTED, NULL);
}

static VOID ReadFailAt(WDFDRIVER Driver) {
  DECLARE_CONST_UNICODE_STRING(name, L"FailAt");
  WDFKEY key;
  if (!NT_SUCCESS(WdfDriverOpenParametersRegistryKey(Driver, KEY_READ, WDF_NO_OBJECT_ATTRIBUTES, &key)))
    return;
  WdfRegistryQueryULong(key, &name, &FailAt);
  WdfRegistryClose(key);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  WDF_DRIVER_CONFIG config;
  WDFDRIVER driver;
  NTSTATUS status;
  WDF_DRIVER_CONFIG_INIT(&config, DeviceAdd);
  config.EvtDriverUnload = Unload;
  status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
  if (NT_SUCCESS(status)) ReadFailAt(driver);
  return status;
}
