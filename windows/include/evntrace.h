// SPDX-License-Identifier: Apache-2.0
// Levels of trace events.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "ntdef.h"
#include "generated/evntrace_constants.h"
