// SPDX-License-Identifier: Apache-2.0
// Puts the operator's settings of a driver where it looks for them: the Parameters key below its registry
// path (K-REG-1).
//
// Threads: before DriverEntry.
// Memory: the registry tree's.
// Errors: none; a later load of the same service replaces values of the same name.
#pragma once

#include <string_view>

#include "host/loader.h"

namespace penstock::host {

void set_parameters(std::u16string_view registry_path, const RegistryParameters& parameters);

}  // namespace penstock::host
