// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "asking.h"
#include "command.h"

namespace penstock::app {

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
    command->callback([arguments, name = std::string(view.name), &chosen] {
      chosen = [=] { return ask_and_show(*arguments, {{"show", name}}); };
    });
  }
}

}  // namespace penstock::app
