// SPDX-License-Identifier: Apache-2.0
// A driver as an operator names it: a file, the name of its service, and values for its Parameters key. Two
// drivers from one file get two names.
//
// Threads: plain values.
// Memory: text by value.
// Errors: a sentence for the operator.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "host/loader.h"

namespace penstock::app {

struct DriverRequest {
  std::string file;
  std::string name;
  host::RegistryParameters parameters;
};

struct BadArgument {
  std::string message;
};

// From --driver X.so ... and --param driver:Name=value ...
std::variant<std::vector<DriverRequest>, BadArgument> driver_requests(
    const std::vector<std::string>& files, const std::vector<std::string>& parameters);

}  // namespace penstock::app
