// SPDX-License-Identifier: Apache-2.0
#include "host/fault.h"

namespace penstock::host {

const char* to_string(Fault fault) {
  switch (fault) {
    case Fault::unreadable:
      return "unreadable";
    case Fault::not_a_guest:
      return "not a guest";
    case Fault::missing_functions:
      return "missing functions";
    case Fault::not_mapped:
      return "not mapped";
    case Fault::no_entry:
      return "no DriverEntry";
    case Fault::entry_failed:
      return "DriverEntry failed";
    case Fault::not_unloadable:
      return "not unloadable";
    case Fault::in_use:
      return "in use";
  }
  return "?";
}

}  // namespace penstock::host
