// SPDX-License-Identifier: Apache-2.0
// A capture through the engine and its drivers on a virtual clock, with every thread owned by one seeded
// scheduler: equal inputs and an equal seed give equal output, byte for byte.
//
// Threads: the caller's, which the scheduler adopts; everything else it starts itself.
// Memory: the capture is read as it goes.
// Errors: ExitCode, and sentences on standard error.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "driver_request.h"
#include "exit_code.h"
#include "wire/address.h"

namespace penstock::app {

struct ReplayOptions {
  std::string capture;
  std::string output;  // empty: none
  std::string script;  // empty: permit after 10 virtual ms
  bool json = false;
  bool allow_missing = false;
  std::uint64_t seed = 1;
  std::vector<wire::Prefix> local;
  std::vector<DriverRequest> drivers;
};

ExitCode replay(const ReplayOptions& options);

}  // namespace penstock::app
