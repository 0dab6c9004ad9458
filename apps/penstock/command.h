// SPDX-License-Identifier: Apache-2.0
// The commands of the program: each adds itself to the command line and, when it was chosen, runs. One file
// for each.
//
// Threads: the first.
// Memory: a command's options live as long as the command line.
// Errors: the exit code; the sentence goes to standard error.
#pragma once

#include <functional>
#include <string>

#include "exit_code.h"

namespace CLI {
class App;
}

namespace penstock::app {

using Chosen = std::function<ExitCode()>;

void add_replay_command(CLI::App& program, Chosen& chosen);
void add_run_command(CLI::App& program, Chosen& chosen);
void add_lab_command(CLI::App& program, Chosen& chosen);
void add_channel_command(CLI::App& program, Chosen& chosen);
void add_held_command(CLI::App& program, Chosen& chosen);
void add_image_command(CLI::App& program, Chosen& chosen);
void add_vpn_command(CLI::App& program, Chosen& chosen);
void add_show_commands(CLI::App& program, Chosen& chosen);

// "penstock: <message>" on standard error.
ExitCode complain(ExitCode code, const std::string& message);

}  // namespace penstock::app
