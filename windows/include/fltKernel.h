// SPDX-License-Identifier: Apache-2.0
// Push locks and communication ports of the filter manager; the rest is declared but not implemented.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "ntifs.h"
#include "generated/fltkernel_constants.h"
#include "generated/fltkernel_enums.h"
#include "generated/fltkernel_types.h"
#include "generated/fltkernel_functions.h"
#include "penstock/push_locks.h"
