// SPDX-License-Identifier: Apache-2.0
#include "base/call_site.h"

#include <atomic>
#include <cstdio>

namespace penstock::base {
namespace {

std::atomic<CallSiteNamer> installed_namer{nullptr};

}  // namespace

void set_call_site_namer(CallSiteNamer namer) { installed_namer.store(namer); }

std::string name_of(CallSite site) {
  if (!site) return "-";
  if (CallSiteNamer namer = installed_namer.load()) return namer(site);
  char text[32];
  std::snprintf(text, sizeof text, "%p", site.address);
  return text;
}

}  // namespace penstock::base
