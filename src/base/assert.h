// SPDX-License-Identifier: Apache-2.0
// PENSTOCK_ASSERT: a bug in our own code stops the process, in every build. What guests, packets, files,
// peers and operators do is data and never reaches it.
//
// Threads: any.
// Memory: none.
// Errors: does not return when the condition is false.
#pragma once

namespace penstock::base {

[[noreturn]] void assert_failed(const char* condition, const char* file, int line);

}  // namespace penstock::base

#define PENSTOCK_ASSERT(condition)                                     \
  do {                                                                 \
    if (!(condition)) [[unlikely]]                                     \
      ::penstock::base::assert_failed(#condition, __FILE__, __LINE__); \
  } while (false)
