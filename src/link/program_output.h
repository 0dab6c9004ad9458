// SPDX-License-Identifier: Apache-2.0
// What another program says, for tests that ask the host's own tools.
//
// Threads: any.
// Memory: the whole output.
// Errors: a command that cannot be run says nothing.
#pragma once

#include <array>
#include <cstdio>
#include <memory>
#include <string>

namespace penstock::link {

inline std::string output_of(const std::string& command) {
  struct ClosePipe {
    void operator()(std::FILE* pipe) const { static_cast<void>(::pclose(pipe)); }
  };
  std::unique_ptr<std::FILE, ClosePipe> pipe(::popen(command.c_str(), "re"));
  std::string output;
  std::array<char, 4096> part;
  while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe.get())) {
    output.append(part.data(), count);
  }
  return output;
}

inline bool installed(const std::string& program) { return !output_of("command -v " + program).empty(); }

}  // namespace penstock::link
