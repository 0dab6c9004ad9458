// SPDX-License-Identifier: Apache-2.0
#include "driver_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace penstock::app {
namespace {

// A number where it looks like one, else text.
host::RegistryValue value_of(const std::string& text) {
  char* end = nullptr;
  errno = 0;
  const unsigned long long number = std::strtoull(text.c_str(), &end, 0);
  if (text.empty() || *end != '\0' || errno != 0 || text[0] == '-') return text;
  if (number <= 0xffffffffull) return static_cast<std::uint32_t>(number);
  return static_cast<std::uint64_t>(number);
}

std::string name_for(const std::string& file, const std::vector<DriverRequest>& before) {
  const std::string stem = std::filesystem::path(file).stem().string();
  std::string name = stem;
  const auto taken = [&] {
    return std::any_of(before.begin(), before.end(), [&](const auto& other) { return other.name == name; });
  };
  for (int number = 2; taken(); ++number) name = fmt::format("{}{}", stem, number);
  return name;
}

}  // namespace

std::variant<std::vector<DriverRequest>, BadArgument> driver_requests(
    const std::vector<std::string>& files, const std::vector<std::string>& parameters) {
  std::vector<DriverRequest> requests;
  for (const std::string& file : files) requests.push_back({file, name_for(file, requests), {}});
  for (const std::string& parameter : parameters) {
    const std::size_t colon = parameter.find(':');
    const std::size_t equals = parameter.find('=', colon == std::string::npos ? 0 : colon);
    if (colon == std::string::npos || equals == std::string::npos) {
      return BadArgument{fmt::format("--param {}: write it as driver:Name=value", parameter)};
    }
    const std::string driver = parameter.substr(0, colon);
    const auto request = std::find_if(requests.begin(), requests.end(),
                                      [&](const auto& candidate) { return candidate.name == driver; });
    if (request == requests.end()) {
      return BadArgument{fmt::format("--param {}: no --driver is named {}", parameter, driver)};
    }
    request->parameters[parameter.substr(colon + 1, equals - colon - 1)] =
        value_of(parameter.substr(equals + 1));
  }
  return requests;
}

}  // namespace penstock::app
