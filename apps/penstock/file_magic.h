// SPDX-License-Identifier: Apache-2.0
// Whose kind of file this is: what is ours may be written over, anything else is somebody's.
//
// Threads: plain functions.
// Memory: none.
// Errors: a file that cannot be read begins with nothing.
#pragma once

#include <fstream>
#include <string>
#include <string_view>

namespace penstock::app {

inline bool begins_with(const std::string& file, std::string_view magic) {
  std::string there(magic.size(), '\0');
  std::ifstream(file, std::ios::binary).read(there.data(), static_cast<std::streamsize>(there.size()));
  return there == magic;
}

}  // namespace penstock::app
