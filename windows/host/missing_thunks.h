// SPDX-License-Identifier: Apache-2.0
// What a guest that was loaded with --allow-missing reaches when it calls a function nobody provides: a few
// bytes of code for each, which end the run with the function's name and the place of the call.
//
// Threads: made by the loading thread, then read only.
// Memory: one executable page range, for as long as the guest is mapped.
// Errors: kMissingExitCode is the exit code of the process.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace penstock::host {

inline constexpr int kMissingExitCode = 4;

class MissingThunks {
 public:
  MissingThunks(std::string guest, const std::vector<std::string>& names);
  ~MissingThunks();
  MissingThunks(const MissingThunks&) = delete;
  MissingThunks& operator=(const MissingThunks&) = delete;

  // The code for the name at this index.
  const void* thunk(std::size_t index) const;

  struct Target {
    std::string guest;
    std::string function;
  };

 private:
  std::vector<std::unique_ptr<Target>> targets_;
  void* code_ = nullptr;
  std::size_t code_bytes_ = 0;
};

}  // namespace penstock::host
