// SPDX-License-Identifier: Apache-2.0
// The objects and short macros of NDIS outside packets: object headers, spin locks, events, memory, versions.
//
// Threads: as the kernel functions they stand for.
// Memory: the caller's.
// Errors: NDIS_STATUS.
#pragma once

#include "penstock/objects.h"

typedef struct _NDIS_OBJECT_HEADER {
  UCHAR Type;
  UCHAR Revision;
  USHORT Size;
} NDIS_OBJECT_HEADER, *PNDIS_OBJECT_HEADER;

#define NDIS_OBJECT_TYPE_DEFAULT 0x80
#define NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS 0x97
#define NDIS_OBJECT_TYPE_GENERIC_OBJECT 0xA0
#define NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_2 \
  RTL_SIZEOF_THROUGH_FIELD(NET_BUFFER_LIST_POOL_PARAMETERS, Flags)
#define NDIS_PROTOCOL_ID_DEFAULT 0x00
#define NDIS_PROTOCOL_ID_TCP_IP 0x02
#define NDIS_RWL_AT_DISPATCH_LEVEL 1
#define NDIS_DEFAULT_PORT_NUMBER 0
#define NDIS_STRING_CONST(text) RTL_CONSTANT_STRING(text)

typedef struct _NDIS_SPIN_LOCK {
  KSPIN_LOCK SpinLock;
  KIRQL OldIrql;
} NDIS_SPIN_LOCK, *PNDIS_SPIN_LOCK;

typedef struct _NDIS_EVENT {
  KEVENT Event;
} NDIS_EVENT, *PNDIS_EVENT;

#define NdisZeroMemory(to, bytes) RtlZeroMemory(to, bytes)
#define NdisMoveMemory(to, from, bytes) RtlCopyMemory(to, from, bytes)
#define NdisFillMemory(to, bytes, fill) RtlFillMemory(to, bytes, fill)
#define NdisEqualMemory(a, b, bytes) RtlEqualMemory(a, b, bytes)
#define NdisInterlockedIncrement(p) InterlockedIncrement(p)
#define NdisInterlockedDecrement(p) InterlockedDecrement(p)
#define NdisAcquireSpinLock(lock) ((lock)->OldIrql = KeAcquireSpinLockRaiseToDpc(&(lock)->SpinLock))
#define NdisReleaseSpinLock(lock) KeReleaseSpinLock(&(lock)->SpinLock, (lock)->OldIrql)
#define NdisDprAcquireSpinLock(lock) KeAcquireSpinLockAtDpcLevel(&(lock)->SpinLock)
#define NdisDprReleaseSpinLock(lock) KeReleaseSpinLockFromDpcLevel(&(lock)->SpinLock)
#define NdisAllocateSpinLock(lock) KeInitializeSpinLock(&(lock)->SpinLock)
#define NdisFreeSpinLock(lock) ((void)(lock))
