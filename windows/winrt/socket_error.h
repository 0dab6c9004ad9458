// SPDX-License-Identifier: Apache-2.0
// What a socket failed with, as the HRESULT that Windows would give: errno becomes WSA's code, and that an HRESULT.
//
// Threads: pure functions.
// Memory: none.
// Errors: this is what they are.
#pragma once

#include <winrt/base.h>

#include "link/fault.h"
#include "link/host_lookup.h"

namespace penstock::projection {

winrt::hresult hresult_of_errno(int error_number);
[[noreturn]] void throw_link_fault(const link::Fault& fault);
[[noreturn]] void throw_lookup_fault(link::LookupFault fault, const std::string& host);

}  // namespace penstock::projection
