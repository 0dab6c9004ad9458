// SPDX-License-Identifier: Apache-2.0
// The mark that keeps outer packets out of the tunnel (N-TRN-4): set by the program that installs the routes, given to
// sockets that were associated with a channel before they were opened.
//
// Threads: set before plug-ins run.
// Memory: one number.
// Errors: none.
#pragma once

#include <cstdint>

namespace penstock::projection {

void set_outer_mark(std::uint32_t mark);
std::uint32_t outer_mark();

}  // namespace penstock::projection
