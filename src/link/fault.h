// SPDX-License-Identifier: Apache-2.0
// Why a link could not be opened or set up. An operator chose the file or the interface, so a fault carries
// its name and what the kernel or the file reader said; to_string() makes the one sentence of it.
//
// Threads: plain values.
// Memory: owns its text. None of this is on the data path, where a failure is a counted drop.
// Errors: this is the list of them.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace penstock::link {

enum class Reason : std::uint8_t {
  bad_option,         // a value outside what the link can do
  no_permission,      // CAP_NET_ADMIN, or the rights to a file
  not_found,          // no such interface, file or device node
  exists,             // the address or route is there already
  busy,               // the interface is in use by somebody else
  refused,            // the kernel said no for another reason
  not_a_capture,      // neither pcap nor pcapng
  unknown_link_type,  // a capture of something that carries no IP we can find
  broken_file,        // a capture that ends or errs inside a record
  cannot_write,       // a full disk, a closed pipe
};
const char* to_string(Reason reason);

struct Fault {
  Reason reason = Reason::refused;
  std::string subject;  // "interface pen0", "file /tmp/a.pcap"
  std::string detail;   // "set MTU to 70000: Invalid argument"
};
// "interface pen0: set MTU to 70000: Invalid argument"
std::string to_string(const Fault& fault);

// `error_number` is an errno.
Fault system_fault(std::string subject, const std::string& action, int error_number);

template <class T>
using Result = base::Result<T, Fault>;

}  // namespace penstock::link
