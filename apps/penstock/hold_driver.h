// SPDX-License-Identifier: Apache-2.0
// Where the driver of the lab is: beside this program, built or installed.
//
// Threads: a pure function of the file system.
// Memory: text by value.
// Errors: empty when it is nowhere.
#pragma once

#include <string>
#include <vector>

namespace penstock::app {

std::vector<std::string> hold_driver_places();
std::string find_hold_driver();

}  // namespace penstock::app
