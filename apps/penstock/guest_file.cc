// SPDX-License-Identifier: Apache-2.0
#include "guest_file.h"

#include <filesystem>

namespace penstock::app {

std::vector<std::string> guest_places(const std::string& guest) {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  const std::string file = guest + ".so";
  std::vector<std::string> places;
  for (const std::string& place : {"../../guests/" + guest + "/" + file, "../lib/penstock/" + file, file}) {
    places.push_back((folder / place).lexically_normal().string());
  }
  return places;
}

std::string find_guest(const std::string& guest) {
  for (const std::string& place : guest_places(guest)) {
    if (std::filesystem::exists(place)) return place;
  }
  return {};
}

std::string guest_is_nowhere(const std::string& guest) {
  const std::vector<std::string> places = guest_places(guest);
  return guest + ".so is not beside this program (" + places[0] + ", " + places[1] + ")";
}

}  // namespace penstock::app
