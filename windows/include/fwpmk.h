// SPDX-License-Identifier: Apache-2.0
// Management of the filter engine from a driver.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "fwpmtypes.h"
#include "generated/fwpmk_constants.h"
#include "generated/fwpmk_types.h"
#include "generated/fwpmk_functions.h"
#include "generated/fwpmk_guids.h"
