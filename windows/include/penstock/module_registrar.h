// SPDX-License-Identifier: Apache-2.0
// The calls of the module registrar's client side, and interface conversions.
//
// Threads: PASSIVE_LEVEL.
// Memory: binding contexts belong to the modules.
// Errors: NTSTATUS.
#pragma once

#include "generated/netioddk_types.h"

EXTERN_C_START
NTSTATUS NmrDeregisterClient(HANDLE NmrClientHandle);
NTSTATUS NmrWaitForClientDeregisterComplete(HANDLE NmrClientHandle);
NTSTATUS NmrClientAttachProvider(HANDLE NmrBindingHandle, PVOID ClientBindingContext, const void* ClientDispatch,
                                 PVOID* ProviderBindingContext, const void** ProviderDispatch);
VOID NmrClientDetachProviderComplete(HANDLE NmrBindingHandle);
EXTERN_C_END
