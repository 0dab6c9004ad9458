// SPDX-License-Identifier: Apache-2.0
// Push locks under their filter manager names, which also disable APCs while held.
//
// Threads: any, at or below APC_LEVEL.
// Memory: one word of the caller.
// Errors: none.
#pragma once

#include "penstock/scalars.h"

EXTERN_C_START
VOID FltInitializePushLock(PEX_PUSH_LOCK PushLock);
VOID FltDeletePushLock(PEX_PUSH_LOCK PushLock);
VOID FltAcquirePushLockExclusive(PEX_PUSH_LOCK PushLock);
VOID FltAcquirePushLockShared(PEX_PUSH_LOCK PushLock);
VOID FltReleasePushLock(PEX_PUSH_LOCK PushLock);
EXTERN_C_END
