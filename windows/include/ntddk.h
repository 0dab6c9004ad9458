// SPDX-License-Identifier: Apache-2.0
// Everything of wdm.h, and process and thread services, generic tables, bug checks.
//
// Threads: each function says its level in the kernel contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "wdm.h"
#include "generated/ntddk_constants.h"
#include "generated/ntddk_enums.h"
#include "generated/ntddk_types.h"
#include "generated/ntddk_functions.h"
#include "penstock/process_functions.h"
#include "penstock/tables.h"
