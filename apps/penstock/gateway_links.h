// SPDX-License-Identifier: Apache-2.0
// Links as configured: TUN devices, made and set up in their namespaces, and captures.
//
// Threads: the first.
// Memory: the links; packets come from the pools given.
// Errors: a sentence that names the link and what was refused.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "control/configuration.h"
#include "link/link.h"
#include "link/tun_link.h"

namespace penstock::app {

struct LinkRefused {
  std::string message;
};

std::variant<std::unique_ptr<link::Link>, LinkRefused> open_link(const control::LinkSetting& setting,
                                                                 link::TunPools pools);

}  // namespace penstock::app
