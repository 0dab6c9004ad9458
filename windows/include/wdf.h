// SPDX-License-Identifier: Apache-2.0
// The driver framework: objects, queues, requests, timers, work items, locks, registry keys.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "ntddk.h"
#include "wdmsec.h"
#include "penstock/wdf_handles.h"
#include "generated/wdf_constants.h"
#include "generated/wdf_enums.h"
#include "generated/wdf_types.h"
#include "generated/wdf_functions.h"
#include "penstock/wdf_functions.h"
#include "penstock/wdf_initializers.h"
#include "penstock/wdf_plug_and_play.h"
#include "penstock/wdf_contexts.h"
