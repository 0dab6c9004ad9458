// SPDX-License-Identifier: Apache-2.0
#include "link/link.h"

#include "exec/runtime.h"

namespace penstock::link {

std::int64_t Link::next_arrival_ns() const { return exec::kForever; }

}  // namespace penstock::link
