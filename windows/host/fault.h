// SPDX-License-Identifier: Apache-2.0
// Why a driver could not be loaded or unloaded: a closed list, and the sentence for the operator, which names
// the fact, the value and what to do. The sentence is made where the fact is known: a list of missing
// functions does not fit an enum.
//
// Threads: a plain value.
// Memory: owns its text.
// Errors: none.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "base/result.h"

namespace penstock::host {

enum class Fault : std::uint8_t {
  unreadable,         // no such file, or not readable
  not_a_guest,        // not a 64-bit x86 shared object
  missing_functions,  // needs what is not implemented
  not_mapped,         // the system's loader refused it
  no_entry,           // no DriverEntry
  entry_failed,       // DriverEntry returned a failure
  not_unloadable,     // no DriverUnload (S-21)
  in_use,             // handles are open and the policy is to wait
};
const char* to_string(Fault fault);

struct Failure {
  Fault fault;
  std::int32_t status = 0;  // what DriverEntry returned
  std::string message;
};

template <class T>
using Result = base::Result<T, Failure>;

}  // namespace penstock::host
