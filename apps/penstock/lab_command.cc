// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "command.h"
#include "lab.h"

namespace penstock::app {

void add_lab_command(CLI::App& program, Chosen& chosen) {
  auto options = std::make_shared<LabOptions>();
  CLI::App* command = program.add_subcommand(
      "lab", "Real curl and dig connections between two network namespaces, held by a driver and decided");
  command->add_flag("--vpn", options->vpn, "The connections go through a WireGuard tunnel to wireguard-go");
  command->add_flag("--json", options->json, "A line of JSON for each event; the last one sums up");
  command->add_flag("--interactive", options->interactive, "Stays open; decide with: penstock held");
  command->add_flag("!--no-offload", options->offload, "TUN devices without segmentation offload");
  command->add_option("--driver", options->driver, "Another driver than hold");
  command->add_option("--plug-in", options->plug_in, "Another plug-in than wireguard, for --vpn");
  command->add_option("--control", options->control_socket, "The control socket of --interactive")
      ->capture_default_str();
  command->callback([options, &chosen] { chosen = [options] { return lab(*options); }; });
}

}  // namespace penstock::app
