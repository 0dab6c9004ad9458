// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "command.h"

namespace {

constexpr const char* kExitCodes =
    "Exit codes: 0 well; 1 drivers broke rules; 2 wrong usage, configuration or script; 3 a driver could not "
    "be\n"
    "loaded or stopped the system; 4 a driver called a function that is missing; 5 a capture, interface, "
    "image or\n"
    "other file failed; 6 no running Penstock at the control socket, or it refused; 77 needs root.";

}  // namespace

namespace penstock::app {

ExitCode complain(ExitCode code, const std::string& message) {
  std::fflush(stdout);
  fmt::print(stderr, "penstock: {}\n", message);
  return code;
}

}  // namespace penstock::app

int main(int count, char** words) {
  using namespace penstock::app;
  CLI::App program("Runs Windows packet code on Linux, in user space, over real packets.", "penstock");
  program.require_subcommand(1);
  program.footer(kExitCodes);
  Chosen chosen;
  add_lab_command(program, chosen);
  add_run_command(program, chosen);
  add_replay_command(program, chosen);
  add_channel_command(program, chosen);
  add_held_command(program, chosen);
  add_image_command(program, chosen);
  add_vpn_command(program, chosen);
  add_show_commands(program, chosen);
  try {
    program.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? number_of(ExitCode::ok) : number_of(ExitCode::usage);
  }
  return number_of(chosen());
}
