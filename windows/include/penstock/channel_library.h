// SPDX-License-Identifier: Apache-2.0
// What the facts behind the generated channel headers do not list: the inline initialiser and the names of the two
// tables of functions.
//
// The two GUIDs and the version numbers of the tables are published nowhere: these are ours (vmbus.md A-20). A driver
// that brings its own definitions of the numbers keeps them.
//
// Threads: no state.
// Memory: the caller's.
// Errors: none.
#pragma once

#include "generated/vmbus_types.h"

// Some pages spell the flag without FLAG_.
#define VMBUS_CHANNEL_GPADL_READ_ONLY VMBUS_CHANNEL_GPADL_FLAG_READ_ONLY

#define VMB_CHANNEL_STATE_CHANGE_CALLBACKS_VERSION_1 1

FORCEINLINE VOID VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(PVMB_CHANNEL_STATE_CHANGE_CALLBACKS Callbacks) {
  __builtin_memset(Callbacks, 0, sizeof *Callbacks);
  Callbacks->Version = VMB_CHANNEL_STATE_CHANGE_CALLBACKS_VERSION_1;
  Callbacks->Size = sizeof *Callbacks;
}

DEFINE_GUID(KMCL_CLIENT_INTERFACE_TYPE, 0x7b0a3f52, 0x5d1c, 0x4d37, 0x9e, 0x60, 0x2c, 0x41, 0xa8, 0x13, 0x77, 0x01);
DEFINE_GUID(KMCL_SERVER_INTERFACE_TYPE, 0x7b0a3f52, 0x5d1c, 0x4d37, 0x9e, 0x60, 0x2c, 0x41, 0xa8, 0x13, 0x77, 0x02);

#ifndef KMCL_CLIENT_INTERFACE_VERSION_V1
#define KMCL_CLIENT_INTERFACE_VERSION_V1 1
#endif
#ifndef KMCL_SERVER_INTERFACE_VERSION_V1
#define KMCL_SERVER_INTERFACE_VERSION_V1 1
#endif
