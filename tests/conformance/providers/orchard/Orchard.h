/* SPDX-License-Identifier: Apache-2.0
 *
 * orchard: a framework driver with one device and several channels. Whatever the guest asks is answered later,
 * from a timer. Kept in one folder: Driver.c makes the device, Trees.c the channels, Control.c listens.
 */
#pragma once

#include <Ntddk.h>
#include <Wdf.h>
#include <VmbusKernelModeClientLibApi.h>

#include "../field.h"

#define ORCHARD_TAG 'hcrO'
#define ORCHARD_TREES_DEFAULT 3
#define ORCHARD_TREES_MAX 8
#define ORCHARD_DELAY_DEFAULT_MS 1

/* {10000007-1111-4222-8333-444455556607} */
extern const GUID ORCHARD_INTERFACE_TYPE;

typedef struct _ORCHARD_DEVICE {
  WDFDEVICE Device;
  WDFSPINLOCK Lock;
  WDFTIMER Timer;
  WDFWORKITEM WorkItem;
  WDFCOLLECTION Trees; /* of WDFOBJECTs with an ORCHARD_TREE context */
  HANDLE VmbusHandle;
  ULONG TreeCount;
  ULONG DelayMs;
  ULONG NextSequence;
  ULONG NextTree;
  ULONG SaveIndex;
  BOOLEAN SaveRunning;
  ULONG RestoreIndex;
  LIST_ENTRY Ripe; /* ORCHARD_FRUITs to be answered, guarded by Lock */
  LONG TimerArmed;
  volatile LONG64 WorkDone;
  FIELD_COUNTS Counts;
} ORCHARD_DEVICE, *PORCHARD_DEVICE;

WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(ORCHARD_DEVICE, OrchardGetDevice)

typedef struct _ORCHARD_TREE {
  PORCHARD_DEVICE Owner;
  VMBCHANNEL Channel;
  ULONG Index;
  BOOLEAN Open;
  BOOLEAN Enabled;
  BOOLEAN Started;
} ORCHARD_TREE, *PORCHARD_TREE;

WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(ORCHARD_TREE, OrchardGetTree)

typedef struct _ORCHARD_TIMER {
  PORCHARD_DEVICE Owner;
} ORCHARD_TIMER, *PORCHARD_TIMER;

WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(ORCHARD_TIMER, OrchardGetTimer)

/* A packet of the guest that waits for the timer. */
typedef struct _ORCHARD_FRUIT {
  LIST_ENTRY Link;
  VMBPACKETCOMPLETION Packet;
  PVOID Buffer;
  UINT32 Length;
} ORCHARD_FRUIT, *PORCHARD_FRUIT;

/* A call to the guest; lives in a WDFMEMORY. */
typedef struct _ORCHARD_CALL {
  WDFMEMORY Memory;
  PORCHARD_TREE Tree;
  UINT32 Sequence;
  UINT32 Reserved;
} ORCHARD_CALL, *PORCHARD_CALL;

/* How each piece of the save begins. */
typedef struct _ORCHARD_PIECE {
  UINT32 Tree;
  UINT32 Last;
} ORCHARD_PIECE, *PORCHARD_PIECE;

NTSTATUS OrchardTreesCreate(_In_ PORCHARD_DEVICE Device, _In_ const FIELD_OFFER* Offer);
VOID OrchardTreesStart(_In_ PORCHARD_DEVICE Device);
VOID OrchardTreesPause(_In_ PORCHARD_DEVICE Device);
VOID OrchardTreesDelete(_In_ PORCHARD_DEVICE Device);
NTSTATUS OrchardTreesCall(_In_ PORCHARD_DEVICE Device, _In_ ULONG Count);
NTSTATUS OrchardTreesSave(_In_ PORCHARD_DEVICE Device, _In_ BOOLEAN First, _Out_writes_bytes_(Length) PVOID Buffer,
                          _In_ ULONG Length, _Out_ FIELD_PIECE* Piece);
NTSTATUS OrchardTreesRestore(_In_ PORCHARD_DEVICE Device, _In_reads_bytes_(Length) PVOID Buffer, _In_ ULONG Length);

EVT_WDF_DRIVER_DEVICE_ADD OrchardEvtDeviceAdd;
EVT_WDF_DRIVER_UNLOAD OrchardEvtUnload;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL OrchardEvtIoDeviceControl;
EVT_WDF_DEVICE_RELEASE_HARDWARE OrchardEvtReleaseHardware;
EVT_WDF_TIMER OrchardEvtTimer;
EVT_WDF_WORKITEM OrchardEvtWorkItem;
