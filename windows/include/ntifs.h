// SPDX-License-Identifier: Apache-2.0
// Everything of ntddk.h, and security, tokens, process lookup and kernel queues.
//
// Threads: each function says its level in the kernel contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "ntddk.h"
#include "generated/ntifs_constants.h"
#include "generated/ntifs_enums.h"
#include "generated/ntifs_types.h"
#include "generated/ntifs_functions.h"
#include "penstock/security_functions.h"
