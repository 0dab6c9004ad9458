// SPDX-License-Identifier: Apache-2.0
// Names of status codes.
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#pragma once

#include "ntdef.h"
#include "penstock/status_names.h"
#include "penstock/system_status_names.h"
#include "generated/ntstatus_constants.h"
