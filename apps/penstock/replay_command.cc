// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "command.h"
#include "replay.h"

namespace penstock::app {
namespace {

struct Arguments {
  ReplayOptions options;
  std::vector<std::string> drivers;
  std::vector<std::string> parameters;
  std::vector<std::string> local;
};

ExitCode run(Arguments& arguments) {
  for (const std::string& text : arguments.local) {
    const auto prefix = wire::parse_prefix(text);
    if (!prefix.ok()) {
      return complain(ExitCode::usage, "--local " + text + ": " + wire::to_string(prefix.fault()) +
                                           "; write a prefix such as 10.0.0.0/8 or fd00::/8");
    }
    arguments.options.local.push_back(*prefix);
  }
  auto drivers = driver_requests(arguments.drivers, arguments.parameters);
  if (const auto* bad = std::get_if<BadArgument>(&drivers)) return complain(ExitCode::usage, bad->message);
  arguments.options.drivers = std::get<std::vector<DriverRequest>>(std::move(drivers));
  return replay(arguments.options);
}

}  // namespace

void add_replay_command(CLI::App& program, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand(
      "replay",
      "Sends a capture through drivers, on a virtual clock; says which layer said what about which packet");
  command->add_option("capture", arguments->options.capture, "The capture, pcap or pcapng")->required();
  command->add_option("--driver", arguments->drivers, "A driver; may be given several times")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--param", arguments->parameters, "driver:Name=value, for the driver's Parameters key")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("-o,--output", arguments->options.output,
                      "Writes a pcapng with what was said as comments");
  command->add_flag("--json", arguments->options.json, "A line of JSON for each packet, then a summary");
  command
      ->add_option("--local", arguments->local,
                   "A prefix of our side; without, each flow's first source is ours")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--seed", arguments->options.seed, "Of the scheduler")->capture_default_str();
  command->add_option("--script", arguments->options.script, "TOML: verdicts and requests to devices");
  command->add_flag("--allow-missing", arguments->options.allow_missing,
                    "Loads drivers that need functions nobody provides; calling one ends the run");
  command->callback([arguments, &chosen] { chosen = [arguments] { return run(*arguments); }; });
}

}  // namespace penstock::app
