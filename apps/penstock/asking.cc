// SPDX-License-Identifier: Apache-2.0
#include "asking.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "command.h"
#include "control/client.h"
#include "control/view_text.h"

namespace penstock::app {

void add_ask_options(CLI::App& command, const std::shared_ptr<AskArguments>& arguments) {
  command.add_option("--control", arguments->socket, "The control socket")->capture_default_str();
  command.add_flag("--json", arguments->json, "JSON instead of a table");
}

ExitCode ask_and_show(const AskArguments& arguments, const nlohmann::ordered_json& request) {
  const auto answer = control::ask(arguments.socket, request);
  if (const auto* fault = std::get_if<control::ClientFault>(&answer)) {
    return complain(ExitCode::no_gateway, fault->message);
  }
  const auto& rows = std::get<nlohmann::ordered_json>(answer);
  if (arguments.json) {
    fmt::print("{}\n", control::json_line(rows));
  } else {
    fmt::print("{}", control::table_text(rows));
  }
  return ExitCode::ok;
}

}  // namespace penstock::app
