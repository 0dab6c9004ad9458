// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "asking.h"
#include "command.h"

namespace penstock::app {

void add_held_command(CLI::App& program, Chosen& chosen) {
  CLI::App* command =
      program.add_subcommand("held", "What drivers of a running Penstock hold, and verdicts for it");
  command->require_subcommand(1);
  auto arguments = std::make_shared<AskArguments>();

  CLI::App* list = command->add_subcommand("list", "Every loan of every driver");
  add_ask_options(*list, arguments);
  list->callback([arguments, &chosen] {
    chosen = [arguments] { return ask_and_show(*arguments, {{"show", "held"}}); };
  });

  auto id = std::make_shared<std::uint64_t>();
  for (const char* verdict : {"permit", "block"}) {
    CLI::App* decide = command->add_subcommand(
        verdict, std::string("Tells the driver to ") + verdict + " a connection; the driver completes it");
    decide->add_option("id", *id, "From the list")->required();
    add_ask_options(*decide, arguments);
    decide->callback([arguments, id, verdict, &chosen] {
      chosen = [=] { return ask_and_show(*arguments, {{"do", verdict}, {"id", *id}}); };
    });
  }
}

}  // namespace penstock::app
