// SPDX-License-Identifier: Apache-2.0
// Packets as NET_BUFFER_LIST, and the part of NDIS that packet code uses around them.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "ntddk.h"
#include "ws2ipdef.h"
#include "ntddndis.h"
#include "netiodef.h"
#include "penstock/ndis_basics.h"
#include "penstock/net_buffer.h"
#include "generated/ndis_constants.h"
#include "generated/ndis_enums.h"
#include "generated/ndis_types.h"
#include "generated/ndis_functions.h"
#include "generated/ndis_guids.h"
#include "penstock/ndis_functions.h"
