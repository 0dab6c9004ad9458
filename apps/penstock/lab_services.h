// SPDX-License-Identifier: Apache-2.0
// The servers of the lab, as Debian brings them: nginx and dnsmasq, with configurations written into the
// lab's folder, each a child of ours in one of the namespaces.
//
// Threads: the first.
// Memory: their processes, until this goes.
// Errors: a sentence with the end of the server's own output.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "child_process.h"
#include "lab_network.h"
#include "loop.h"

namespace penstock::app {

class LabServices {
 public:
  // What the answer to a page and to a name is, so that clients can be checked.
  static constexpr const char* kPage = "Held, decided, and let through.\n";
  static constexpr const char* kName = "lab.penstock";

  static std::variant<std::unique_ptr<LabServices>, LabFault> start(LabNetwork& network, Loop& loop);

 private:
  LabServices() = default;
  bool start_web(LabSide& side, const std::string& folder, int port);
  void start_names(LabSide& side);

  std::vector<std::unique_ptr<ChildProcess>> servers_;
};

}  // namespace penstock::app
