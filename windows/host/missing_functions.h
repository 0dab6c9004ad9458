// SPDX-License-Identifier: Apache-2.0
// What a guest needs and nobody provides, all of it at once, with the guest's functions that refer to each
// (A-19, K-GUEST-1). "Provides" means: this program exports it, or the C library and the sanitizers do.
//
// Threads: any.
// Memory: plain values.
// Errors: none; code that is not understood names fewer referrers, never fewer missing functions.
#pragma once

#include <string>
#include <vector>

#include "host/elf_image.h"

namespace penstock::host {

struct MissingFunction {
  std::string name;
  std::vector<std::string> referrers;  // functions and objects of the guest, in order of address
  std::vector<std::uint64_t> slots;    // addresses of the words that would hold its address
  std::uint64_t entry_offset = 0;      // of its symbol, in the file
};

std::vector<MissingFunction> missing_functions(const ElfImage& image);

// "hold.so needs 2 functions that are not implemented:\n  IoFoo (hold_open, hold_close)\n ..."
std::string to_text(const std::string& file, const std::vector<MissingFunction>& missing);

}  // namespace penstock::host
