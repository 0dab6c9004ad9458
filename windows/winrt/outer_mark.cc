// SPDX-License-Identifier: Apache-2.0
#include "winrt/outer_mark.h"

#include <atomic>

namespace penstock::projection {
namespace {
std::atomic<std::uint32_t> current{0};
}

void set_outer_mark(std::uint32_t mark) { current.store(mark); }
std::uint32_t outer_mark() { return current.load(); }

}  // namespace penstock::projection
