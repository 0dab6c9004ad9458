// SPDX-License-Identifier: Apache-2.0
// What the commands that ask a running Penstock share: where its control socket is, and how the answer is
// shown.
//
// Threads: the first.
// Memory: text by value.
// Errors: ExitCode::no_gateway, and the other side's words.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "exit_code.h"

namespace CLI {
class App;
}

namespace penstock::app {

struct AskArguments {
  std::string socket = "/run/penstock/control.sock";
  bool json = false;
};

void add_ask_options(CLI::App& command, const std::shared_ptr<AskArguments>& arguments);
ExitCode ask_and_show(const AskArguments& arguments, const nlohmann::ordered_json& request);

}  // namespace penstock::app
