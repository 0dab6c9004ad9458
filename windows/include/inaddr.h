// SPDX-License-Identifier: Apache-2.0
// An IPv4 address.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "penstock/socket_addresses.h"
