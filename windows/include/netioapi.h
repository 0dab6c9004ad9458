// SPDX-License-Identifier: Apache-2.0
// Tables of interfaces, addresses and routes, and notice of their changes.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "wdm.h"
#include "ws2ipdef.h"
#include "ifdef.h"
#include "nldef.h"
#include "ntddndis.h"
#include "generated/netioapi_constants.h"
#include "generated/netioapi_enums.h"
#include "generated/netioapi_types.h"
#include "generated/netioapi_functions.h"
