// SPDX-License-Identifier: Apache-2.0
#include "hold_driver.h"

#include <filesystem>

namespace penstock::app {

std::vector<std::string> hold_driver_places() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  std::vector<std::string> places;
  for (const char* place : {"../../guests/hold/hold.so", "../lib/penstock/hold.so", "hold.so"}) {
    places.push_back((folder / place).lexically_normal().string());
  }
  return places;
}

std::string find_hold_driver() {
  for (const std::string& place : hold_driver_places()) {
    if (std::filesystem::exists(place)) return place;
  }
  return {};
}

}  // namespace penstock::app
