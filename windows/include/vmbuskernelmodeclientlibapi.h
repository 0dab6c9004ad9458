// SPDX-License-Identifier: Apache-2.0
// Channels between partitions: the client library of service providers and consumers. The functions of later versions
// of its tables are known by name only and are not declared.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "ntddk.h"

#if NTDDI_VERSION >= NTDDI_WINBLUE
#include "generated/vmbus_constants.h"
#include "generated/vmbus_types.h"
#include "penstock/channel_library.h"
#include "generated/vmbus_functions.h"
#endif
