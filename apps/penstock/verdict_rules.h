// SPDX-License-Identifier: Apache-2.0
// Verdict rules of a configuration or a script as a decider: the first that fits decides.
//
// Threads: the decider may be asked from any.
// Memory: the decider owns the rules.
// Errors: no rule fits: nothing is decided.
#pragma once

#include <vector>

#include "control/configuration.h"
#include "verdict.h"

namespace penstock::app {

Decider decider_of(std::vector<control::VerdictSetting> rules);

}  // namespace penstock::app
