// SPDX-License-Identifier: Apache-2.0
// Copying and formatting of strings into bounded buffers.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "wdm.h"
#include "penstock/string_functions.h"
#include "penstock/counted_strings.h"
#ifdef PENSTOCK_GUEST
#include <stdio.h>
#endif
