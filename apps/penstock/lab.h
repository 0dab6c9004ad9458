// SPDX-License-Identifier: Apache-2.0
// The laboratory: two namespaces with real servers on one side and real clients on the other, the path
// between them ours, `hold` loaded. It plays a scenario, tells it, and takes everything away again. As `--vpn` the
// path leads into a WireGuard tunnel, whose other end is wireguard-go in the servers' namespace.
//
// Threads: the first, and those of the path and the driver.
// Memory: everything is gone when lab() returns.
// Errors: ExitCode, and sentences on standard error.
#pragma once

#include <string>

#include "exit_code.h"

namespace penstock::app {

struct LabOptions {
  bool json = false;
  bool vpn = false;
  bool interactive = false;  // stays open; the user decides
  bool offload = true;
  std::string driver;   // empty: hold, where it was built or installed
  std::string plug_in;  // the same: wireguard
  std::string control_socket = "/run/penstock/control.sock";
};

ExitCode lab(const LabOptions& options);

}  // namespace penstock::app
