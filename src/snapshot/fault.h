// SPDX-License-Identifier: Apache-2.0
// Why an image was refused or not written, with the section and what was wrong: an operator reads this.
//
// Threads: plain values.
// Memory: owns its texts.
// Errors: none.
#pragma once

#include <cstdint>
#include <new>
#include <string>

#include "base/result.h"

namespace penstock::snapshot {

enum class Reason : std::uint8_t {
  not_an_image,     // the first bytes say something else
  newer_version,    // of the container or of a section
  truncated,        // ends before it says
  damaged,          // a checksum does not match
  unknown_section,  // of a name that nobody here knows
  missing_section,  // one that was asked for is not there
  duplicate,        // a name twice
  too_large,        // above a limit
  system,           // the operating system said no; detail says what
  no_memory,
  used,  // was restored from or superseded before
};
const char* to_string(Reason reason);

struct Fault {
  Reason reason = Reason::system;
  std::string section;  // empty: the container or the file; "#2": the second, whose head is not readable
  std::string detail;
};
// "section bus: damaged: checksum 0x1234, computed 0x5678"
std::string to_string(const Fault& fault);

template <class T>
using Result = base::Result<T, Fault>;

// What `body` answers, or that there was no memory for it.
template <class Body>
auto or_no_memory(Body body) -> decltype(body()) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return Fault{Reason::no_memory, {}, {}};
  }
}

}  // namespace penstock::snapshot
