// SPDX-License-Identifier: Apache-2.0
// Callouts: classify, pend and complete, inject, flow contexts, stream data.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "fwpmtypes.h"
#include "ndis.h"
#include "generated/fwpsk_constants.h"
#include "generated/fwpsk_enums.h"
#include "generated/fwps_fields.h"
#include "generated/fwpsk_types.h"
#include "generated/fwpsk_functions.h"
#include "penstock/callout_macros.h"
