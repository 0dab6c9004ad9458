// SPDX-License-Identifier: Apache-2.0
// Types of network interface drivers that others name too.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "wdm.h"
#include "ifdef.h"
#include "penstock/ndis_basics.h"
#include "generated/ntddndis_constants.h"
#include "generated/ntddndis_enums.h"
#include "generated/ntddndis_types.h"
