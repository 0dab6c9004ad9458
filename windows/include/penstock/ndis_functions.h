// SPDX-License-Identifier: Apache-2.0
// Functions of NDIS that the facts behind the generated headers do not list.
//
// Threads: each function says its level in the kernel contract.
// Memory: as documented for each function.
// Errors: NDIS_STATUS.
#pragma once

#include "generated/ndis_types.h"

typedef VOID NDIS_IO_WORKITEM(PVOID WorkItemContext, NDIS_HANDLE NdisIoWorkItemHandle);
typedef NDIS_IO_WORKITEM* NDIS_IO_WORKITEM_ROUTINE;

EXTERN_C_START
VOID NdisSetEvent(PNDIS_EVENT Event);
VOID NdisResetEvent(PNDIS_EVENT Event);
VOID NdisQueueIoWorkItem(NDIS_HANDLE WorkItem, NDIS_IO_WORKITEM_ROUTINE Routine, PVOID Context);
VOID NdisFreeIoWorkItem(NDIS_HANDLE WorkItem);
VOID NdisFreeRWLock(PNDIS_RW_LOCK_EX Lock);
VOID NdisAcquireRWLockRead(PNDIS_RW_LOCK_EX Lock, PLOCK_STATE_EX State, UCHAR Flags);
VOID NdisAcquireRWLockWrite(PNDIS_RW_LOCK_EX Lock, PLOCK_STATE_EX State, UCHAR Flags);
VOID NdisReleaseRWLock(PNDIS_RW_LOCK_EX Lock, PLOCK_STATE_EX State);
BOOLEAN NdisSetTimerObject(NDIS_HANDLE Timer, LARGE_INTEGER DueTime, LONG MillisecondsPeriod, PVOID Context);
BOOLEAN NdisCancelTimerObject(NDIS_HANDLE Timer);
VOID NdisFreeTimerObject(NDIS_HANDLE Timer);
EXTERN_C_END
