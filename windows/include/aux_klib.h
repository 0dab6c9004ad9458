// SPDX-License-Identifier: Apache-2.0
// The list of loaded modules.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "wdm.h"
#include "generated/aux_klib_constants.h"
#include "generated/aux_klib_types.h"
#include "generated/aux_klib_functions.h"
