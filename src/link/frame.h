// SPDX-License-Identifier: Apache-2.0
// What a transport is given to send: bytes that stay where they are until the call returns.
//
// Threads: a plain value.
// Memory: points at its owner's bytes.
// Errors: none.
#pragma once

#include <cstdint>
#include <span>

namespace penstock::link {

using Frame = std::span<const std::uint8_t>;

}  // namespace penstock::link
