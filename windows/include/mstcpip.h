// SPDX-License-Identifier: Apache-2.0
// Tests and setters of addresses.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "ws2ipdef.h"
#include "penstock/address_tests.h"
