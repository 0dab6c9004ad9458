// SPDX-License-Identifier: Apache-2.0
// What the lab shows: clients one after another, each a real program with a connection of its own, and what
// is decided about it. Ports are chosen here so that two labs tell the same story.
//
// Threads: plain values.
// Memory: text by value.
// Errors: none.
#pragma once

#include <string>
#include <vector>

#include "lab_network.h"
#include "verdict.h"

namespace penstock::app {

struct LabClient {
  std::string name;          // "TCP over IPv4, permitted"
  bool from_remote = false;  // runs on the other side: an inbound connection
  std::vector<std::string> words;
  int expected_exit_code = 0;
  bool gives_up = false;              // while its connection is held
  bool output_is_byte_count = false;  // curl's --write-out; else the bytes are those of the output
};

std::vector<LabClient> lab_clients(const LabSide& local, const LabSide& remote);
// The same, but what tells nothing new of a tunnel is left out.
std::vector<LabClient> tunnel_clients(const LabSide& local, const LabSide& remote);
// By the port that a connection goes to. Nothing for the client that is to give up.
std::optional<Decision> lab_decision(const Question& question);

}  // namespace penstock::app
