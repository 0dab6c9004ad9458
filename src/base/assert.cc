// SPDX-License-Identifier: Apache-2.0
#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace penstock::base {

void assert_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "penstock: bug at %s:%d: expected %s\n", file, line, condition);
  std::abort();
}

}  // namespace penstock::base
