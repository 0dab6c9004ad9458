// SPDX-License-Identifier: Apache-2.0
// Devices, requests, files and objects: functions that the facts behind the generated headers do not list.
//
// Threads: as the contract says for each.
// Memory: as the contract says for each.
// Errors: NTSTATUS.
#pragma once

#include "generated/wdm_types.h"

typedef NTSTATUS IO_CSQ_INSERT_IRP_EX(PIO_CSQ Csq, PIRP Irp, PVOID InsertContext);
typedef IO_CSQ_INSERT_IRP_EX* PIO_CSQ_INSERT_IRP_EX;
typedef VOID DRIVER_REINITIALIZE(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count);
typedef DRIVER_REINITIALIZE* PDRIVER_REINITIALIZE;

EXTERN_C_START
NTSTATUS IoCsqInitializeEx(PIO_CSQ Csq, PIO_CSQ_INSERT_IRP_EX Insert, PIO_CSQ_REMOVE_IRP Remove, PIO_CSQ_PEEK_NEXT_IRP Peek,
                           PIO_CSQ_ACQUIRE_LOCK Acquire, PIO_CSQ_RELEASE_LOCK Release,
                           PIO_CSQ_COMPLETE_CANCELED_IRP CompleteCanceled);
NTSTATUS IoCsqInsertIrpEx(PIO_CSQ Csq, PIRP Irp, PIO_CSQ_IRP_CONTEXT Context, PVOID InsertContext);
NTSTATUS IoSetCompletionRoutineEx(PDEVICE_OBJECT DeviceObject, PIRP Irp, PIO_COMPLETION_ROUTINE CompletionRoutine,
                                  PVOID Context, BOOLEAN InvokeOnSuccess, BOOLEAN InvokeOnError, BOOLEAN InvokeOnCancel);
VOID IoInitializeIrp(PIRP Irp, USHORT PacketSize, CCHAR StackSize);
VOID IoRegisterDriverReinitialization(PDRIVER_OBJECT DriverObject, PDRIVER_REINITIALIZE Routine, PVOID Context);
PDEVICE_OBJECT IoGetRelatedDeviceObject(PFILE_OBJECT FileObject);
PDEVICE_OBJECT IoGetAttachedDevice(PDEVICE_OBJECT DeviceObject);
PDEVICE_OBJECT IoGetAttachedDeviceReference(PDEVICE_OBJECT DeviceObject);
NTSTATUS IoUnregisterPlugPlayNotification(PVOID NotificationEntry);
NTSTATUS IoUnregisterPlugPlayNotificationEx(PVOID NotificationEntry);
NTSTATUS IoAllocateDriverObjectExtension(PDRIVER_OBJECT DriverObject, PVOID Address, ULONG Bytes, PVOID* Extension);
PVOID IoGetDriverObjectExtension(PDRIVER_OBJECT DriverObject, PVOID Address);
PIRP IoBuildAsynchronousFsdRequest(ULONG MajorFunction, PDEVICE_OBJECT DeviceObject, PVOID Buffer, ULONG Length,
                                   PLARGE_INTEGER StartingOffset, PIO_STATUS_BLOCK IoStatusBlock);
VOID IoFreeErrorLogEntry(PVOID Entry);
VOID IoStartTimer(PDEVICE_OBJECT DeviceObject);
VOID IoStopTimer(PDEVICE_OBJECT DeviceObject);
NTSTATUS PoUnregisterPowerSettingCallback(PVOID Handle);
NTSTATUS CmUnRegisterCallback(LARGE_INTEGER Cookie);

NTSTATUS ZwOpenSection(PHANDLE Section, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES Attributes);
NTSTATUS ZwCreateEvent(PHANDLE Event, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES Attributes, EVENT_TYPE Type, BOOLEAN State);
NTSTATUS ZwSetEvent(HANDLE Event, PLONG PreviousState);
NTSTATUS ZwWaitForSingleObject(HANDLE Object, BOOLEAN Alertable, PLARGE_INTEGER Timeout);
NTSTATUS ZwMakeTemporaryObject(HANDLE Handle);
NTSTATUS ZwDeviceIoControlFile(HANDLE File, HANDLE Event, PIO_APC_ROUTINE Apc, PVOID ApcContext, PIO_STATUS_BLOCK Status,
                               ULONG IoControlCode, PVOID Input, ULONG InputBytes, PVOID Output, ULONG OutputBytes);

NTSTATUS EtwActivityIdControl(ULONG ControlCode, LPGUID ActivityId);
NTSTATUS EtwWriteString(REGHANDLE RegHandle, UCHAR Level, ULONGLONG Keyword, LPCGUID ActivityId, PCWSTR String);
EXTERN_C_END
