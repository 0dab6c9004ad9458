// SPDX-License-Identifier: Apache-2.0
// A file with a line for each change to the host's network that would outlive us. It is replaced as a whole, so
// that a crash finds the one before or the one after. This room's own.
//
// Threads: one at a time.
// Memory: one file.
// Errors: Fault with the file's name; a file that is not there has no lines.
#pragma once

#include <string>
#include <vector>

#include "link/fault.h"

namespace penstock::link {

Result<void> write_journal_file(const std::string& file, const std::vector<std::string>& lines);
std::vector<std::string> read_journal_file(const std::string& file);
void remove_journal(const std::string& file);

}  // namespace penstock::link
