// SPDX-License-Identifier: Apache-2.0
// Objects of the filter engine: filters, callouts, layers, sublayers, providers, sessions.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "fwptypes.h"
#include "nldef.h"
#include "ntddndis.h"
#include "winerror.h"
#include "generated/fwpmtypes_constants.h"
#include "generated/fwpmtypes_enums.h"
#include "generated/fwpmtypes_types.h"
#include "fwpvi.h"
