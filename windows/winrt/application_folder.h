// SPDX-License-Identifier: Apache-2.0
// Where a plug-in's files lie: a folder that the program names, else one below the user's data folder.
//
// Threads: set before plug-ins run.
// Memory: one path.
// Errors: none.
#pragma once

#include <string>

namespace penstock::projection {

void set_application_folder(std::string path);
std::string application_folder();

}  // namespace penstock::projection
