// SPDX-License-Identifier: Apache-2.0
// Channels between partitions: the client library of service providers and consumers.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "ntddk.h"
#include "generated/vmbus_constants.h"
#include "generated/vmbus_types.h"
#include "generated/vmbus_functions.h"
