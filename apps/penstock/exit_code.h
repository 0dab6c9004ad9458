// SPDX-License-Identifier: Apache-2.0
// What the program's exit code says. Scripts depend on the numbers: they are in the README, and do not
// change.
//
// Threads: constants.
// Memory: none.
// Errors: these are they.
#pragma once

namespace penstock::app {

enum class ExitCode : int {
  ok = 0,
  findings = 1,     // it ran, and drivers broke rules (error findings), or the lab's story went otherwise
  usage = 2,        // the command line, a configuration or a script is wrong
  cannot_load = 3,  // a driver was refused, or brought the system down (bug check)
  missing_function = 4,  // a driver called a function that nobody provides (--allow-missing)
  link_failed = 5,       // a capture, an interface, an image or another file could not be used
  no_gateway = 6,        // no running Penstock answers at the control socket, or it refused
  needs_root = 77,       // interfaces and namespaces need privileges that are not there
};

constexpr int number_of(ExitCode code) { return static_cast<int>(code); }

}  // namespace penstock::app
