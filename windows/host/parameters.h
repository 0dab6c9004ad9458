// SPDX-License-Identifier: Apache-2.0
// Puts the operator's settings of a driver where it looks for them: the Parameters key below its registry
// path. The key is replaced: what an earlier load of the service was given, or wrote there, is gone, so that
// a run is a function of its configuration (K-REG-1).
//
// Threads: before DriverEntry.
// Memory: the registry tree's.
// Errors: none.
#pragma once

#include <string_view>

#include "host/loader.h"

namespace penstock::host {

void set_parameters(std::u16string_view registry_path, const RegistryParameters& parameters);

}  // namespace penstock::host
