// SPDX-License-Identifier: Apache-2.0
// An engine handle is a session of the policy, with a mark: sessions, injectors and enumerations all have
// small numbers, and one of another family must not be taken for a session that happens to have the same.
//
// Threads: pure functions.
// Memory: none.
// Errors: what has no mark is session 0, which the policy knows to be none; so it does with closed ones.
#pragma once

#include <cstdint>

#include "filter/policy.h"

#include "wfp/layout.h"

namespace penstock::wfp {

inline constexpr std::uint64_t kMarkBits = 0xFFFFull << 48;
inline constexpr std::uint64_t kSessionMark = 0xE6ull << 48;
inline constexpr std::uint64_t kEnumMark = 0xE7ull << 48;

inline HANDLE engine_handle_of(filter::SessionId session) { return to_handle(session | kSessionMark); }
inline filter::SessionId session_of(HANDLE engine_handle) {
  const std::uint64_t number = from_handle(engine_handle);
  return (number & kMarkBits) == kSessionMark ? number & ~kMarkBits : 0;
}
// For functions that ask the policy nothing else.
bool is_open(HANDLE engine_handle);

}  // namespace penstock::wfp
