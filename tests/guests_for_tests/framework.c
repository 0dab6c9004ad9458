// SPDX-License-Identifier: Apache-2.0
// A framework driver: a control device with a sequential queue and one that it drains itself.
#include <ntddk.h>
#include <wdf.h>

#define IOCTL_ECHO CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_PARK CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_RELEASE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x802, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef struct _DEVICE_CONTEXT {
  WDFQUEUE Parked;
  ULONG Opens;
} DEVICE_CONTEXT;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(DEVICE_CONTEXT, DeviceContext);

static VOID FileCreate(WDFDEVICE Device, WDFREQUEST Request, WDFFILEOBJECT File) {
  UNREFERENCED_PARAMETER(File);
  DeviceContext(Device)->Opens++;
  WdfRequestComplete(Request, STATUS_SUCCESS);
}

static VOID Echo(WDFREQUEST Request) {
  PVOID input, output;
  size_t inputLength, outputLength;
  NTSTATUS status = WdfRequestRetrieveInputBuffer(Request, 1, &input, &inputLength);
  if (NT_SUCCESS(status))
    status = WdfRequestRetrieveOutputBuffer(Request, inputLength, &output, &outputLength);
  WdfRequestCompleteWithInformation(Request, status, NT_SUCCESS(status) ? inputLength : 0);
}

static VOID Control(WDFQUEUE Queue, WDFREQUEST Request, size_t OutputLength, size_t InputLength, ULONG Code) {
  DEVICE_CONTEXT* context = DeviceContext(WdfIoQueueGetDevice(Queue));
  WDFREQUEST parked;
  UNREFERENCED_PARAMETER(OutputLength);
  UNREFERENCED_PARAMETER(InputLength);
  switch (Code) {
    case IOCTL_ECHO:
      Echo(Request);
      break;
    case IOCTL_PARK: {
      NTSTATUS status = WdfRequestForwardToIoQueue(Request, context->Parked);
      if (!NT_SUCCESS(status)) WdfRequestComplete(Request, status);
      break;
    }
    case IOCTL_RELEASE: {
      NTSTATUS status = WdfIoQueueRetrieveNextRequest(context->Parked, &parked);
      if (NT_SUCCESS(status)) WdfRequestComplete(parked, STATUS_SUCCESS);
      WdfRequestComplete(Request, status);
      break;
    }
    default:
      WdfRequestComplete(Request, STATUS_INVALID_DEVICE_REQUEST);
  }
}

static VOID Unload(WDFDRIVER Driver) { UNREFERENCED_PARAMETER(Driver); }

static NTSTATUS MakeQueues(WDFDEVICE Device) {
  WDF_IO_QUEUE_CONFIG config;
  NTSTATUS status;
  WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&config, WdfIoQueueDispatchSequential);
  config.EvtIoDeviceControl = Control;
  status = WdfIoQueueCreate(Device, &config, WDF_NO_OBJECT_ATTRIBUTES, NULL);
  if (!NT_SUCCESS(status)) return status;
  WDF_IO_QUEUE_CONFIG_INIT(&config, WdfIoQueueDispatchManual);
  return WdfIoQueueCreate(Device, &config, WDF_NO_OBJECT_ATTRIBUTES, &DeviceContext(Device)->Parked);
}

static NTSTATUS MakeDevice(WDFDRIVER Driver) {
  DECLARE_CONST_UNICODE_STRING(name, L"\\Device\\Framework");
  DECLARE_CONST_UNICODE_STRING(link, L"\\DosDevices\\Framework");
  DECLARE_CONST_UNICODE_STRING(everybody, L"D:P(A;;GA;;;WD)");
  WDF_OBJECT_ATTRIBUTES attributes;
  WDF_FILEOBJECT_CONFIG files;
  WDFDEVICE device;
  NTSTATUS status;
  PWDFDEVICE_INIT init = WdfControlDeviceInitAllocate(Driver, &everybody);
  if (init == NULL) return STATUS_INSUFFICIENT_RESOURCES;
  status = WdfDeviceInitAssignName(init, &name);
  if (!NT_SUCCESS(status)) {
    WdfDeviceInitFree(init);
    return status;
  }
  WDF_FILEOBJECT_CONFIG_INIT(&files, FileCreate, WDF_NO_EVENT_CALLBACK, WDF_NO_EVENT_CALLBACK);
  WdfDeviceInitSetFileObjectConfig(init, &files, WDF_NO_OBJECT_ATTRIBUTES);
  WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, DEVICE_CONTEXT);
  status = WdfDeviceCreate(&init, &attributes, &device);
  if (!NT_SUCCESS(status)) {
    WdfDeviceInitFree(init);
    return status;
  }
  status = WdfDeviceCreateSymbolicLink(device, &link);
  if (NT_SUCCESS(status)) status = MakeQueues(device);
  if (NT_SUCCESS(status)) WdfControlFinishInitializing(device);
  return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  WDF_DRIVER_CONFIG config;
  WDFDRIVER driver;
  NTSTATUS status;
  WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
  config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
  config.EvtDriverUnload = Unload;
  status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
  return NT_SUCCESS(status) ? MakeDevice(driver) : status;
}
