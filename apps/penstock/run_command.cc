// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "command.h"
#include "gateway.h"

namespace penstock::app {
namespace {

struct Arguments {
  std::string file;
  GatewayOptions options;
};

ExitCode run(Arguments& arguments) {
  auto read = control::read_configuration(arguments.file);
  if (const auto* wrong = std::get_if<control::ConfigurationError>(&read)) {
    return complain(ExitCode::usage, control::to_string(*wrong));
  }
  arguments.options.configuration = std::move(std::get<control::Configuration>(read));
  return gateway(arguments.options);
}

}  // namespace

void add_run_command(CLI::App& program, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("run", "A gateway as configured, in the foreground until SIGTERM");
  command->add_option("configuration", arguments->file, "TOML")->required();
  command->add_flag("--allow-missing", arguments->options.allow_missing,
                    "Loads drivers that need functions nobody provides; calling one ends the run");
  command->add_option("--restore", arguments->options.restore,
                      "An image that penstock channel save wrote: its channel goes on where it stood");
  command->callback([arguments, &chosen] { chosen = [arguments] { return run(*arguments); }; });
}

}  // namespace penstock::app
