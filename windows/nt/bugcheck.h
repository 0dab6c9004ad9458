// SPDX-License-Identifier: Apache-2.0
// A bug check: the guest (or a rule on its behalf) says that nothing can go on. It is reported, and the
// process ends with code 3, unless a test has put a handler in place that leaves by an exception.
//
// Threads: any; the handler is set while one thread runs.
// Memory: none.
// Errors: never returns.
#pragma once

#include <array>
#include <cstdint>

#include "base/call_site.h"

namespace penstock::nt {

inline constexpr int kBugCheckExitCode = 3;

struct BugCheck {
  std::uint32_t code = 0;
  std::array<std::uint64_t, 4> parameters = {};
  base::CallSite site;
};

using BugCheckHandler = void (*)(const BugCheck&);

// Returns the one before; nullptr: the process ends.
BugCheckHandler set_bugcheck_handler(BugCheckHandler handler);

[[noreturn]] void bug_check(const BugCheck& check);

}  // namespace penstock::nt
