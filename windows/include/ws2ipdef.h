// SPDX-License-Identifier: Apache-2.0
// Socket addresses of both IP versions.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "penstock/socket_addresses.h"
#include "penstock/ipv6_tests.h"
