// SPDX-License-Identifier: Apache-2.0
// The plain filters of a configuration: permit and block without a callout, in a session that ends with the
// program.
//
// Threads: the first.
// Memory: the policy copies.
// Errors: the place in the configuration, what was written there, and what would be right.
#pragma once

#include <optional>
#include <vector>

#include "control/configuration.h"
#include "filter/policy.h"

namespace penstock::app {

std::optional<control::ConfigurationError> add_plain_filters(
    filter::PolicyStore& policy, const std::vector<control::FilterSetting>& filters);

}  // namespace penstock::app
