// SPDX-License-Identifier: Apache-2.0
// Changing the level of the executing thread, for the functions that do (K-IRQL-1).
//
// Threads: each its own level.
// Memory: none.
// Errors: wrong directions are findings and the level is set all the same (K-IRQL-7).
#pragma once

#include <cstdint>

#include "base/call_site.h"

namespace penstock::nt {

// Sets the level, and with it the ownership of a processor. No checks.
void set_irql(std::uint8_t level, base::CallSite site);

// Raises; returns the level before. A lower one is F-IRQL-7.
std::uint8_t raise_irql(std::uint8_t level, base::CallSite site);

// Lowers, then is a scheduling point (K-IRQL-9). A higher one is F-IRQL-7; below DISPATCH_LEVEL with a spin
// lock held is F-LOCK-4.
void lower_irql(std::uint8_t level, base::CallSite site);

}  // namespace penstock::nt
