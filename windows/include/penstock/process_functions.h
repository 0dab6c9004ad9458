// SPDX-License-Identifier: Apache-2.0
// Process and thread functions that the facts behind the generated headers do not list.
//
// Threads: as the contract says for each.
// Memory: as the contract says for each.
// Errors: NTSTATUS.
#pragma once

#include "generated/ntddk_types.h"

EXTERN_C_START
PCHAR PsGetProcessImageFileName(PEPROCESS Process);
NTSTATUS PsRemoveCreateThreadNotifyRoutine(PCREATE_THREAD_NOTIFY_ROUTINE NotifyRoutine);
NTSTATUS PsRemoveLoadImageNotifyRoutine(PLOAD_IMAGE_NOTIFY_ROUTINE NotifyRoutine);
extern PEPROCESS PsInitialSystemProcess;
EXTERN_C_END
#define ZwCurrentProcess() ((HANDLE)(LONG_PTR)-1)
#define NtCurrentProcess() ((HANDLE)(LONG_PTR)-1)
#define ZwCurrentThread() ((HANDLE)(LONG_PTR)-2)
#define NtCurrentThread() ((HANDLE)(LONG_PTR)-2)
