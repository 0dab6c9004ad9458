// SPDX-License-Identifier: Apache-2.0
// Where the guests of the lab are: beside this program, built or installed.
//
// Threads: a pure function of the file system.
// Memory: text by value.
// Errors: empty when it is nowhere.
#pragma once

#include <string>
#include <vector>

namespace penstock::app {

std::vector<std::string> guest_places(const std::string& guest);
std::string find_guest(const std::string& guest);
// "hold.so is not beside this program (...)"
std::string guest_is_nowhere(const std::string& guest);

}  // namespace penstock::app
