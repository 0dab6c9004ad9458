// SPDX-License-Identifier: Apache-2.0
// Where something stands in a file, and what is wrong there.
//
// Threads: plain values.
// Memory: text by value.
// Errors: ConfigurationError is one: "gateway.toml:12: mtu is 70000; at most 65535; lower it".
#pragma once

#include <cstdint>
#include <string>

namespace penstock::control {

struct Place {
  std::string file;
  std::uint32_t line = 0;  // 0: the file as a whole
};

struct ConfigurationError {
  Place place;
  std::string message;
};

std::string to_string(const ConfigurationError& error);

}  // namespace penstock::control
