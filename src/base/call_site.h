// SPDX-License-Identifier: Apache-2.0
// Where a call came from: the return address in the caller's code, opaque here. Whoever knows the loaded
// code (the room that loads guests) installs a namer that turns it into "hold.c:120 in hold_classify".
//
// Threads: a plain value; the namer is set once at start and may be called from any thread.
// Memory: none.
// Errors: an unknown address is named in hexadecimal.
#pragma once

#include <string>

namespace penstock::base {

struct CallSite {
  const void* address = nullptr;

  explicit operator bool() const { return address != nullptr; }
  friend bool operator==(CallSite, CallSite) = default;
};

using CallSiteNamer = std::string (*)(CallSite);

void set_call_site_namer(CallSiteNamer namer);
std::string name_of(CallSite site);

}  // namespace penstock::base

// The caller of the function that says this.
#define PENSTOCK_CALLER (::penstock::base::CallSite{__builtin_return_address(0)})
