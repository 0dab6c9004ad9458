// SPDX-License-Identifier: Apache-2.0
// Addresses to and from text.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "wdm.h"
#include "ws2ipdef.h"
#include "generated/ip2string_types.h"
#include "generated/ip2string_functions.h"
#include "penstock/address_text.h"
