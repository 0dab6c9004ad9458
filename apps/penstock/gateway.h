// SPDX-License-Identifier: Apache-2.0
// A gateway as configured: links, drivers, filters and verdicts, in the foreground until it is asked to end.
// Findings are counted and absorbed.
//
// Threads: the first, one for each path, and those of the drivers.
// Memory: everything is gone when gateway() returns.
// Errors: ExitCode, and sentences on standard error that name the place in the configuration.
#pragma once

#include <string>
#include <vector>

#include "control/configuration.h"
#include "exit_code.h"

namespace penstock::app {

struct GatewayOptions {
  control::Configuration configuration;
  bool allow_missing = false;
  std::vector<std::string> restore;  // images of channels
};

ExitCode gateway(const GatewayOptions& options);

}  // namespace penstock::app
