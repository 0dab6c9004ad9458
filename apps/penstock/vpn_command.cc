// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "asking.h"
#include "command.h"

namespace penstock::app {

void add_vpn_command(CLI::App& program, Chosen& chosen) {
  CLI::App* command = program.add_subcommand("vpn", "The VPN connection of a running Penstock");
  command->require_subcommand(1);
  auto arguments = std::make_shared<AskArguments>();
  const auto add = [&](const char* name, const char* about, nlohmann::ordered_json request) {
    CLI::App* one = command->add_subcommand(name, about);
    add_ask_options(*one, arguments);
    one->callback([arguments, request = std::move(request), &chosen] {
      chosen = [=] { return ask_and_show(*arguments, request); };
    });
  };
  add("list", "How it is: phase, routes, packets", {{"show", "vpn"}});
  add("peers", "Its outer transports", {{"show", "vpn peers"}});
  add("up", "Dials", {{"do", "vpn up"}});
  add("down", "Hangs up; again after 15 s, without the plug-in", {{"do", "vpn down"}});
}

}  // namespace penstock::app
