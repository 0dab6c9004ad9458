// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "asking.h"
#include "command.h"

namespace penstock::app {

namespace {

// `pools holders`: the command around it asks, and this says for what.
void add_holders(CLI::App& pools, const std::shared_ptr<AskArguments>& arguments,
                 const std::shared_ptr<std::string>& shown) {
  CLI::App* holders = pools.add_subcommand("holders", "Who holds which buffer of a VPN plug-in, since when");
  add_ask_options(*holders, arguments);
  holders->callback([shown] { *shown = "holders"; });
}

}  // namespace

void add_show_commands(CLI::App& program, Chosen& chosen) {
  struct View {
    const char* name;
    const char* about;
  };
  for (const View& view :
       {View{"status", "How a running Penstock is"}, View{"flows", "Its connections"},
        View{"pools", "Its packet pools"}, View{"drivers", "Its drivers and what they have in use"},
        View{"findings", "Which rules drivers broke"}}) {
    auto arguments = std::make_shared<AskArguments>();
    CLI::App* command = program.add_subcommand(view.name, view.about);
    add_ask_options(*command, arguments);
    auto shown = std::make_shared<std::string>(view.name);
    command->callback([arguments, shown, &chosen] {
      chosen = [=] { return ask_and_show(*arguments, {{"show", *shown}}); };
    });
    if (*shown == "pools") add_holders(*command, arguments, shown);
  }
}

}  // namespace penstock::app
