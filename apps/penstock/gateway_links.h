// SPDX-License-Identifier: Apache-2.0
// Links as configured: TUN devices, made and set up in their namespaces, one link for each queue, and
// captures.
//
// Threads: the first.
// Memory: the links; packets come from the pools given.
// Errors: a sentence that names the link and what was refused.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "control/configuration.h"
#include "link/link.h"
#include "link/tun_link.h"

namespace penstock::app {

struct LinkRefused {
  std::string message;
};

// As many as `threads`; a capture is one.
std::variant<std::vector<std::unique_ptr<link::Link>>, LinkRefused> open_links(
    const control::LinkSetting& setting, std::uint32_t threads, link::PacketPools pools);

}  // namespace penstock::app
