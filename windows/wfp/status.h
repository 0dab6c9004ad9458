// SPDX-License-Identifier: Apache-2.0
// The one place where the filter room's faults become status codes (wfp.md 2). A few faults have another code
// in another family of functions; nothing else in this room names a failure of the core.
//
// Threads: pure functions.
// Memory: none.
// Errors: these are they.
#pragma once

#include <cstdint>

#include "filter/fault.h"
#include "filter/injection.h"

namespace penstock::wfp {

using Status = std::int32_t;  // NTSTATUS

enum class Family : std::uint8_t { management, pend, flow, injection };

Status to_status(filter::Fault fault, Family family);
// nbl->Status at completion (W-ST-1).
Status to_status(filter::InjectionStatus status);

template <class T>
Status status_of(const filter::Result<T>& result, Family family) {
  return result.ok() ? 0 : to_status(result.fault(), family);
}

}  // namespace penstock::wfp
