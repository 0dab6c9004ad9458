// SPDX-License-Identifier: Apache-2.0
// Where a plug-in's debug output goes: to the program's sink, else to standard error, a line each.
//
// Threads: any; the sink is set before plug-ins run.
// Memory: none kept.
// Errors: none.
#pragma once

#include <functional>
#include <string_view>

namespace penstock::projection {

using DebugSink = std::function<void(std::string_view text)>;
void set_debug_sink(DebugSink sink);

}  // namespace penstock::projection
