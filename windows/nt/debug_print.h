// SPDX-License-Identifier: Apache-2.0
// Where what guests print goes: one sink for the process, told which guest printed.
//
// Threads: the sink is set while one thread runs and called from any.
// Memory: the line is borrowed for the call.
// Errors: lines beyond 512 bytes are cut, as on Windows.
#pragma once

#include <cstdint>
#include <string_view>

namespace penstock::nt {

class Guest;

struct PrintedLine {
  const Guest* guest = nullptr;
  std::uint32_t component = 0;
  std::uint32_t level = 0;
  std::uint8_t irql = 0;
  std::int64_t at_ns = 0;
  std::string_view text;  // UTF-8, with the line ends the guest wrote
};

using PrintSink = void (*)(const PrintedLine&);

// The default writes to standard error. Returns the one before.
PrintSink set_print_sink(PrintSink sink);

// Levels of DbgPrintEx that are shown, as a mask by level; default: errors, warnings, and DbgPrint itself.
void set_print_mask(std::uint32_t mask);

}  // namespace penstock::nt
