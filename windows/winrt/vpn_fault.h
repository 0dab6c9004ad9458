// SPDX-License-Identifier: Apache-2.0
// The one place where a refusal of the tunnel core becomes an HRESULT, and where a Result becomes an exception at the rim.
//
// Threads: pure functions.
// Memory: none.
// Errors: they throw; that is what they are for.
#pragma once

#include <winrt/base.h>

#include "tunnel/fault.h"

namespace penstock::projection {

winrt::hresult hresult_of(tunnel::Fault fault);

template <typename T>
T value_of(tunnel::Result<T> result) {
  if (!result.ok()) winrt::throw_hresult(hresult_of(result.fault()));
  if constexpr (!std::is_void_v<T>) return std::move(result.value());
}
inline std::int32_t code_of(const tunnel::Result<void>& result) {
  return result.ok() ? 0 : hresult_of(result.fault()).value;
}

}  // namespace penstock::projection
