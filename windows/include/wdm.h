// SPDX-License-Identifier: Apache-2.0
// The basic kernel interface: types and status names, locks, events, timers, work items, pool, memory descriptors,
// requests and devices, registry and files, lists and interlocked functions.
//
// Threads: each function says its level in the kernel contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "ntdef.h"
#include "ntstatus.h"
#include "penstock/constants.h"
#include "penstock/diagnostics.h"
#include "penstock/memory.h"
#include "penstock/lists.h"
#include "penstock/interlocked.h"
#include "penstock/intrinsics.h"
#include "penstock/objects.h"
#include "generated/wdm_constants.h"
#include "generated/wdm_enums.h"
#include "penstock/callbacks.h"
#include "generated/wdm_types.h"
#include "generated/wdm_functions.h"
#include "penstock/irp.h"
#include "penstock/kernel_functions.h"
#include "penstock/string_basics.h"
#include "penstock/io_functions.h"
#include "seh.h"
