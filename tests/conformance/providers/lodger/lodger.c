/* SPDX-License-Identifier: Apache-2.0
 *
 * A root enumerated device, the way of the samples: everything begins in EvtDriverDeviceAdd.
 */
#define INITGUID
#include <ntddk.h>
#include <wdf.h>
#include <vmbuskernelmodeclientlibapi.h>
#include "../field.h"

static const GUID LodgerType = {0x10000006, 0x1111, 0x4222, {0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x06}};

typedef struct _LODGER_CONTEXT {
  KMCL_SERVER_INTERFACE_V1 Vmb; /* asked of the device stack; nothing is linked */
  VMBCHANNEL Channel;
  HANDLE Bus;
  LONG PowerUps;
  FIELD_COUNTS Counts;
} LODGER_CONTEXT, *PLODGER_CONTEXT;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(LODGER_CONTEXT, LodgerGetContext)

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD LodgerDeviceAdd;
EVT_WDF_DEVICE_PREPARE_HARDWARE LodgerPrepareHardware;
EVT_WDF_DEVICE_RELEASE_HARDWARE LodgerReleaseHardware;
EVT_WDF_DEVICE_D0_ENTRY LodgerD0Entry;
EVT_WDF_DEVICE_D0_EXIT LodgerD0Exit;
EVT_WDF_OBJECT_CONTEXT_CLEANUP LodgerCleanup;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL LodgerControl;

static PLODGER_CONTEXT LodgerFirst;

static VOID LodgerPacket(VMBCHANNEL Channel, VMBPACKETCOMPLETION Packet, PVOID Buffer, UINT32 BufferLength, UINT32 Flags) {
  PLODGER_CONTEXT Context = LodgerFirst;
  UNREFERENCED_PARAMETER(Flags);
  if (Context->Vmb.VmbChannelGetPointer(Channel) != Context) Context->Counts.Wrong++;
  Context->Counts.Packets++;
  Context->Vmb.VmbChannelPacketComplete(Packet, Buffer, BufferLength);
}

NTSTATUS LodgerPrepareHardware(WDFDEVICE Device, WDFCMRESLIST Raw, WDFCMRESLIST Translated) {
  PLODGER_CONTEXT Context = LodgerGetContext(Device);
  NTSTATUS Status;
  UNREFERENCED_PARAMETER(Raw);
  UNREFERENCED_PARAMETER(Translated);
  Status = WdfFdoQueryForInterface(Device, &KMCL_SERVER_INTERFACE_TYPE, (PINTERFACE)&Context->Vmb, sizeof(Context->Vmb),
                                   KMCL_SERVER_INTERFACE_VERSION_V1, NULL);
  if (!NT_SUCCESS(Status)) return Status;
  Status = Context->Vmb.VmbChannelAllocate(WdfDeviceWdmGetDeviceObject(Device), TRUE, &Context->Channel);
  if (!NT_SUCCESS(Status)) return Status;
  Context->Vmb.VmbChannelSetPointer(Context->Channel, Context);
  LodgerFirst = Context;
  return Context->Vmb.VmbChannelInitSetProcessPacketCallbacks(Context->Channel, LodgerPacket, NULL);
}

NTSTATUS LodgerReleaseHardware(WDFDEVICE Device, WDFCMRESLIST Translated) {
  PLODGER_CONTEXT Context = LodgerGetContext(Device);
  UNREFERENCED_PARAMETER(Translated);
  if (Context->PowerUps != 0) Context->Counts.Wrong++;
  if (Context->Channel != NULL) {
    Context->Vmb.VmbChannelDisable(Context->Channel);
    Context->Vmb.VmbChannelCleanup(Context->Channel);
    Context->Channel = NULL;
  }
  return STATUS_SUCCESS;
}

NTSTATUS LodgerD0Entry(WDFDEVICE Device, WDF_POWER_DEVICE_STATE PreviousState) {
  UNREFERENCED_PARAMETER(PreviousState);
  LodgerGetContext(Device)->PowerUps++;
  return STATUS_SUCCESS;
}

NTSTATUS LodgerD0Exit(WDFDEVICE Device, WDF_POWER_DEVICE_STATE TargetState) {
  UNREFERENCED_PARAMETER(TargetState);
  LodgerGetContext(Device)->PowerUps--;
  return STATUS_SUCCESS;
}

VOID LodgerCleanup(WDFOBJECT Object) {
  PLODGER_CONTEXT Context = LodgerGetContext(Object);
  if (Context->Bus != NULL) ZwClose(Context->Bus);
}

VOID LodgerControl(WDFQUEUE Queue, WDFREQUEST Request, size_t OutputBufferLength, size_t InputBufferLength, ULONG Code) {
  WDFDEVICE Device = WdfIoQueueGetDevice(Queue);
  PLODGER_CONTEXT Context = LodgerGetContext(Device);
  NTSTATUS Status = STATUS_SUCCESS;
  ULONG_PTR Information = 0;
  PVOID Buffer;
  UNREFERENCED_PARAMETER(InputBufferLength);
  UNREFERENCED_PARAMETER(OutputBufferLength);
  switch (Code) {
    case IOCTL_FIELD_OFFER:
      Status = WdfRequestRetrieveInputBuffer(Request, sizeof(FIELD_OFFER), &Buffer, NULL);
      if (!NT_SUCCESS(Status)) break;
      Status = Context->Vmb.VmbConvertVmbusHandleToKernelHandle((HANDLE)((FIELD_OFFER*)Buffer)->VmbusHandle, &Context->Bus);
      if (!NT_SUCCESS(Status)) break;
      Status = Context->Vmb.VmbServerChannelInitSetVmbusHandle(Context->Channel, Context->Bus);
      if (!NT_SUCCESS(Status)) break;
      Status = Context->Vmb.VmbServerChannelInitSetTargetInterfaceId(Context->Channel, LodgerType, ((FIELD_OFFER*)Buffer)->Instance);
      if (!NT_SUCCESS(Status)) break;
      Status = Context->Vmb.VmbChannelEnable(Context->Channel);
      break;
    case IOCTL_FIELD_START: Context->Vmb.VmbChannelStart(Context->Channel); break;
    case IOCTL_FIELD_PAUSE: Context->Vmb.VmbChannelPause(Context->Channel); break;
    case IOCTL_FIELD_REVOKE: Context->Vmb.VmbChannelDisable(Context->Channel); break;
    case IOCTL_FIELD_COUNTS:
      Status = WdfRequestRetrieveOutputBuffer(Request, sizeof(FIELD_COUNTS), &Buffer, NULL);
      if (!NT_SUCCESS(Status)) break;
      *(FIELD_COUNTS*)Buffer = Context->Counts;
      Information = sizeof(FIELD_COUNTS);
      break;
    default: Status = STATUS_INVALID_DEVICE_REQUEST;
  }
  WdfRequestCompleteWithInformation(Request, Status, Information);
}

NTSTATUS LodgerDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit) {
  WDF_PNPPOWER_EVENT_CALLBACKS PnpCallbacks;
  WDF_OBJECT_ATTRIBUTES Attributes;
  WDF_IO_QUEUE_CONFIG QueueConfig;
  WDFDEVICE Device;
  NTSTATUS Status;
  DECLARE_CONST_UNICODE_STRING(Name, L"\\Device\\Lodger");
  DECLARE_CONST_UNICODE_STRING(Link, L"\\DosDevices\\Lodger");

  UNREFERENCED_PARAMETER(Driver);
  PAGED_CODE();
  WDF_PNPPOWER_EVENT_CALLBACKS_INIT(&PnpCallbacks);
  PnpCallbacks.EvtDevicePrepareHardware = LodgerPrepareHardware;
  PnpCallbacks.EvtDeviceReleaseHardware = LodgerReleaseHardware;
  PnpCallbacks.EvtDeviceD0Entry = LodgerD0Entry;
  PnpCallbacks.EvtDeviceD0Exit = LodgerD0Exit;
  WdfDeviceInitSetPnpPowerEventCallbacks(DeviceInit, &PnpCallbacks);
  WdfDeviceInitSetDeviceType(DeviceInit, FILE_DEVICE_NETWORK);
  WdfDeviceInitSetIoType(DeviceInit, WdfDeviceIoBuffered);
  Status = WdfDeviceInitAssignName(DeviceInit, &Name);
  if (!NT_SUCCESS(Status)) return Status;
  WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&Attributes, LODGER_CONTEXT);
  Attributes.EvtCleanupCallback = LodgerCleanup;
  Status = WdfDeviceCreate(&DeviceInit, &Attributes, &Device);
  if (!NT_SUCCESS(Status)) return Status;
  Status = WdfDeviceCreateSymbolicLink(Device, &Link);
  if (!NT_SUCCESS(Status)) return Status;
  WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&QueueConfig, WdfIoQueueDispatchParallel);
  QueueConfig.EvtIoDeviceControl = LodgerControl;
  return WdfIoQueueCreate(Device, &QueueConfig, WDF_NO_OBJECT_ATTRIBUTES, NULL);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  WDF_DRIVER_CONFIG Config;
  WDF_DRIVER_CONFIG_INIT(&Config, LodgerDeviceAdd);
  return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &Config, WDF_NO_HANDLE);
}
